import type { Geometry } from 'geojson'
import { expect, test } from 'vitest'
import { mapAdminLevels } from '../../../../server/domains/imports/records/area-levels.ts'
import { recordFromFeature } from '../../../../server/domains/imports/records/record-from-feature.ts'

const SQUARE: Geometry = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ],
}
const LINE: Geometry = {
  type: 'LineString',
  coordinates: [
    [0, 0],
    [1, 0],
  ],
}
const feature = (properties: Record<string, unknown>, geometry: Geometry = SQUARE) => ({
  sourceId: '1',
  geometry,
  properties,
})

test('an area with its code as a number', () => {
  expect(
    recordFromFeature(feature({ Name: '清华园街道', code: 110108014000, parentCode: 110108000000 }), {
      layer: 'areas',
    }),
  ).toMatchObject({
    layer: 'areas',
    level: 'town',
    code: '110108014000',
    name: '清华园街道',
    parentSourceId: '110108000000',
  })
})

test.each([
  ['110108014', '110108014000', 'town'],
  ['440113', '440113000000', 'county'],
  ['440113001002', '440113001002', 'community'],
  ['44', '440000000000', 'province'],
  ['4401', '440100000000', 'city'],
])('the code %s is %s, a %s', (code, full, level) => {
  expect(recordFromFeature(feature({ 编码: code }), { layer: 'areas' })).toMatchObject({ code: full, level })
})

test('a building by Chinese column names', () => {
  expect(
    recordFromFeature(feature({ 户数: '1,024', 层数: 18, 用途: '住宅', 小区: '丽江花园' }), {
      layer: 'buildings',
    }),
  ).toMatchObject({
    households: 1024,
    levels: 18,
    use: '住宅',
    compound: '丽江花园',
  })
})

test('fields can be declared', () => {
  expect(
    recordFromFeature(feature({ hh2020: 7 }), { layer: 'units', fields: { households: 'hh2020' } }),
  ).toMatchObject({ households: 7 })
})

test.each([
  ['a line as an area', feature({}, LINE), { layer: 'areas' }, 'wrong-geometry'],
  ['a unit without households', feature({}), { layer: 'units' }, 'no-households'],
  ['a barrier of unknown class', feature({}, LINE), { layer: 'barriers' }, 'no-class'],
  [
    'a point as a barrier',
    feature({}, { type: 'Point', coordinates: [1, 2] }),
    { layer: 'barriers' },
    'wrong-geometry',
  ],
] as const)('%s is rejected', (_, item, options, rule) => {
  expect(recordFromFeature(item, options)).toMatchObject({ layer: 'rejected', rule })
})

test('barriers by our classes, by OSM tags, or declared for all', () => {
  const options = { layer: 'barriers' } as const
  expect(recordFromFeature(feature({ kind: 'water', class: 'river' }, LINE), options)).toMatchObject({
    kind: 'water',
    class: 'river',
  })
  expect(recordFromFeature(feature({ highway: 'primary' }, LINE), options)).toMatchObject({
    kind: 'road',
    class: 'primary',
  })
  expect(recordFromFeature(feature({ fclass: 'footway', bridge: 'T' }, LINE), options)).toMatchObject({
    kind: 'road',
    class: 'path',
    bridge: true,
  })
  expect(
    recordFromFeature(feature({}, LINE), { ...options, barrier: { kind: 'rail', class: 'rail' } }),
  ).toMatchObject({ kind: 'rail' })
})

test('the polygons of a collection are one area', () => {
  const collection: Geometry = { type: 'GeometryCollection', geometries: [SQUARE, LINE, SQUARE] }
  expect(recordFromFeature(feature({}, collection), { layer: 'areas' })).toMatchObject({
    geometry: { type: 'MultiPolygon', coordinates: { length: 2 } },
  })
})

test.each([
  [[2, 6, 8], { 8: 'community', 6: 'county', 2: 'province' }],
  [[4, 5, 6, 8, 10], { 10: 'community', 8: 'town', 6: 'county', 5: 'city', 4: 'province' }],
  [[10], { 10: 'community' }],
  [[6, 7, 8, 9, 10], { 10: 'community', 9: 'town', 8: 'county', 7: 'city', 6: 'province' }],
])('levels %j', (present, expected) => {
  expect(Object.fromEntries(mapAdminLevels(present))).toEqual(expected)
})

test('the community level can be given', () => {
  expect(Object.fromEntries(mapAdminLevels([6, 8, 10], 8))).toEqual({ 8: 'community', 6: 'county' })
})
