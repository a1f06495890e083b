import { expect, test } from 'vitest'
import { matchBarriers } from '../../../../server/algorithms/topology/match-barriers.ts'
import { buildUnitTopology } from '../../../../server/algorithms/topology/unit-topology.ts'
import { aSquare, SQUARE_DEGREES } from '../../../support/lng-lat-squares.ts'

const topology = buildUnitTopology([aSquare(0, 0), aSquare(1, 0)])
const side = (offsetDegrees: number) => [
  [SQUARE_DEGREES + offsetDegrees, -SQUARE_DEGREES],
  [SQUARE_DEGREES + offsetDegrees, 2 * SQUARE_DEGREES],
]

test('a line along the common side counts, also 5 m beside it; the strongest wins', () => {
  const lines = [
    { coordinates: side(0.00005), weight: 0.4 },
    { coordinates: side(0), weight: 0.8 },
  ]
  expect(matchBarriers(topology, lines)[0]).toBeCloseTo(0.8)
  expect(matchBarriers(topology, lines.slice(0, 1))[0]).toBeCloseTo(0.4)
})

test('a line far off, one that only crosses, or none does not count', () => {
  const middle = SQUARE_DEGREES / 2
  const crossing = [
    [0, middle],
    [2 * SQUARE_DEGREES, middle],
  ]
  expect([...matchBarriers(topology, [{ coordinates: side(0.0005), weight: 1 }])]).toEqual([0])
  expect([...matchBarriers(topology, [{ coordinates: crossing, weight: 1 }])]).toEqual([0])
  expect([...matchBarriers(topology, [])]).toEqual([0])
})
