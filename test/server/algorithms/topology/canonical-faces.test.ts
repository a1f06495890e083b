import fc from 'fast-check'
import type { Position } from 'geojson'
import { expect, test } from 'vitest'
import { canonicalFaces } from '../../../../server/algorithms/topology/canonical-faces.ts'
import { cells, rectangle } from '../../../support/block-world.ts'

const rotated = (ring: Position[], by: number) => {
  const open = ring.slice(0, -1)
  const turned = [...open.slice(by % open.length), ...open.slice(0, by % open.length)]
  return [...turned, turned[0]!]
}

test('the order of faces, rings and corners in which the ground arrives does not show', () => {
  const ground = [...cells(3, 2), [rectangle(3, 0, 6, 3), rectangle(4, 1, 5, 2), rectangle(3, 1, 4, 2)]]
  const expected = canonicalFaces(ground).map(({ face }) => face)
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(50)), (random) => {
      const next = () => random.next().value as number
      const shuffled = ground
        .map((face) => ({ face, key: next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ face: [outline, ...holes] }) => [outline!, ...(next() % 2 ? holes.toReversed() : holes)])
        .map((face) => face.map((ring) => rotated(next() % 2 ? ring.toReversed() : ring, next())))
      expect(canonicalFaces(shuffled).map(({ face }) => face)).toEqual(expected)
    }),
    { numRuns: 30 },
  )
})

test('outlines run anticlockwise from their south-westernmost corner, holes clockwise', () => {
  const face = canonicalFaces([[rectangle(0, 0, 3, 3).toReversed(), rectangle(1, 1, 2, 2)]])[0]?.face
  expect(face?.[0]).toEqual(rectangle(0, 0, 3, 3))
  expect(face?.[1]).toEqual(rectangle(1, 1, 2, 2).toReversed())
})

test('each face says where it was in the input', () => {
  expect(canonicalFaces(cells(2, 1).toReversed()).map(({ source }) => source)).toEqual([1, 0])
})
