import { expect, test } from 'vitest'
import { dissolveZones } from '../../../../server/algorithms/topology/dissolve-zones.ts'
import { buildUnitTopology } from '../../../../server/algorithms/topology/unit-topology.ts'
import { aSquare } from '../../../support/lng-lat-squares.ts'

test('two squares become one outline without the side between them', () => {
  const { topology } = buildUnitTopology([aSquare(0, 0), aSquare(1, 0), null])
  const [pair, empty] = dissolveZones(topology, Int32Array.of(0, 0, 1), 2)
  expect(pair!.coordinates).toHaveLength(1)
  expect(pair!.coordinates[0]![0]).toHaveLength(7)
  expect(empty!.coordinates).toEqual([])
})
