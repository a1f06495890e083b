import { expect, test } from 'vitest'
import { estimateHouseholds } from '../../../../server/algorithms/statistics/estimate-households.ts'

test.each([
  ['a house is one household, however large', { use: 'house', footprintSquareMeters: 400, levels: 3 }, 1],
  ['a tower of 18 levels', { use: 'apartments', footprintSquareMeters: 600, levels: 18 }, 108],
  [
    'apartments of unknown height are taken for six levels',
    { use: 'apartments', footprintSquareMeters: 500 },
    30,
  ],
  ['a residential building', { use: 'residential', footprintSquareMeters: 200 }, 5],
  ['a shed', { use: 'yes', footprintSquareMeters: 12 }, 0],
  ['a building of unknown use', { use: 'yes', footprintSquareMeters: 140 }, 2],
  ['a hall of unknown use', { use: 'yes', footprintSquareMeters: 5000 }, 0],
  ['a factory', { use: 'industrial', footprintSquareMeters: 5000, levels: 2 }, 0],
  ['a school', { use: 'public', footprintSquareMeters: 2000 }, 0],
  ['shops below flats', { use: 'retail;apartments', footprintSquareMeters: 300, levels: 5 }, 15],
  ['Chinese words', { use: '住宅', footprintSquareMeters: 110, levels: 6 }, 6],
])('%s', (_, building, households) => {
  expect(estimateHouseholds(building)).toBe(households)
})

test('the rule can be replaced', () => {
  const rule = {
    uses: ['tent'],
    grossSquareMetersPerHousehold: 10,
    assumedLevels: 1,
    leastFootprintSquareMeters: 0,
    mostFootprintSquareMeters: 1000,
    most: 100,
  }
  expect(estimateHouseholds({ use: 'tent', footprintSquareMeters: 50 }, [rule])).toBe(5)
  expect(estimateHouseholds({ use: 'house', footprintSquareMeters: 50 }, [rule])).toBe(0)
})
