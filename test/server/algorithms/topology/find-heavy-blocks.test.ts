import { expect, test } from 'vitest'
import { findHeavyBlocks } from '../../../../server/algorithms/topology/find-heavy-blocks.ts'

const block = (west: number) => [
  [
    [west, 30],
    [west + 0.001, 30],
    [west + 0.001, 30.001],
    [west, 30.001],
    [west, 30],
  ],
]
const building = (lng: number, households: number) => ({ lng, lat: 30.0005, households })

test('a block above the limit is found with its buildings; a single building is never divided', () => {
  const faces = [block(120), block(120.001), block(120.002)]
  const buildings = [
    building(120.0022, 40),
    building(120.0005, 90),
    building(120.0012, 20),
    building(120.0018, 30),
    // Beyond the last block: it counts in the nearest.
    building(120.0035, 11),
  ]
  expect(findHeavyBlocks(faces, buildings, 50)).toEqual([{ face: 2, members: [0, 4] }])
})
