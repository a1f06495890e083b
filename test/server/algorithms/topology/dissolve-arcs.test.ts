import fc from 'fast-check'
import type { MultiPolygon, Polygon } from 'geojson'
import { expect, test } from 'vitest'
import { polygonSquareMeters } from '../../../../server/algorithms/geometry/ellipsoid-measures.ts'
import { dissolveUnits } from '../../../../server/algorithms/topology/dissolve-arcs.ts'
import { netTopology } from '../../../../server/algorithms/topology/net-topology.ts'
import { cells, polygons } from '../../../support/block-world.ts'

const field = netTopology(polygons(cells(5, 5)))
const partsOf = (geometry: Polygon | MultiPolygon | undefined) =>
  geometry === undefined ? [] : geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates

test('two neighbours become one rectangle', () => {
  expect(dissolveUnits(field, [0, 1])?.coordinates).toHaveLength(1)
})

test('a frame has a hole', () => {
  const frame = [0, 1, 2, 5, 7, 10, 11, 12]
  expect(partsOf(dissolveUnits(field, frame)).map((rings) => rings.length)).toEqual([2])
})

test('a hole that touches the outline in a corner stays a hole', () => {
  // The frame without its south-western cell: the middle touches the outline in one corner.
  const open = [1, 2, 5, 7, 10, 11, 12]
  expect(partsOf(dissolveUnits(field, open)).map((rings) => rings.length)).toEqual([2])
})

test('cells that touch only in a corner are two parts', () => {
  expect(partsOf(dissolveUnits(field, [0, 6])).map((rings) => rings.length)).toEqual([1, 1])
})

test('whatever is joined, the area is kept and no ring meets a corner twice', () => {
  const cellArea = (unit: number) => polygonSquareMeters(cells(5, 5)[unit]!)
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(24), { minLength: 1 }), (members) => {
      const parts = partsOf(dissolveUnits(field, members))
      const area = parts.reduce((sum, rings) => sum + polygonSquareMeters(rings), 0)
      expect(area / members.reduce((sum, unit) => sum + cellArea(unit), 0)).toBeCloseTo(1, 6)
      for (const ring of parts.flat()) expect(new Set(ring.slice(1).map(String)).size).toBe(ring.length - 1)
    }),
  )
})

test('nothing joined is nothing', () => {
  expect(dissolveUnits(field, [])).toBeUndefined()
})
