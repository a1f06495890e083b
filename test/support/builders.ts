/** Small worlds for tests, by name: `anArea({ name: 'A' })`. */
import { v7 as uuidv7 } from 'uuid'
import type { AreaLevel } from '../../geo-data/records.ts'
import { issueKey, type NewKey } from '../../server/domains/identity/index.ts'
import type { Database } from '../../server/platform/database.ts'

/** A square of `size` degrees with its south-west corner at [west, south], as GeoJSON. */
export const square = (west: number, south: number, size: number) => ({
  type: 'MultiPolygon' as const,
  coordinates: [
    [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  ],
})

/** One stored area; a county is its own county. */
export async function anArea(
  db: Database,
  area: {
    id?: string
    county?: string
    parent?: string
    level?: AreaLevel
    code?: string
    name?: string
    geometry?: object
  } = {},
): Promise<string> {
  const id = area.id ?? uuidv7()
  await db.raw(
    `insert into areas (id, county_id, parent_id, level, code, source, source_id, name, geom)
     values (?, ?, ?, ?, ?, 'test', ?, ?, ST_SetSRID(ST_GeomFromGeoJSON(?), 4326))`,
    [
      id,
      area.county ?? id,
      area.parent ?? null,
      area.level ?? 'county',
      area.code ?? null,
      id,
      area.name ?? 'A',
      JSON.stringify(area.geometry ?? square(120, 30, 0.1)),
    ],
  )
  return id
}

/** The header of a valid API key: an admin everywhere unless said otherwise. */
export async function aKey(
  db: Database,
  key: Partial<NewKey> = {},
): Promise<{ id: string; authorization: string }> {
  const { id, secret } = await issueKey(
    db,
    { name: 'a key', role: 'admin', areaIds: null, expiresAt: null, ...key },
    'test',
  )
  return { id, authorization: `Bearer ${secret}` }
}

/** One stored building of a community. */
export async function aBuilding(
  db: Database,
  building: { county: string; community: string; households?: number; name?: string; geometry?: object },
): Promise<string> {
  const id = uuidv7()
  const households = building.households ?? 1
  await db.raw(
    `insert into buildings (county_id, id, community_id, source, source_id, use, households, population, is_estimated, name, geom)
     values (?, ?, ?, 'test', ?, 'apartments', ?, ?, false, ?, ST_SetSRID(ST_GeomFromGeoJSON(?), 4326))`,
    [
      building.county,
      id,
      building.community,
      id,
      households,
      households * 3,
      building.name ?? null,
      JSON.stringify(building.geometry ?? square(120.01, 30.01, 0.0002)),
    ],
  )
  return id
}

/** One stored road, river, railway or link; a lake is a water with a polygon for its geometry. */
export async function aBarrier(
  db: Database,
  barrier: {
    county: string
    kind?: 'water' | 'rail' | 'road' | 'link'
    class?: string
    name?: string
    line?: number[][]
    geometry?: object
    isBridge?: boolean
    isTunnel?: boolean
  },
): Promise<string> {
  const id = uuidv7()
  const line = {
    type: 'LineString',
    coordinates: barrier.line ?? [
      [120, 30],
      [120.1, 30.1],
    ],
  }
  await db.raw(
    `insert into barriers (county_id, id, source, source_id, kind, class, name, is_bridge, is_tunnel, geom)
     values (?, ?, 'test', ?, ?, ?, ?, ?, ?, ST_SetSRID(ST_GeomFromGeoJSON(?), 4326))`,
    [
      barrier.county,
      id,
      id,
      barrier.kind ?? 'road',
      barrier.class ?? 'primary',
      barrier.name ?? null,
      barrier.isBridge ?? false,
      barrier.isTunnel ?? false,
      JSON.stringify(barrier.geometry ?? line),
    ],
  )
  return id
}

/** The current net of a community, without units. */
export async function aNet(db: Database, net: { county: string; community: string }): Promise<string> {
  const id = uuidv7()
  await db.raw(
    `insert into nets (county_id, id, community_id, revision, digest, topology) values (?, ?, ?, 1, ?, '{}')`,
    [net.county, id, net.community, id],
  )
  return id
}

/** One unit of a net. */
export async function aUnit(
  db: Database,
  unit: { county: string; community: string; net: string; ordinal?: number; geometry?: object },
): Promise<string> {
  const id = uuidv7()
  await db.raw(
    `insert into units (county_id, id, net_id, community_id, ordinal, kind, households, population, building_count, geom)
     values (?, ?, ?, ?, ?, 'land', 10, 30, 1, ST_SetSRID(ST_GeomFromGeoJSON(?), 4326))`,
    [
      unit.county,
      id,
      unit.net,
      unit.community,
      unit.ordinal ?? 0,
      JSON.stringify(unit.geometry ?? square(120, 30, 0.1)),
    ],
  )
  return id
}

/** A plan over communities whose nets are given; a draft unless it is said to be published. */
export async function aPlan(
  db: Database,
  plan: {
    county: string
    nets: Record<string, string>
    tier?: 'basic' | 'micro'
    status?: 'draft' | 'published'
    name?: string
  },
): Promise<string> {
  const id = uuidv7()
  await db.raw(
    `insert into plans (id, name, status, tier, rules, created_by) values (?, ?, ?, ?, '{}', 'test')`,
    [id, plan.name ?? '方案', plan.status ?? 'draft', plan.tier ?? 'basic'],
  )
  for (const [community, net] of Object.entries(plan.nets))
    await db.raw(
      `insert into plan_communities (plan_id, community_id, county_id, net_id) values (?, ?, ?, ?)`,
      [id, community, plan.county, net],
    )
  return id
}

/** One grid of a plan, holding the units given. */
export async function aGrid(
  db: Database,
  grid: {
    county: string
    community: string
    plan: string
    code?: string
    households?: number
    units?: string[]
    geometry?: object
  },
): Promise<string> {
  const id = uuidv7()
  await db.raw(
    `insert into grids (county_id, plan_id, id, community_id, label, code, name, households, population, unit_count, building_count, geom)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ST_SetSRID(ST_GeomFromGeoJSON(?), 4326))`,
    [
      grid.county,
      grid.plan,
      id,
      grid.community,
      grid.code ?? id,
      grid.code ?? null,
      `网格 ${grid.code ?? ''}`,
      grid.households ?? 300,
      (grid.households ?? 300) * 3,
      grid.units?.length ?? 0,
      JSON.stringify(grid.geometry ?? square(120, 30, 0.1)),
    ],
  )
  for (const unit of grid.units ?? [])
    await db.raw(`insert into plan_assignments (county_id, plan_id, unit_id, grid_id) values (?, ?, ?, ?)`, [
      grid.county,
      grid.plan,
      unit,
      id,
    ])
  return id
}

/** Makes a plan the active one of a community from a moment on (the year 2000), until another (open-ended). */
export async function anActivation(
  db: Database,
  activation: {
    county: string
    community: string
    plan: string
    tier?: 'basic' | 'micro'
    from?: string
    to?: string
  },
): Promise<void> {
  await db.raw(
    `insert into plan_activations (community_id, tier, plan_id, county_id, valid)
     values (?, ?, ?, ?, tstzrange(?, ?))`,
    [
      activation.community,
      activation.tier ?? 'basic',
      activation.plan,
      activation.county,
      activation.from ?? '2000-01-01T00:00:00Z',
      activation.to ?? null,
    ],
  )
}

/** One stored worker of a community, on duty. */
export async function aWorker(
  db: Database,
  worker: {
    county: string
    community: string
    role?: 'gridworker' | 'leader' | 'adviser' | 'police' | 'property'
    onDuty?: boolean
    position?: [number, number]
  },
): Promise<string> {
  const id = uuidv7()
  const [lng, lat] = worker.position ?? [120.005, 30.005]
  await db.raw(
    `insert into workers (county_id, id, community_id, source, source_id, label, role, employment, on_duty, geom)
     values (?, ?, ?, 'test', ?, ?, ?, 'full', ?, ST_SetSRID(ST_MakePoint(?, ?), 4326))`,
    [
      worker.county,
      id,
      worker.community,
      id,
      '网格员',
      worker.role ?? 'gridworker',
      worker.onDuty ?? true,
      lng,
      lat,
    ],
  )
  return id
}

/** One stored incident; without a community it is only known to lie in the county. */
export async function anIncident(
  db: Database,
  incident: {
    county: string
    community?: string
    state?: string
    severity?: 'minor' | 'normal' | 'urgent' | 'critical'
    position?: [number, number]
  },
): Promise<string> {
  const id = uuidv7()
  const [lng, lat] = incident.position ?? [120.005, 30.005]
  await db.raw(
    `insert into incidents (county_id, id, community_id, source, source_id, class, severity, state, description, reported_at, geom)
     values (?, ?, ?, 'test', ?, '0101', ?, ?, '井盖缺失', '2026-01-01T00:00:00Z', ST_SetSRID(ST_MakePoint(?, ?), 4326))`,
    [
      incident.county,
      id,
      incident.community ?? null,
      id,
      incident.severity ?? 'normal',
      incident.state ?? 'reported',
      lng,
      lat,
    ],
  )
  return id
}
