import { expect, test } from 'vitest'
import { openNearest } from '../../../../server/commands/partition/nearest-unit.ts'
import { aSquare } from '../../../support/lng-lat-squares.ts'

test('the nearest unit of another zone is found across water; units without geometry are nowhere', () => {
  const units = [0, 1, 4, 6, 7].map((column) => ({ geometry: asUnit(column) }))
  const nearestOf = openNearest([...units, { geometry: null }], Int32Array.of(0, 0, 1, 2, 2, 3))
  expect([0, 1, 2, 3].map(nearestOf)).toEqual([
    { from: 1, to: 2 },
    { from: 2, to: 3 },
    { from: 3, to: 2 },
    undefined,
  ])
})

test('there is nothing beside the only zone, nor on a map without geometry', () => {
  expect(openNearest([{ geometry: asUnit(0) }], Int32Array.of(0))(0)).toBeUndefined()
  expect(openNearest([{ geometry: null }], Int32Array.of(0))(0)).toBeUndefined()
})

function asUnit(column: number) {
  const { coordinates } = aSquare(column, 0)
  return { type: 'MultiPolygon' as const, coordinates: [coordinates] }
}
