import { expect, test } from 'vitest'
import { arcsOfUnit, netTopology, usersOfArcs } from '../../../../server/algorithms/topology/net-topology.ts'
import { cells, polygons, rectangle } from '../../../support/block-world.ts'

test('an inner boundary is one arc with two users, an outer one has one', () => {
  const net = netTopology(polygons(cells(3, 3)))
  const counts = usersOfArcs(net).map((users) => users.length)
  expect(counts.filter((count) => count === 2)).toHaveLength(12)
  expect(Math.max(...counts)).toBe(2)
})

test('a unit in the hole of another shares all of its outline', () => {
  const hole = rectangle(1, 1, 2, 2)
  const net = netTopology(polygons([[rectangle(0, 0, 3, 3), hole.toReversed()], [hole]]))
  expect(usersOfArcs(net).filter((users) => users.length === 2)).toHaveLength(1)
})

test('a unit of several parts lists the arcs of each', () => {
  const net = netTopology([
    { type: 'MultiPolygon', coordinates: [[rectangle(0, 0, 1, 1)], [rectangle(2, 0, 3, 1)]] },
  ])
  expect(arcsOfUnit(net.objects.units.geometries[0]!)).toHaveLength(2)
})
