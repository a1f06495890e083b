import { expect, test } from 'vitest'
import { findParts } from '../../../../server/algorithms/partition/find-parts.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const band = { min: 200, max: 400 }
const partsOf = (...call: Parameters<typeof findParts>) => findParts(...call).parts.map((units) => [...units])

test('a unit over max separates what lies on its two sides', () => {
  const strip = aUnitGrid({ columns: 5, weights: [100, 100, 900, 100, 100] })
  expect(partsOf(strip, band)).toEqual([
    [0, 1],
    [3, 4],
  ])
  expect(findParts(strip, band).settled).toEqual([{ units: [2], kind: 'heavy' }])
})

test('an empty unit that only a unit over max touches goes with it', () => {
  const strip = aUnitGrid({ columns: 3, weights: [0, 900, 100] })
  expect(findParts(strip, band).settled).toEqual([{ units: [1, 0], kind: 'heavy' }])
})

test('regions separate, and locked zones are settled', () => {
  const strip = aUnitGrid({ columns: 4, weights: [100, 100, 100, 100] })
  expect(partsOf({ ...strip, regions: Int32Array.of(0, 0, 1, 1) }, band)).toEqual([
    [0, 1],
    [2, 3],
  ])
  const locked = { ...band, current: Int32Array.of(7, 7, -1, -1), lockedZones: [7] }
  expect(findParts(strip, locked).settled).toEqual([{ units: [0, 1], kind: 'locked' }])
})

test('water is in no part', () => {
  const strip = aUnitGrid({ columns: 3, weights: [100, 0, 100] })
  expect(partsOf({ ...strip, carriers: Uint8Array.of(1, 0, 1) }, band)).toEqual([[0], [2]])
})
