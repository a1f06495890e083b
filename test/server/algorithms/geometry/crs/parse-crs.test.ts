import { expect, test } from 'vitest'
import { parseCrs, UnsupportedCrs } from '../../../../../server/algorithms/geometry/crs/parse-crs.ts'

test.each([
  ['EPSG:4326', 'EPSG:4326'],
  ['4490', 'EPSG:4490'],
  ['urn:ogc:def:crs:OGC:1.3:CRS84', 'CRS84'],
  ['urn:ogc:def:crs:EPSG::4490', 'EPSG:4490'],
  ['http://www.opengis.net/def/crs/EPSG/0/4326', 'EPSG:4326'],
  ['gcj02', 'GCJ-02'],
  ['GCJ-02', 'GCJ-02'],
  ['bd09', 'BD-09'],
  ['baidu', 'BD-09'],
  ['EPSG:3857', 'EPSG:3857'],
  ['epsg:4527', 'EPSG:4527'],
])('%s is read as %s', (text, name) => {
  expect(parseCrs(text).name).toBe(name)
})

test.each([
  [4491, 75, 13_500_000],
  [4501, 135, 23_500_000],
  [4502, 75, 500_000],
  [4512, 135, 500_000],
  [4513, 75, 25_500_000],
  [4527, 117, 39_500_000],
  [4533, 135, 45_500_000],
  [4534, 75, 500_000],
  [4554, 135, 500_000],
])('EPSG:%i has central meridian %i and false easting %i', (epsg, meridian, easting) => {
  const crs = parseCrs(`EPSG:${epsg}`)
  expect(crs).toMatchObject({ kind: 'projected', falseEastingMeters: easting })
  expect(crs.kind === 'projected' && crs.definition).toContain(`+lon_0=${meridian} `)
})

test('an unknown system is refused with the list of the known ones', () => {
  expect(() => parseCrs('EPSG:2154')).toThrow(UnsupportedCrs)
  expect(() => parseCrs('EPSG:2154')).toThrow(/Supported: EPSG:4326/)
})
