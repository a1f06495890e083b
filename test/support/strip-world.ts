/** A county with one community whose units are squares in a row, west to east: the smallest world a plan can divide. */
import type { FeatureCollection } from 'geojson'
import { topology } from 'topojson-server'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../server/platform/database.ts'
import { anArea, square } from './builders.ts'

const SIZE = 0.002

/** Builds it; unit i holds `households[i]` in one building. */
export async function aStripOfUnits(
  db: Database,
  world: { households: number[]; code?: string; south?: number },
) {
  const south = world.south ?? 30
  const width = world.households.length * SIZE
  const outline = {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [120, south],
          [120 + width, south],
          [120 + width, south + SIZE],
          [120, south + SIZE],
          [120, south],
        ],
      ],
    ],
  }
  const county = await anArea(db, { level: 'county', geometry: outline, name: '云泽县' })
  const community = await anArea(db, {
    level: 'community',
    county,
    parent: county,
    code: world.code ?? '990101001001',
    name: '东湖社区',
    geometry: outline,
  })
  const units = world.households.map((households, ordinal) => ({
    id: uuidv7(),
    building: uuidv7(),
    ordinal,
    households,
    geometry: square(120 + ordinal * SIZE, south, SIZE),
  }))
  await storeNet(db, { county, community, units })
  return { county, community, units }
}

type StripUnit = { id: string; building: string; ordinal: number; households: number; geometry: object }

async function storeNet(
  db: Database,
  { county, community, units }: { county: string; community: string; units: StripUnit[] },
) {
  const net = uuidv7()
  const features = units.map(({ geometry }) => ({ type: 'Feature', properties: {}, geometry }))
  const arcs = topology({ units: { type: 'FeatureCollection', features } as FeatureCollection })
  await db.raw(
    `insert into nets (county_id, id, community_id, revision, digest, topology) values (?, ?, ?, 1, ?, ?::jsonb)`,
    [county, net, community, net, JSON.stringify(arcs)],
  )
  for (const unit of units) {
    const geometry = JSON.stringify(unit.geometry)
    await db.raw(
      `insert into buildings (county_id, id, community_id, source, source_id, use, households, population, is_estimated, geom)
       values (?, ?, ?, 'test', ?, 'apartments', ?, ?, false,
         ST_Multi(ST_Buffer(ST_Centroid(ST_SetSRID(ST_GeomFromGeoJSON(?), 4326)), 0.0001)))`,
      [county, unit.building, community, unit.building, unit.households, unit.households * 3, geometry],
    )
    await db.raw(
      `insert into units (county_id, id, net_id, community_id, ordinal, kind, households, population, building_count, geom)
       values (?, ?, ?, ?, ?, 'land', ?, ?, 1, ST_SetSRID(ST_GeomFromGeoJSON(?), 4326))`,
      [county, unit.id, net, community, unit.ordinal, unit.households, unit.households * 3, geometry],
    )
    await db.raw(`insert into unit_buildings (county_id, net_id, building_id, unit_id) values (?, ?, ?, ?)`, [
      county,
      net,
      unit.building,
      unit.id,
    ])
    if (unit.ordinal > 0)
      await db.raw(
        `insert into unit_neighbours (county_id, net_id, a, b, shared_meters) values (?, ?, ?, ?, 222)`,
        [county, net, unit.ordinal - 1, unit.ordinal],
      )
  }
}
