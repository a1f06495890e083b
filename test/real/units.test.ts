import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { beforeAll, describe, expect, test } from 'vitest'
import { boundingBox } from '../../server/algorithms/geometry/bounding-box.ts'
import { startCluster } from '../../server/commands/bench/postgres-cluster.ts'
import { importRecords } from '../../server/domains/imports/index.ts'
import { buildUnits } from '../../server/domains/units/index.ts'
import { type OpenDatabase, oneRow, openDatabase, rows } from '../../server/platform/database.ts'
import { migrateUp } from '../../server/platform/migrations.ts'
import { recordsOf } from '../server/commands/imports-readers/temporary-file.ts'
import { expectSoundNet } from '../support/net-checks.ts'

const ROOT = process.env.WANGGE_TEST_DATA
if (!ROOT) throw new Error('Set WANGGE_TEST_DATA to the folder with the real data.')

/** Units of Liechtenstein as they were seen on the first engine that ran. */
const seen = new Map<string, string>()

async function openEngine(kind: 'embedded' | 'server'): Promise<OpenDatabase> {
  if (kind === 'embedded') return openDatabase({})
  const cluster = await startCluster()
  const database = await openDatabase({ databaseUrl: cluster.adminUrl })
  return {
    ...database,
    close: async () => {
      await database.close()
      await cluster.stop()
    },
  }
}

/** Corners that lie on an edge between its ends. */
function cornersInsideEdges(rings: Position[][]): Position[] {
  const edges = rings.flatMap((ring) => ring.slice(1).map((to, index) => [ring[index]!, to] as const))
  const index = new Flatbush(edges.length)
  for (const edge of edges) index.add(...boundingBox([...edge]))
  index.finish()
  const corners = new Map(rings.flat().map((corner) => [String(corner), corner as [number, number]]))
  const liesInside = ([x, y]: [number, number], [a, b]: readonly [Position, Position]) => {
    const [dx, dy] = [b[0]! - a[0]!, b[1]! - a[1]!]
    const share = ((x - a[0]!) * dx + (y - a[1]!) * dy) / (dx * dx + dy * dy)
    const off = Math.abs((x - a[0]!) * dy - (y - a[1]!) * dx) / Math.hypot(dx, dy)
    const isEnd = [a, b].some((end) => end[0] === x && end[1] === y)
    return share > 0 && share < 1 && off < 2e-8 && !isEnd
  }
  return [...corners.values()].filter((corner) =>
    index.search(corner[0], corner[1], corner[0], corner[1]).some((edge) => liesInside(corner, edges[edge]!)),
  )
}

describe.for(['embedded', 'server'] as const)('Liechtenstein on the %s engine', (kind) => {
  let database: OpenDatabase
  let buildSeconds: number
  beforeAll(async () => {
    database = await openEngine(kind)
    await migrateUp(database.db)
    const fileName = 'liechtenstein-2015.osm.pbf'
    await importRecords(database.db, await recordsOf(join(ROOT, 'osm-liechtenstein-2015', fileName)), {
      source: 'osm',
      fileName,
      format: 'osm-pbf',
      crs: 'EPSG:4326',
      actor: 'test',
    })
    const start = performance.now()
    await buildUnits({ db: database.db }, { actor: 'test' })
    buildSeconds = (performance.now() - start) / 1000
    return () => database.close()
  })

  test('the units of each of the 11 municipalities tile it, and its buildings are all in them', async () => {
    const communities = await rows<{ id: string }>(
      database.db,
      `select id from areas where level = 'community'`,
    )
    expect(communities).toHaveLength(11)
    for (const { id } of communities) await expectSoundNet(database.db, id)
  })

  test('every building lies in exactly one unit; those that a barrier crosses are listed', async () => {
    const counts = await oneRow<Record<string, number>>(
      database.db,
      /* sql */ `
      select (select count(*)::integer from buildings) as buildings,
        (select count(*)::integer from unit_buildings) as placed,
        (select sum(households)::integer from buildings) - (select sum(households)::integer from units) as missing,
        (select count(*)::integer from net_findings where rule = 'building-straddles') as straddling`,
    )
    expect(counts.placed).toBe(counts.buildings)
    expect(counts.missing).toBe(0)
    expect(counts.straddling).toBeGreaterThan(20)
    expect(counts.straddling).toBeLessThan(100)
  })

  test('only a building that is heavier alone makes a unit heavier than a quarter of the band', async () => {
    const heavy = await rows(
      database.db,
      /* sql */ `
      select u.id from units u join unit_buildings m on m.unit_id = u.id join buildings b on b.id = m.building_id
      where u.households > 50 and b.households > 0 group by u.id having count(*) > 1`,
    )
    expect(heavy).toEqual([])
  })

  test('no corner lies inside an edge of another unit, across borders too', async () => {
    const units = await rows<{ id: string; geometry: { coordinates: Position[][][] } }>(
      database.db,
      `select id, ST_AsGeoJSON(geom, 9)::jsonb as geometry from units`,
    )
    const rings = units.flatMap(({ geometry }) => geometry.coordinates.flat())
    expect(cornersInsideEdges(rings)).toEqual([])
  })

  test('the engines give the same units, and they are built in time', async () => {
    const units = await rows(
      database.db,
      /* sql */ `
      select a.source_id as community, u.ordinal, u.kind, u.households, ST_AsGeoJSON(u.geom, 9) as geometry
      from units u join areas a on a.id = u.community_id order by a.source_id collate "C", u.ordinal`,
    )
    const digest = createHash('sha256').update(JSON.stringify(units)).digest('hex')
    expect(units.length).toBeGreaterThan(900)
    expect(seen.get('units') ?? digest).toBe(digest)
    seen.set('units', digest)
    // 20 s on an idle machine.
    expect(buildSeconds).toBeLessThan(60)
  })
})
