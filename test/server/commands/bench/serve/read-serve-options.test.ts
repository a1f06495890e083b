import { expect, test } from 'vitest'
import {
  readServeOptions,
  type TypedServeOptions,
} from '../../../../../server/commands/bench/serve/read-serve-options.ts'

const typed: TypedServeOptions = {
  polygons: '20000',
  points: '500000',
  seconds: '5',
  rounds: '3',
  connections: '16',
  cases: 'all',
}

test('what is typed becomes numbers, cases and one purpose', () => {
  expect(readServeOptions(typed)).toEqual({
    databaseUrl: undefined,
    polygons: 20_000,
    points: 500_000,
    seconds: 5,
    rounds: 3,
    connections: 16,
    cases: ['polygons-z12', 'polygons-z14', 'points-z12', 'points-z14'],
    what: 'speed',
    isJson: false,
    readmePath: undefined,
  })
  expect(readServeOptions({ ...typed, cases: 'points-z12', json: true, readme: true })).toMatchObject({
    cases: ['points-z12'],
    what: 'speed',
    isJson: true,
    readmePath: 'README.md',
  })
  expect(readServeOptions({ ...typed, check: true }).what).toBe('check')
  // Grids are edited, whatever else may be measured.
  expect(readServeOptions({ ...typed, freshness: true })).toMatchObject({
    cases: ['polygons-z12', 'polygons-z14'],
    what: 'freshness',
  })
})

test.for([
  [{ seconds: '0.5' }, '--seconds is 0.5; a whole number of 1 or more is needed.'],
  [{ connections: '1' }, '--connections is 1; a whole number of 2 or more is needed.'],
  [{ cases: 'lines-z12' }, '--cases is lines-z12; all or some of polygons-z12,'],
  [{ database: 'wangge' }, '--database is wangge; postgres://… is needed.'],
  [{ check: true, freshness: true }, 'give one of them'],
] satisfies [Partial<TypedServeOptions>, string][])(
  '%j is refused with what it should be',
  ([given, message]) => {
    expect(() => readServeOptions({ ...typed, ...given })).toThrow(message)
  },
)
