/** What must hold of every net, asked of the database with other means than those that made it. */
import { expect } from 'vitest'
import { usersOfArcs } from '../../server/algorithms/topology/net-topology.ts'
import { loadNet } from '../../server/domains/units/index.ts'
import { type Database, oneRow, rows } from '../../server/platform/database.ts'

/** Units tile their community, neighbours are those that share an edge, buildings are all there. */
export async function expectSoundNet(db: Database, communityId: string): Promise<void> {
  const net = await loadNet(db, { communityId })
  expect(net.units.map(({ ordinal }) => ordinal)).toEqual(net.units.map((_, index) => index))
  expect(net.topology.objects.units.geometries).toHaveLength(net.units.length)
  expect(usersOfArcs(net.topology).every((users) => users.length === 1 || users.length === 2)).toBe(true)

  const area = await oneRow<{ sum: number; union: number; source: number; overlapping: number }>(
    db,
    /* sql */ `
    select sum(ST_Area(u.geom)) as sum, ST_Area(ST_Union(u.geom)) as union, max(ST_Area(a.geom)) as source,
      (select count(*)::integer from units p join units q
         on p.net_id = q.net_id and p.ordinal < q.ordinal and ST_Relate(p.geom, q.geom, 'T********')
       where p.net_id = :net) as overlapping
    from units u join areas a on a.id = u.community_id where u.net_id = :net`,
    { net: net.netId },
  )
  expect(Math.abs(area.sum / area.union - 1)).toBeLessThan(1e-9)
  expect(Math.abs(area.sum / area.source - 1)).toBeLessThan(1e-5)
  expect(area.overlapping).toBe(0)

  const touching = await rows<{ a: number; b: number; meters: number }>(
    db,
    /* sql */ `
    select p.ordinal as a, q.ordinal as b, ST_Length(ST_Intersection(p.geom, q.geom)::geography) as meters
    from units p join units q on p.net_id = q.net_id and p.ordinal < q.ordinal and ST_Touches(p.geom, q.geom)
    where p.net_id = :net and ST_Length(ST_Intersection(p.geom, q.geom)) > 0 order by 1, 2`,
    { net: net.netId },
  )
  const sharing = net.neighbours.filter(({ link }) => link === null)
  expect(sharing.map(({ a, b }) => [a, b])).toEqual(touching.map(({ a, b }) => [a, b]))
  sharing.forEach(({ sharedMeters }, index) => {
    expect(sharedMeters / touching[index]!.meters).toBeCloseTo(1, 6)
  })

  const sums = await oneRow<Record<string, number>>(
    db,
    /* sql */ `
    select count(*)::integer as buildings, coalesce(sum(households), 0)::integer as households,
      coalesce(sum(population), 0)::integer as population,
      (select count(*)::integer from unit_buildings where net_id = :net) as placed
    from buildings where community_id = :community`,
    { net: net.netId, community: communityId },
  )
  const total = (key: 'households' | 'population' | 'buildingCount') =>
    net.units.reduce((sum, unit) => sum + unit[key], 0)
  expect({
    households: total('households'),
    population: total('population'),
    buildings: total('buildingCount'),
    placed: total('buildingCount'),
  }).toEqual(sums)
}
