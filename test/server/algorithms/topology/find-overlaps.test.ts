import type { Polygon, Position } from 'geojson'
import { expect, test } from 'vitest'
import { findOverlaps } from '../../../../server/algorithms/topology/find-overlaps.ts'
import { buildUnitTopology, type UnitGeometry } from '../../../../server/algorithms/topology/unit-topology.ts'
import { aSquare, SQUARE_DEGREES } from '../../../support/lng-lat-squares.ts'

const find = (...units: UnitGeometry[]) => findOverlaps(buildUnitTopology(units).topology, 100)
const aRing = (...corners: [number, number][]): Polygon => ({
  type: 'Polygon',
  coordinates: [corners.map(([x, y]): Position => [x * SQUARE_DEGREES, y * SQUARE_DEGREES])],
})

test('a clean net has none, nor has an island in the hole of a lake shore', () => {
  const net = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => aSquare(column, row)))
  expect(find(...net, null)).toEqual({ overlaps: [], selfCrossing: [] })
  const shore = aSquare(0, 0)
  const hole = [0.2, 0.2, 0.8, 0.2, 0.8, 0.8, 0.2, 0.8, 0.2, 0.2].map((each) => each * SQUARE_DEGREES)
  shore.coordinates.push([0, 2, 4, 6, 8].map((at) => [hole[at]!, hole[at + 1]!]))
  const island = aRing([0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.4])
  expect(find(shore, island)).toEqual({ overlaps: [], selfCrossing: [] })
})

test('units that share no corner overlap all the same: half over another, wholly inside another', () => {
  expect(find(aSquare(0, 0), aSquare(0.5, 0)).overlaps).toEqual([[0, 1]])
  expect(find(aSquare(0, 0), aSquare(0.9, 0.9)).overlaps).toEqual([[0, 1]])
  const inside = aRing([0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.4])
  expect(find(aSquare(1, 0), aSquare(0, 0), inside).overlaps).toEqual([[1, 2]])
})

test('a ring that crosses itself is told, one that only touches itself is sound', () => {
  expect(find(aRing([0, 0], [1, 1], [1, 0], [0, 1], [0, 0])).selfCrossing).toEqual([0])
  const hourglass = aRing([0, 0], [0.5, 0.4], [1, 0], [1, 1], [0.5, 0.4], [0, 1], [0, 0])
  expect(find(hourglass).selfCrossing).toEqual([])
})

test('stops when enough pairs are found', () => {
  const heap = Array.from({ length: 10 }, (_, unit) => aSquare(unit / 100, unit / 100))
  const { overlaps } = findOverlaps(buildUnitTopology(heap).topology, 3)
  expect(overlaps.length).toBeGreaterThanOrEqual(3)
  expect(overlaps.length).toBeLessThan(45)
})
