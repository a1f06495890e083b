/** The whole way on a whole country, on both engines: OSM extract → areas, buildings, barriers → units → balanced grids. */
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importAndBuild } from '../../server/domains/imports/index.ts'
import { balancePlan, createPlan } from '../../server/domains/plans/index.ts'
import { buildUnits } from '../../server/domains/units/index.ts'
import type { Database } from '../../server/platform/database.ts'
import { ENGINES, type OpenEngine, openEngine, realData } from '../support/both-engines.ts'

const FILE = 'osm-liechtenstein-2015/liechtenstein-2015.osm.pbf'
/** Ways and relations tagged as buildings; three nodes are too, which have no ground to stand on. */
const BUILDINGS_IN_FILE = 8998 + 3
const MUNICIPALITIES = 11
const BAND = { min: 200, max: 400 }

type World = OpenEngine & { planId: string }
const worlds = new Map<string, World>()

const list = async <Row>(db: Database, sql: string, bindings: string[] = []): Promise<Row[]> =>
  (await db.raw(sql, bindings)).rows

async function build(engine: (typeof ENGINES)[number]): Promise<World> {
  const opened = await openEngine(engine)
  const { db } = opened.services
  await importAndBuild(opened.services, { files: [{ path: realData(FILE) }], options: {}, actor: 'test' })
  const counties = await list<{ id: string }>(db, `select id from areas where id = county_id`)
  const plan = await createPlan(
    db,
    { name: 'Liechtenstein', areas: counties.map(({ id }) => id), rules: { band: BAND } },
    'test',
  )
  await balancePlan(opened.services, { planId: plan.id, actor: 'test' })
  return { ...opened, planId: plan.id }
}

beforeAll(async () => {
  for (const engine of ENGINES) worlds.set(engine, await build(engine))
})
afterAll(async () => {
  for (const world of worlds.values()) await world.close()
})

const worldOf = (engine: string): World => {
  const world = worlds.get(engine)
  if (!world) throw new Error(`${engine} was not built`)
  return world
}

describe.each(ENGINES)('on the %s engine', (engine) => {
  test('the eleven municipalities come out of the file, with their names', async () => {
    const communities = await list<{ name: string }>(
      worldOf(engine).services.db,
      `select name from areas where level = 'community' order by name`,
    )
    expect(communities).toHaveLength(MUNICIPALITIES)
    expect(communities.map(({ name }) => name)).toContain('Vaduz')
  })

  test('every building lies in exactly one unit or is listed with its reason', async () => {
    const { db } = worldOf(engine).services
    const placed = await list<{ sourceId: string; units: number }>(
      db,
      `select b.source_id as "sourceId", count(n.id)::int as units from buildings b
      left join unit_buildings ub on ub.county_id = b.county_id and ub.building_id = b.id
      left join nets n on n.county_id = ub.county_id and n.id = ub.net_id and n.superseded_at is null
      group by b.county_id, b.id, b.source_id`,
    )
    expect(placed.filter(({ units }) => units !== 1)).toEqual([])
    const listed = await list<{ subject: string; message: string }>(
      db,
      `select subject, message from import_findings where rule <> 'repaired-geometry'`,
    )
    const known = new Set([
      ...placed.map(({ sourceId }) => sourceId),
      ...listed.map(({ subject }) => subject),
    ])
    const inFile = buildingsByOsmium()
    expect(inFile).toHaveLength(BUILDINGS_IN_FILE)
    expect(inFile.filter((id) => !known.has(id))).toEqual([])
    expect(listed.every(({ message }) => message.length > 10)).toBe(true)
  })

  test('the units of each municipality tile it, exclaves too', async () => {
    const { db } = worldOf(engine).services
    const tilings = await list<{
      name: string
      topology: Topology
      source: number
      units: number
      parts: number
    }>(
      db,
      `select a.name, n.topology, ST_Area(a.geom::geography) as source, ST_NumGeometries(a.geom) as parts,
        (select sum(ST_Area(u.geom::geography)) from units u where u.net_id = n.id) as units
      from nets n join areas a on a.id = n.community_id where n.superseded_at is null order by a.name`,
    )
    expect(tilings).toHaveLength(MUNICIPALITIES)
    expect(Math.max(...tilings.map(({ parts }) => parts))).toBeGreaterThan(4)
    for (const { name, topology, source, units } of tilings) {
      expect(Math.abs(units - source) / source, name).toBeLessThan(1e-5)
      const { inner, outer, more } = arcUses(topology)
      expect(more, `${name}: arcs used more than twice`).toBe(0)
      expect(inner + outer, name).toBe(topology.arcs.length)
    }
    const [overlaps] = await list<{ count: number }>(
      db,
      `select count(*)::int as count from units u join units v on u.geom && v.geom and u.id < v.id
      where ST_Area(ST_Intersection(u.geom, v.geom)::geography) > 0.01`,
    )
    expect(overlaps?.count).toBe(0)
  })

  test('arcs used once are exactly the municipality’s own boundary', async () => {
    const { db } = worldOf(engine).services
    const gaps = await list<{ name: string; gap: number }>(
      db,
      `select a.name, ST_Area(ST_SymDifference(a.geom, (select ST_Union(u.geom) from units u where u.net_id = n.id))::geography)
        / ST_Area(a.geom::geography) as gap
      from nets n join areas a on a.id = n.community_id where n.superseded_at is null`,
    )
    for (const { name, gap } of gaps) expect(gap, name).toBeLessThan(1e-5)
  })

  test('every grid lies inside the band or says why not; households add up to the last one', async () => {
    const { services, planId } = worldOf(engine)
    const grids = await list<{ households: number; exception: { reason: string; remedy: string } | null }>(
      services.db,
      `select households, exception from grids where plan_id = ?`,
      [planId],
    )
    for (const { households, exception } of grids) {
      const isInside = households >= BAND.min && households <= BAND.max
      expect(exception === null).toBe(isInside)
      if (exception) expect(exception.remedy).toMatch(/\d/)
    }
    const [total] = await list<{ buildings: number }>(
      services.db,
      `select sum(households)::int as buildings from buildings`,
    )
    expect(grids.reduce((sum, { households }) => sum + households, 0)).toBe(total?.buildings)
    expect(total?.buildings).toBeGreaterThan(5000)
  })

  test('importing the same file again changes nothing', async () => {
    const { services } = worldOf(engine)
    const { db } = services
    const state = () =>
      list(
        db,
        `select (select count(*)::int from areas) as areas, (select max(updated_at) from areas) as areas_at,
          (select count(*)::int from buildings) as buildings, (select max(updated_at) from buildings) as buildings_at,
          (select count(*)::int from barriers) as barriers, (select max(updated_at) from barriers) as barriers_at,
          (select count(*)::int from nets) as nets`,
      )
    const before = await state()
    await importAndBuild(services, { files: [{ path: realData(FILE) }], options: {}, actor: 'test' })
    await buildUnits(services, { actor: 'test' })
    expect(await state()).toEqual(before)
  })
})

test('the two engines give the same units and the same grids', async () => {
  const [server, embedded] = await Promise.all(
    ENGINES.map(async (engine) => {
      const { services, planId } = worldOf(engine)
      const units = await list(
        services.db,
        `select a.name, u.ordinal, u.kind, u.households, u.population, u.building_count,
          md5(ST_AsText(u.geom, 7)) as shape
        from units u join areas a on a.id = u.community_id join nets n on n.id = u.net_id
        where n.superseded_at is null order by a.name, u.ordinal`,
      )
      const grids = await list(
        services.db,
        `select a.name, g.label, g.households, g.population, g.unit_count, md5(ST_AsText(g.geom, 7)) as shape,
          (select string_agg(u.ordinal::text, ',' order by u.ordinal) from plan_assignments s join units u on u.id = s.unit_id
            where s.plan_id = g.plan_id and s.grid_id = g.id) as units
        from grids g join areas a on a.id = g.community_id where g.plan_id = ? order by a.name, g.label`,
        [planId],
      )
      return { units, grids }
    }),
  )
  expect(embedded?.units).toEqual(server?.units)
  expect(embedded?.grids).toEqual(server?.grids)
})

/** The ids of everything tagged as a building, by an independent reader: `w123` is a way, `r7` a relation. */
function buildingsByOsmium(): string[] {
  const lines = execFileSync(
    'osmium',
    ['tags-filter', '-R', realData(FILE), 'building', '-f', 'opl', '-o', '-'],
    { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(0, line.indexOf(' ')))
}

type Topology = { arcs: unknown[]; objects: { units: { geometries: { arcs: unknown }[] } } }

/** How many arcs of a topology are used by two units (inner), one (outer) and more. */
function arcUses(topology: Topology) {
  const uses = new Int32Array(topology.arcs.length)
  const visit = (arcs: unknown) => {
    if (typeof arcs === 'number') {
      const arc = arcs < 0 ? ~arcs : arcs
      uses[arc] = (uses[arc] ?? 0) + 1
    } else if (Array.isArray(arcs)) for (const inner of arcs) visit(inner)
  }
  for (const { arcs } of topology.objects.units.geometries) visit(arcs)
  const count = (wanted: (times: number) => boolean) => uses.filter(wanted).length
  return { outer: count((n) => n === 1), inner: count((n) => n === 2), more: count((n) => n > 2) }
}
