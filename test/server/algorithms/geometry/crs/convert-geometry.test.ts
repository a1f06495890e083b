import type { Geometry, LineString, Polygon } from 'geojson'
import { describe, expect, test } from 'vitest'
import {
  countConverted,
  geometryConverter,
  OutOfRange,
} from '../../../../../server/algorithms/geometry/crs/convert-geometry.ts'
import { parseCrs } from '../../../../../server/algorithms/geometry/crs/parse-crs.ts'
import { shiftFromWgs84 } from '../../../../../server/algorithms/geometry/crs/shifted-systems.ts'

const line = (...coordinates: number[][]): LineString => ({ type: 'LineString', coordinates })

test('coordinates are snapped to 1e-7 degrees and lose their height', () => {
  expect(
    geometryConverter(parseCrs('4326'))({ type: 'Point', coordinates: [113.123456789, 22.987654321, 12] }),
  ).toEqual({
    type: 'Point',
    coordinates: [113.1234568, 22.9876543],
  })
})

test('a long edge in GCJ-02 becomes the bow that it is, to a centimetre', () => {
  const ends = [shiftFromWgs84([113.1, 23], 'GCJ-02'), shiftFromWgs84([113.3, 23.01], 'GCJ-02')]
  const converted = geometryConverter(parseCrs('gcj02'))(line([...ends[0]!], [...ends[1]!]))
  expect(converted.coordinates.length).toBeGreaterThan(40)
  expect(converted.coordinates[0]).toEqual([113.1, 23])
})

test('two polygons that share an edge get the same points on it, whichever way they walk it', () => {
  const convert = geometryConverter(parseCrs('EPSG:4527'))
  const there = convert(line([39_440_000, 4_430_000], [39_447_300, 4_431_700]))
  const back = convert(line([39_447_300, 4_431_700], [39_440_000, 4_430_000]))
  expect(back.coordinates).toEqual([...there.coordinates].reverse())
})

describe('positions that cannot be', () => {
  test.each([
    ['4326', [Number.POSITIVE_INFINITY, 1], /not finite/],
    ['4326', [-1.7976931348623157e308, 1], /longitude within ±180/],
    ['4326', [23, 113], /axes look swapped/],
    ['4326', [440_000, 4_430_000], /in metres/],
    ['EPSG:4527', [4_430_000, 39_440_000], /axes look swapped \(northing first\)/],
  ])('%s %j', (crs, coordinates, message) => {
    const convert = geometryConverter(parseCrs(crs))
    expect(() => convert({ type: 'Point', coordinates })).toThrow(OutOfRange)
    expect(() => convert({ type: 'Point', coordinates })).toThrow(message)
  })
})

test('rings stay closed', () => {
  const square: Polygon = {
    type: 'Polygon',
    coordinates: [
      [
        [12_620_000, 2_630_000],
        [12_623_000, 2_630_000],
        [12_623_000, 2_633_000],
        [12_620_000, 2_630_000],
      ],
    ],
  }
  const ring = geometryConverter(parseCrs('3857'))(square).coordinates[0]!
  expect(ring[0]).toEqual(ring.at(-1))
})

test('how many positions a conversion makes is known before', () => {
  const crs = parseCrs('EPSG:3857')
  const path = [
    [0, 0],
    [2500, 0],
    [2500, 900],
    [9e6, 900],
  ]
  const geometries: Geometry[] = [
    { type: 'Point', coordinates: [0, 0] },
    { type: 'MultiPoint', coordinates: path },
    { type: 'LineString', coordinates: path },
    { type: 'MultiPolygon', coordinates: [[path], [path, path]] },
  ]
  const geometry: Geometry = { type: 'GeometryCollection', geometries }
  const converted = JSON.stringify(geometryConverter(crs)(geometry)).match(/\[-?[\d.e-]+,/g)
  expect(countConverted(crs, geometry)).toBe(converted?.length)
  expect(countConverted(crs, geometries[2]!)).toBe(6)
})
