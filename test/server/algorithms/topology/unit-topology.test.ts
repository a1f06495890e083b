import { expect, test } from 'vitest'
import { arcsOfUnits, buildUnitTopology } from '../../../../server/algorithms/topology/unit-topology.ts'
import { aSquare } from '../../../support/lng-lat-squares.ts'

test('squares side by side share a boundary, squares corner to corner none', () => {
  const { boundaries, areasSquareMeters, perimetersMeters } = buildUnitTopology([
    aSquare(0, 0),
    aSquare(1, 0),
    aSquare(1, 1),
  ])
  expect(boundaries.map(({ a, b }) => [a, b])).toEqual([
    [0, 1],
    [1, 2],
  ])
  expect(boundaries[0]!.sharedMeters).toBeCloseTo(100.08, 1)
  expect(areasSquareMeters[0]).toBeCloseTo(100.08 ** 2, -1)
  expect(perimetersMeters[0]).toBeCloseTo(400.3, 0)
})

test('noise below 1e-7° does not part neighbours', () => {
  const [left, right] = [aSquare(0, 0), aSquare(1, 0)]
  right.coordinates[0]![0]![0]! += 3e-8
  expect(buildUnitTopology([left, right]).boundaries).toHaveLength(1)
})

test('a unit that lies on another is told', () => {
  const { overlaps } = buildUnitTopology([aSquare(0, 0), aSquare(0, 0)])
  expect(overlaps).toEqual([[0, 1]])
  expect(buildUnitTopology([aSquare(0, 0), aSquare(1, 0)]).overlaps).toEqual([])
})

test('a unit without geometry has no arcs', () => {
  const { topology, areasSquareMeters } = buildUnitTopology([null, aSquare(0, 0)])
  expect(arcsOfUnits(topology)[0]).toEqual([])
  expect(areasSquareMeters[0]).toBe(0)
})
