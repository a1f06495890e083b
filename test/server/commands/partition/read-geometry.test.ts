import type { Feature } from 'geojson'
import { expect, test } from 'vitest'
import {
  listTreatments,
  noTreatments,
  readGeometry,
} from '../../../../server/commands/partition/read-geometry.ts'
import { aSquare } from '../../../support/lng-lat-squares.ts'

const square = aSquare(0, 0).coordinates[0]!
const ring = (...places: number[]) => places.map((at) => square[at]!)

/** The outline of a unit as it is read, with what was listed about it. */
function read(geometry: unknown) {
  const treated = noTreatments()
  const feature = { type: 'Feature', properties: {}, geometry } as unknown as Feature
  return { geometry: readGeometry(feature, { id: 'a', treated }), listed: listTreatments(treated) }
}

test('a sound polygon is kept, and nothing is listed', () => {
  expect(read(aSquare(0, 0))).toEqual({
    geometry: { type: 'MultiPolygon', coordinates: [[square]] },
    listed: [],
  })
})

test.for<[string, unknown, number, string]>([
  ['no geometry', null, 0, 'have no geometry'],
  ['a polygon without rings', { type: 'Polygon', coordinates: [] }, 0, 'have no geometry'],
  ['a ring left open', { type: 'Polygon', coordinates: [ring(0, 1, 2, 3)] }, 1, 'it is closed'],
  ['a ring of one point', { type: 'Polygon', coordinates: [ring(0, 0, 0, 0)] }, 0, 'without any area'],
  ['a ring on a line', { type: 'Polygon', coordinates: [ring(0, 1, 0, 0)] }, 0, 'without any area'],
  [
    'several parts',
    { type: 'MultiPolygon', coordinates: [[square], aSquare(5, 5).coordinates] },
    2,
    'have several parts',
  ],
])('%s is treated and listed', ([, shape, parts, words]) => {
  const { geometry, listed } = read(shape)
  expect(geometry && 'coordinates' in geometry ? geometry.coordinates.length : 0).toBe(parts)
  expect(listed.join()).toContain(words)
  expect(listed.join()).toContain('The first is a.')
})

test('a ring that touches itself is kept and listed', () => {
  const pinched = [...ring(0, 1, 2), [square[0]![0]! + 1e-4, square[0]![1]! + 1e-4], ...ring(3, 0)]
  pinched.splice(5, 0, pinched[3]!)
  expect(read({ type: 'Polygon', coordinates: [pinched] }).listed).toEqual([
    '1 units have a ring that touches itself: it is kept as it is. The first is a.',
  ])
})

test.for<[string, unknown, string]>([
  ['a point', { type: 'Point', coordinates: [1, 2] }, 'Unit a is a Point'],
  ['a collection', { type: 'GeometryCollection', geometries: [] }, 'is a GeometryCollection'],
  ['a ring of three', { type: 'Polygon', coordinates: [ring(0, 1, 2)] }, 'four or more [lng, lat] pairs'],
  ['an empty ring', { type: 'Polygon', coordinates: [[]] }, 'four or more [lng, lat] pairs'],
  [
    'a huge coordinate',
    { type: 'Polygon', coordinates: [[[1e308, 0], ...ring(1, 2, 0)]] },
    'in degrees (WGS 84)',
  ],
  ['a coordinate of null', { type: 'Polygon', coordinates: [[[null, 0], ...ring(1, 2, 0)]] }, 'in degrees'],
  ['a coordinate in quotes', { type: 'Polygon', coordinates: [[['1', 0], ...ring(1, 2, 0)]] }, 'in degrees'],
  ['coordinates that are no list', { type: 'Polygon', coordinates: 5 }, 'four or more'],
])('%s is refused in words', ([, shape, message]) => {
  expect(() => read(shape)).toThrow(message)
})
