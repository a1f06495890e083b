import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAdjacency } from '../../../../server/commands/partition/read-adjacency.ts'
import { readCurrent } from '../../../../server/commands/partition/read-current.ts'
import { readUnits } from '../../../../server/commands/partition/read-units.ts'
import { aSquare } from '../../../support/lng-lat-squares.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wangge-units-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function file(content: unknown): string {
  const path = join(folder, `${Math.abs(JSON.stringify(content).length)}.json`)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const units = (...properties: (object | null)[]) =>
  file({
    type: 'FeatureCollection',
    features: properties.map((each, index) => ({
      type: 'Feature',
      properties: each,
      geometry: aSquare(index, 0),
    })),
  })
const read = (...properties: (object | null)[]) => readUnits(units(...properties), { weight: 'w' })

test('a missing weight counts as 0 and is listed; a number in quotes is a number', () => {
  const { units: found, warnings } = read({ id: 1, w: '12' }, { id: 2, w: ' ' })
  expect(found.map(({ id, weight }) => [id, weight])).toEqual([
    ['1', 12],
    ['2', 0],
  ])
  expect(warnings).toEqual(['1 of 2 units have no w: they count as 0.'])
})

test('units without any id are numbered, and that is listed', () => {
  const { units: found, warnings } = read({ w: 1 }, { w: 2 })
  expect(found.map(({ id }) => id)).toEqual(['1', '2'])
  expect(warnings[0]).toContain('No unit has an id')
})

test.for<[string, () => unknown, string]>([
  ['a double id', () => read({ id: 'a', w: 1 }, { id: 'a', w: 2 }), 'The id a is there more than once.'],
  [
    'some ids missing',
    () => read({ id: 'a', w: 1 }, { w: 2 }),
    '1 of 2 units have no id, the first at position 2.',
  ],
  ['a negative weight', () => read({ id: 'a', w: -3 }), 'Unit a has w = -3; a weight is ≥ 0.'],
  ['a weight in words', () => read({ id: 'a', w: 'many' }), 'Unit a has w = "many"; a number is needed.'],
  ['a weight in a list', () => read({ id: 'a', w: [3] }), 'Unit a has w = [3]; a number is needed.'],
  ['an id that is an object', () => read({ id: { a: 1 }, w: 1 }), '{"a":1} is no id'],
  [
    'an entry that is no feature',
    () => readUnits(file({ type: 'FeatureCollection', features: [null] }), { weight: 'w' }),
    'is not a GeoJSON Feature',
  ],
  ['no units', () => read(), 'holds no units'],
  ['broken JSON', () => readUnits(file('{"type":'), { weight: 'w' }), 'is not JSON'],
  ['another JSON', () => readUnits(file([1, 2]), { weight: 'w' }), 'is not a GeoJSON FeatureCollection'],
])('%s is refused in words', ([, call, message]) => {
  expect(call).toThrow(message)
})

test('points and positions that are not degrees are refused', () => {
  const of = (geometry: object) =>
    file({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { id: 'a', w: 1 }, geometry }],
    })
  const projected = [
    [
      [500000, 2500000],
      [500001, 2500000],
      [500001, 2500001],
      [500000, 2500000],
    ],
  ]
  expect(() => readUnits(of({ type: 'Point', coordinates: [1, 2] }), { weight: 'w' })).toThrow(
    'Unit a is a Point',
  )
  expect(() => readUnits(of({ type: 'Polygon', coordinates: projected }), { weight: 'w' })).toThrow(
    'in degrees',
  )
})

test('adjacency: double edges count once, loops are left out, unknown ids and negative lengths refused', () => {
  const warnings: string[] = []
  const edges = (list: unknown[]) => readAdjacency(file({ edges: list }), ['a', 'b'], warnings)
  expect(
    edges([
      ['a', 'b', 5],
      ['b', 'a', 9],
      ['a', 'a', 1],
    ]),
  ).toEqual([{ a: 0, b: 1, sharedMeters: 9 }])
  expect(warnings).toEqual([
    '1 edges join a unit with itself: they are left out.',
    '1 edges are there again, with another length: the longest of each counts.',
  ])
  expect(() => edges([['a', 'x', 5]])).toThrow("names x, which is no unit's id")
  expect(() => edges([['a', 'b', -5]])).toThrow('a length is ≥ 0')
})

test('the zones of today come from a field or a file', () => {
  const { units: found } = read({ id: 'a', w: 1, z: 'x' }, { id: 'b', w: 1, z: null })
  const warnings: string[] = []
  expect([...readCurrent('z', found, warnings).zoneOf]).toEqual([0, -1])
  expect(warnings).toEqual(['1 units have no current zone: they are given one.'])
  expect([...readCurrent(file({ a: 'p', b: 'q' }), found, []).zoneOf]).toEqual([0, 1])
  expect(() => readCurrent('nothing', found, [])).toThrow('No unit has a zone in nothing')
})
