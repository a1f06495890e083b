import { expect, test } from 'vitest'
import { BarrierIndex } from '../../../../server/algorithms/topology/barrier-index.ts'
import { findNeighbours } from '../../../../server/algorithms/topology/find-neighbours.ts'
import { netTopology } from '../../../../server/algorithms/topology/net-topology.ts'
import { cells, polygons, rectangle, STEP } from '../../../support/block-world.ts'

const strength = (barrierClass: string) => ({ river: 1, lane: 0.1 })[barrierClass] ?? 0.5
const neighboursIn = (
  faces: ReturnType<typeof cells>,
  lines: { class: string; coordinates: number[][] }[] = [],
) => findNeighbours(netTopology(polygons(faces)), new BarrierIndex(lines, strength), strength)

test('cells that share a side are neighbours, cells that touch in a corner are not', () => {
  const pairs = neighboursIn(cells(2, 2)).map(({ a, b }) => [a, b])
  expect(pairs).toEqual([
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 3],
  ])
})

test('the shared side is measured in metres', () => {
  const [pair] = neighboursIn(cells(2, 1))
  expect(pair).toMatchObject({ a: 0, b: 1, barrierClass: null })
  expect(pair?.sharedMeters).toBeCloseTo(110.574, 2)
})

test('the strongest barrier on half of the side names it; a short strong one does not', () => {
  const faces = [[rectangle(0, 0, 1, 4)], [rectangle(1, 0, 2, 4)]]
  const along = (barrierClass: string, from: number, to: number) => ({
    class: barrierClass,
    coordinates: Array.from({ length: to - from + 1 }, (_, i) => [
      STEP,
      Math.round((from + i) * STEP * 1e7) / 1e7,
    ]),
  })
  expect(neighboursIn(faces, [along('lane', 0, 4)])[0]?.barrierClass).toBe('lane')
  expect(neighboursIn(faces, [along('lane', 0, 4), along('river', 0, 1)])[0]?.barrierClass).toBe('lane')
  expect(neighboursIn(faces, [along('lane', 0, 4), along('river', 0, 3)])[0]?.barrierClass).toBe('river')
  expect(neighboursIn(faces, [along('river', 0, 1)])[0]?.barrierClass).toBeNull()
})
