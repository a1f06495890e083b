import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSpatialNext, parseSpatial } from '../../../../server/algorithms/cql2/parse-wkt.ts'
import { TokenReader } from '../../../../server/algorithms/cql2/token-reader.ts'
import { tokenize } from '../../../../server/algorithms/cql2/tokenize.ts'
import { anyGeometry } from '../../../support/any-cql2.ts'
import { writeCql2Text } from '../../../support/write-cql2.ts'

const reader = (text: string) => new TokenReader(tokenize(text))

test('a geometry is known by its name and what follows; else the name is a property', () => {
  expect(
    ['POINT(1 2)', 'point z (1 2 3)', 'BBOX(', 'POINT EMPTY'].map((it) => isSpatialNext(reader(it))),
  ).toEqual([true, true, true, true])
  expect(['point = 1', '"POINT"(1 2)', 'CIRCLE(1 2)'].map((it) => isSpatialNext(reader(it)))).toEqual([
    false,
    false,
    false,
  ])
})

test('any geometry written as text is read as the same geometry', () => {
  fc.assert(
    fc.property(anyGeometry, (geometry) => {
      const expression = { kind: 'geometry', geometry } as const
      expect(parseSpatial(reader(writeCql2Text(expression)))).toEqual(expression)
    }),
  )
})

test.each([
  ['POINT(1)', 'At character 8: found ) where a number was expected.'],
  ['POINT(1 2 3 4)', 'At character 13: found 4 where ")" was expected.'],
  ['POINT Z (1 2)', 'At character 13: found ) where a number was expected.'],
  ['POLYGON(0 0, 1 1)', 'At character 9: found 0 where "(" was expected.'],
  [
    'GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(1 2)))',
    'found GEOMETRYCOLLECTION where one of POINT, LINESTRING',
  ],
  ['POINT(1 1e400)', 'At character 9: 1e400 is not a finite number.'],
])('%s is refused', (text, message) => {
  expect(() => parseSpatial(reader(text))).toThrow(message)
})
