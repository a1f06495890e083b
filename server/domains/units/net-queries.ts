/** Nets as they are stored. */
import type { Geometry } from 'geojson'
import { type Database, rows } from '../../platform/database.ts'

export type NetRow = { id: string; countyId: string; communityId: string; revision: number; digest: string }

/** One row a community: its current net; of all communities when no ids are given. */
export const listCurrentNets = (
  db: Database,
  communityIds: readonly string[] | undefined,
): Promise<(NetRow & { findingCount: number })[]> =>
  rows(
    db,
    /* sql */ `
    select n.id, n.county_id as "countyId", n.community_id as "communityId", n.revision, n.digest,
      (select count(*)::integer from net_findings f where f.county_id = n.county_id and f.net_id = n.id) as "findingCount"
    from nets n
    where n.superseded_at is null
      and (:ids::jsonb is null or n.community_id in (select jsonb_array_elements_text(:ids::jsonb)::uuid))
    order by n.county_id, n.community_id`,
    { ids: communityIds ? JSON.stringify(communityIds) : null },
  )

/** Makes other builds of the community wait until this transaction ends. */
export const lockCommunity = (transaction: Database, communityId: string) =>
  rows(transaction, /* sql */ `select id from areas where id = ? for update`, [communityId])

/** The next revision of a community's net; its predecessor is kept for the plans that refer to it. */
export async function insertNet(
  transaction: Database,
  net: Omit<NetRow, 'revision'> & { topology: unknown },
): Promise<number> {
  await rows(
    transaction,
    /* sql */ `update nets set superseded_at = now() where community_id = ? and superseded_at is null`,
    [net.communityId],
  )
  const [inserted] = await rows<{ revision: number }>(
    transaction,
    /* sql */ `
    insert into nets (county_id, id, community_id, revision, digest, topology)
    select :county, :id, :community, coalesce(max(revision), 0) + 1, :digest, :topology::jsonb
    from nets where community_id = :community
    returning revision`,
    {
      county: net.countyId,
      id: net.id,
      community: net.communityId,
      digest: net.digest,
      topology: JSON.stringify(net.topology),
    },
  )
  return inserted!.revision
}

export type UnitInsert = {
  id: string
  ordinal: number
  sourceId: string | null
  kind: 'land' | 'water'
  households: number
  population: number
  buildingCount: number
  geometry: Geometry
}

/** All units of a net in one statement. */
export const insertUnits = (
  transaction: Database,
  net: Omit<NetRow, 'revision' | 'digest'>,
  units: readonly UnitInsert[],
) =>
  rows(
    transaction,
    /* sql */ `
    insert into units (county_id, id, net_id, community_id, ordinal, source_id, kind, households, population,
      building_count, geom)
    select :county, u.id, :net, :community, u.ordinal, u."sourceId", u.kind, u.households, u.population,
      u."buildingCount", ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(u.geometry::text), 4326))
    from jsonb_to_recordset(:units::jsonb) as u(id uuid, ordinal integer, "sourceId" text, kind text, households integer,
      population integer, "buildingCount" integer, geometry jsonb)`,
    { county: net.countyId, net: net.id, community: net.communityId, units: JSON.stringify(units) },
  )

export type NeighbourRow = {
  a: number
  b: number
  sharedMeters: number
  barrierClass: string | null
  link: 'bridge' | 'ferry' | null
}

/** All neighbours of a net in one statement. */
export const insertNeighbours = (
  transaction: Database,
  net: { id: string; countyId: string },
  neighbours: readonly NeighbourRow[],
) =>
  rows(
    transaction,
    /* sql */ `
    insert into unit_neighbours (county_id, net_id, a, b, shared_meters, barrier_class, link)
    select :county, :net, n.a, n.b, n."sharedMeters", n."barrierClass", n.link
    from jsonb_to_recordset(:neighbours::jsonb)
      as n(a integer, b integer, "sharedMeters" double precision, "barrierClass" text, link text)`,
    { county: net.countyId, net: net.id, neighbours: JSON.stringify(neighbours) },
  )

/** Which unit each building lies in, in one statement. */
export const insertUnitBuildings = (
  transaction: Database,
  net: { id: string; countyId: string },
  buildings: readonly { building: string; unit: string }[],
) =>
  rows(
    transaction,
    /* sql */ `
    insert into unit_buildings (county_id, net_id, building_id, unit_id)
    select :county, :net, b.building, b.unit from jsonb_to_recordset(:buildings::jsonb) as b(building uuid, unit uuid)`,
    { county: net.countyId, net: net.id, buildings: JSON.stringify(buildings) },
  )

export type FindingInsert = {
  rule: string
  severity: 'info' | 'warning' | 'error'
  subject: string
  message: string
  remedy: string | null
  size: number | null
  place: Geometry | null
}

/** All findings of a net in one statement, numbered in their order. */
export const insertFindings = (
  transaction: Database,
  net: { id: string; countyId: string },
  findings: readonly FindingInsert[],
) =>
  rows(
    transaction,
    /* sql */ `
    insert into net_findings (county_id, net_id, ordinal, rule, severity, subject, message, remedy, size, place)
    select :county, :net, f.ordinal, f.rule, f.severity, f.subject, f.message, f.remedy, f.size,
      ST_SetSRID(ST_GeomFromGeoJSON(f.place::text), 4326)
    from jsonb_to_recordset(:findings::jsonb) as f(ordinal integer, rule text, severity text, subject text, message text,
      remedy text, size double precision, place jsonb)`,
    {
      county: net.countyId,
      net: net.id,
      findings: JSON.stringify(findings.map((finding, ordinal) => ({ ordinal, ...finding }))),
    },
  )

/** One row a building of a net of which more than a share lies outside its unit. */
export const listStraddling = (
  transaction: Database,
  net: { id: string; countyId: string },
  share: number,
): Promise<{ sourceId: string; share: number; place: Geometry }[]> =>
  rows(
    transaction,
    /* sql */ `
    with crossing as (
      select b.source_id, b.geom, ST_Area(ST_Difference(b.geom, u.geom)) / ST_Area(b.geom) as share
      from unit_buildings m
      join units u on u.county_id = m.county_id and u.id = m.unit_id
      join buildings b on b.county_id = m.county_id and b.id = m.building_id
      where m.county_id = ? and m.net_id = ? and not ST_CoveredBy(b.geom, u.geom) and ST_Area(b.geom) > 0
    )
    select source_id as "sourceId", share, ST_AsGeoJSON(ST_PointOnSurface(geom), 7)::jsonb as place
    from crossing where share > ? order by source_id collate "C"`,
    [net.countyId, net.id, share],
  )

/** One row a unit of a net whose weights were not those of its buildings; ready-made units (with a source id) keep theirs. */
export const updateUnitWeights = (
  db: Database,
  net: { id: string; countyId: string },
): Promise<{ id: string }[]> =>
  rows(
    db,
    /* sql */ `
    with counted as (
      select u.id, coalesce(sum(b.households), 0)::integer as households,
        coalesce(sum(b.population), 0)::integer as population, count(b.id)::integer as buildings
      from units u
      left join unit_buildings m on m.county_id = u.county_id and m.unit_id = u.id
      left join buildings b on b.county_id = m.county_id and b.id = m.building_id
      where u.county_id = :county and u.net_id = :net and u.source_id is null
      group by u.id
    )
    update units u set households = c.households, population = c.population, building_count = c.buildings
    from counted c
    where u.county_id = :county and u.id = c.id
      and (u.households, u.population, u.building_count) is distinct from (c.households, c.population, c.buildings)
    returning u.id`,
    { county: net.countyId, net: net.id },
  )

/** One row: the net of that id, or the current one of the community. */
export async function findNet(
  db: Database,
  wanted: { communityId: string } | { netId: string },
): Promise<(Omit<NetRow, 'digest'> & { topology: never }) | undefined> {
  const [net] = await rows<Omit<NetRow, 'digest'> & { topology: never }>(
    db,
    /* sql */ `
    select id, county_id as "countyId", community_id as "communityId", revision, topology from nets
    where ${'netId' in wanted ? 'id = ?' : 'community_id = ? and superseded_at is null'}`,
    ['netId' in wanted ? wanted.netId : wanted.communityId],
  )
  return net
}

export type UnitRow = {
  id: string
  ordinal: number
  kind: 'land' | 'water'
  households: number
  population: number
  buildingCount: number
  areaSquareMeters: number
}

/** One row a unit of a net, by ordinal. */
export const listUnits = (db: Database, net: { id: string; countyId: string }): Promise<UnitRow[]> =>
  rows<UnitRow>(
    db,
    /* sql */ `
    select id, ordinal, kind, households, population, building_count as "buildingCount",
      area_square_meters as "areaSquareMeters"
    from units where county_id = ? and net_id = ? order by ordinal`,
    [net.countyId, net.id],
  )

/** One row a pair of neighbours of a net. */
export const listNeighbours = (
  db: Database,
  net: { id: string; countyId: string },
): Promise<NeighbourRow[]> =>
  rows<NeighbourRow>(
    db,
    /* sql */ `
    select a, b, shared_meters as "sharedMeters", barrier_class as "barrierClass", link
    from unit_neighbours where county_id = ? and net_id = ? order by a, b`,
    [net.countyId, net.id],
  )
