import type { Feature, FeatureCollection, Polygon } from 'geojson'
import { topology } from 'topojson-server'
import { describe, expect, test } from 'vitest'
import { mergeUnits } from '../../../../server/algorithms/topology/merge-units.ts'

const cell = (x: number, y: number): Feature<Polygon> => ({
  type: 'Feature',
  properties: {},
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + 1, y],
        [x + 1, y + 1],
        [x, y + 1],
        [x, y],
      ],
    ],
  },
})
const net = (cells: [number, number][]) =>
  topology({
    units: { type: 'FeatureCollection', features: cells.map(([x, y]) => cell(x, y)) } as FeatureCollection,
  })

const areaOf = (rings: number[][][]) =>
  rings.reduce((sum, ring) => {
    const twice = ring.slice(1).reduce((area, [x = 0, y = 0], i) => {
      const [px = 0, py = 0] = ring[i] ?? []
      return area + (px * y - x * py)
    }, 0)
    return sum + Math.abs(twice) / 2
  }, 0)

describe('mergeUnits', () => {
  test('two neighbours become one polygon without the arc between them', () => {
    const merged = mergeUnits(
      net([
        [0, 0],
        [1, 0],
      ]),
      [0, 1],
    )
    expect(merged.coordinates).toHaveLength(1)
    expect(areaOf(merged.coordinates[0] ?? [])).toBe(2)
  })
  test('units that do not touch stay two polygons', () => {
    expect(
      mergeUnits(
        net([
          [0, 0],
          [5, 0],
        ]),
        [0, 1],
      ).coordinates,
    ).toHaveLength(2)
  })
  test('a ring of units leaves a hole', () => {
    const ring: [number, number][] = [
      [0, 0],
      [1, 0],
      [2, 0],
      [0, 1],
      [2, 1],
      [0, 2],
      [1, 2],
      [2, 2],
    ]
    const [polygon] = mergeUnits(net(ring), [0, 1, 2, 3, 4, 5, 6, 7]).coordinates
    expect(polygon).toHaveLength(2)
  })
  test('refuses a unit that is not in the net', () => {
    expect(() => mergeUnits(net([[0, 0]]), [1])).toThrow('Unit 1 is not one of the 1 units')
  })
})
