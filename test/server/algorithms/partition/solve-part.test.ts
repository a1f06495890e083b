import { expect, test } from 'vitest'
import { runHere } from '../../../../server/algorithms/partition/search-steps.ts'
import { solvePart } from '../../../../server/algorithms/partition/solve-part.ts'
import { aPartField } from '../../../support/part-field.ts'

const order = { seed: 1, effort: 1, isCountExact: false }

test('one zone needs no search', () => {
  const field = aPartField({ columns: 2, weights: [100, 200] })
  expect(
    runHere(solvePart({ ...field, ...order, zoneCount: 1, range: { fewest: 1, most: 1 } })).zoneCount,
  ).toBe(1)
})

test('when the wished number does not fit, a near one is tried', () => {
  // Four units of 210: two zones would weigh 420 each, so only 210 a zone fits the band.
  const field = aPartField({ columns: 4, weights: [210, 210, 210, 210] })
  const plan = runHere(solvePart({ ...field, ...order, zoneCount: 3, range: { fewest: 3, most: 4 } }))
  expect(plan).toMatchObject({ zoneCount: 4, excess: 0 })
})
