import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Geometry, Position } from 'geojson'
import { describe, expect, test } from 'vitest'
import type { AreaRecord } from '../../geo-data/records.ts'
import {
  CRS_HYPOTHESES,
  hypotheticalPoints,
  judgeCrs,
} from '../../server/algorithms/geometry/crs/crs-guard.ts'
import { UnsupportedCrs } from '../../server/algorithms/geometry/crs/parse-crs.ts'
import { shiftFromWgs84 } from '../../server/algorithms/geometry/crs/shifted-systems.ts'
import { UnreadableSource } from '../../server/domains/imports/readers/unreadable-source.ts'
import { featuresOf, recordsOf } from '../server/commands/imports-readers/temporary-file.ts'

const ROOT = process.env.WANGGE_TEST_DATA
if (!ROOT) throw new Error('Set WANGGE_TEST_DATA to the folder with the real data.')
const data = (...path: string[]) => join(ROOT, ...path)

type Item = Awaited<ReturnType<typeof recordsOf>>[number]
const countBy = (items: Item[], key: (item: Item) => string) => {
  const counts: Record<string, number> = {}
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return counts
}
const layerOrRule = (item: Item) => (item.layer === 'rejected' ? item.rule : item.layer)
const filesUnder = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesUnder(path) : [path]
  })
const positionsOf = (geometry: Geometry): Position[] =>
  'coordinates' in geometry
    ? ((geometry.coordinates as unknown[]).flat(Number.POSITIVE_INFINITY) as number[]).reduce<Position[]>(
        (all, value, i) => {
          if (i % 2 === 0) all.push([value])
          else all.at(-1)!.push(value)
          return all
        },
        [],
      )
    : []
const metersBetween = (a: Position, b: Position) =>
  Math.hypot((a[0]! - b[0]!) * 111_320 * Math.cos((a[1]! * Math.PI) / 180), (a[1]! - b[1]!) * 110_950)

describe('Liechtenstein', () => {
  const file = data('osm-liechtenstein-2015', 'liechtenstein-2015.osm.pbf')

  test('gives 11 communities, and every one of 8,998 buildings as a record or listed', async () => {
    const records = await recordsOf(file)
    expect(
      records
        .filter((record) => record.layer === 'areas')
        .map(({ level }) => level)
        .sort(),
    ).toEqual([...Array.from({ length: 11 }, () => 'community'), 'county', 'county', 'province'])
    const isListedBuilding = (item: Item) =>
      item.layer === 'rejected' &&
      ['w237982147', 'w300089873', 'w346556167', 'w346556203', 'r5164739'].includes(item.sourceId)
    const buildings = records.filter((record) => record.layer === 'buildings')
    expect(buildings).toHaveLength(8993)
    expect(records.filter(isListedBuilding)).toHaveLength(5)
    expect(
      records.filter((record) => record.layer === 'rejected' && record.rule === 'no-footprint'),
    ).toHaveLength(3)
    expect(new Set(buildings.map(({ sourceId }) => sourceId)).size).toBe(8993)
  })

  test('has the areas that osmium makes of the same relations', async () => {
    const records = await recordsOf(file)
    const exported = execFileSync(
      'osmium',
      [
        'export',
        file,
        '-f',
        'geojsonseq',
        '-x',
        'print_record_separator=false',
        '--add-unique-id=type_id',
        '--geometry-types=polygon',
      ],
      { maxBuffer: 1 << 28, encoding: 'utf8' },
    )
    const theirs = new Map<string, { geometry: { coordinates: Position[][][] } }>()
    for (const line of exported.split('\n')) {
      if (line === '') continue
      const feature = JSON.parse(line)
      // osmium numbers areas: twice the relation's id plus one.
      const number = Number(String(feature.id).slice(1))
      if (number % 2 === 1) theirs.set(`r${(number - 1) / 2}`, feature)
    }
    const areas = records.filter((record): record is AreaRecord => record.layer === 'areas')
    for (const { sourceId, geometry } of areas) {
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
      const reference = theirs.get(sourceId)!.geometry.coordinates
      const shape = (all: Position[][][]) => all.map((polygon) => polygon.map((ring) => ring.length)).sort()
      expect(shape(polygons)).toEqual(shape(reference))
    }
  })
})

test('Guixi lists its incomplete relations with their places', async () => {
  const records = await recordsOf(data('osm-cn-guixi', 'guixi.osm'))
  expect(records.filter((record) => record.layer === 'areas')).toMatchObject([
    { name: '东门街道', level: 'community' },
  ])
  const incomplete = records.filter(
    (record) => record.layer === 'rejected' && record.rule === 'incomplete-relation',
  )
  expect(incomplete).toHaveLength(12)
  expect(
    incomplete.filter((record) => record.layer === 'rejected' && record.place).length,
  ).toBeGreaterThanOrEqual(8)
  expect(countBy(records, layerOrRule)).toMatchObject({ buildings: 165 })
})

test('Dreieich: all buildings, no area', async () => {
  const counts = countBy(await recordsOf(data('osm-dreieich-2022', 'dreieich.osm.gz')), layerOrRule)
  expect(counts).toMatchObject({ buildings: 3771, 'incomplete-relation': 3 })
  expect(counts.areas).toBeUndefined()
})

test('Beijing: 343 areas with 12-digit codes and Chinese names', async () => {
  const files = filesUnder(data('cn-beijing-subdistricts', 'subdistrict'))
  const areas = (await Promise.all(files.map((file) => recordsOf(file)))).flat() as AreaRecord[]
  expect(areas).toHaveLength(343)
  expect(
    areas.every(
      ({ layer, code, name, level }) =>
        layer === 'areas' && /^\d{12}$/.test(code!) && /\p{Script=Han}/u.test(name) && level === 'town',
    ),
  ).toBe(true)
  expect(new Set(areas.map(({ code }) => code)).size).toBe(343)
})

test('Changhua: 26 townships', async () => {
  const areas = await recordsOf(data('tw-changhua-townships', 'changhua.geojson'))
  expect(countBy(areas, layerOrRule)).toEqual({ areas: 26 })
})

test('New York: a zipped shapefile of 2,166 tracts as units with all their households', async () => {
  const zip = data('tiling-nyc-tracts', 'nyctract_acs.zip')
  // Its .prj is a word processor's file.
  await expect(recordsOf(zip, { layer: 'units' })).rejects.toThrow(/\.prj file holds no coordinate system/)
  const units = await recordsOf(zip, { layer: 'units', crs: 'EPSG:4326' })
  expect(units).toHaveLength(2166)
  expect(units.reduce((sum, unit) => sum + (unit.layer === 'units' ? unit.households : 0), 0)).toBe(3_063_393)
})

describe('Chinese files that lie', () => {
  test('a GBK table without any hint reads as Chinese', async () => {
    const records = await recordsOf(data('messy-derived-cn', 'zhoushan_gbk_4490.shp'))
    expect(records.map((record) => 'name' in record && record.name)).toEqual([
      '定海区',
      '普陀区',
      '岱山县',
      '嵊泗县',
    ])
  })

  test('EPSG:4527 lands on the same Haidian as the GeoJSON, within a metre', async () => {
    const projected = (await recordsOf(data('messy-derived-cn', 'haidian_gk_4527_utf8.shp'))) as AreaRecord[]
    const plain = (await recordsOf(
      data('cn-beijing-subdistricts', 'subdistrict', 'haidian-all.geojson'),
    )) as AreaRecord[]
    expect(projected).toHaveLength(plain.length)
    const byCode = new Map(plain.map((area) => [area.code, area]))
    for (const area of projected) {
      const theirs = positionsOf(byCode.get(area.code)!.geometry)
      const ours = positionsOf(area.geometry)
      for (const corner of theirs)
        expect(Math.min(...ours.map((point) => metersBetween(point, corner)))).toBeLessThan(1)
    }
  })

  test('a byte order mark is no obstacle', async () => {
    expect(await recordsOf(data('messy-derived-cn', 'panyu_bom.geojson'))).toMatchObject([
      { name: '番禺区', code: '440113000000' },
    ])
  })

  test('points of Haidian in GCJ-02 are recognised by its outline', async () => {
    const outline = JSON.parse(
      readFileSync(data('cn-beijing-subdistricts', 'district', 'haidian-outline.geojson'), 'utf8'),
    )
    const rings = outline.features[0].geometry.coordinates.flat() as Position[][]
    const contains = (lng: number, lat: number) =>
      rings.filter((ring) => isInside(ring, lng, lat)).length % 2 === 1
    const inside: Position[] = []
    for (let lng = 116; lng < 116.4; lng += 0.005)
      for (let lat = 39.85; lat < 40.2; lat += 0.005) if (contains(lng, lat)) inside.push([lng, lat])
    const guardCrs = (points: Position[]) => {
      const where = hypotheticalPoints(points)
      const outside = CRS_HYPOTHESES.map((name) => [
        name,
        where[name].filter((point) => !contains(...point)).length,
      ])
      return judgeCrs(Object.fromEntries(outside), points.length)
    }
    expect(guardCrs(inside)).toBe('none')
    const shifted = inside.map(([lng, lat]) => [...shiftFromWgs84([lng!, lat!], 'GCJ-02')])
    expect(guardCrs(shifted)).toBe('gcj02')
  })
})

function isInside(ring: Position[], lng: number, lat: number): boolean {
  let inside = false
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1] as [number, number], ring[i] as [number, number]]
    if (ay > lat !== by > lat && lng < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

describe('the files of mapshaper', () => {
  const files = filesUnder(data('messy-mapshaper'))

  test('there are as many as expected', () => expect(files.length).toBeGreaterThanOrEqual(125))

  test.each(files.map((file) => file.slice(data('messy-mapshaper').length + 1)))(
    '%s gives records, listed rejections, or a clear error',
    { timeout: 10_000 },
    async (name) => {
      try {
        const records = await recordsOf(data('messy-mapshaper', name))
        expect(records.length).toBeGreaterThan(0)
        for (const record of records) if (record.layer === 'rejected') expect(record.message).not.toBe('')
      } catch (error) {
        expect(error instanceof UnreadableSource || error instanceof UnsupportedCrs).toBe(true)
        if (error instanceof UnreadableSource) expect(error.remedy).not.toBe('')
      }
    },
  )

  test('the same island in UTM, Mercator and degrees lands in one place', async () => {
    const [utm, mercator, degrees] = await Promise.all(
      ['b_utm', 'e_merc', 'd_geo'].map(async (name) => {
        const [record] = await recordsOf(data('messy-mapshaper', 'issues', '166', `${name}.shp`))
        return positionsOf((record as AreaRecord).geometry)
      }),
    )
    for (const corner of degrees!) {
      expect(Math.min(...utm!.map((point) => metersBetween(point, corner)))).toBeLessThan(2)
      expect(Math.min(...mercator!.map((point) => metersBetween(point, corner)))).toBeLessThan(2)
    }
  })

  test('shapes have as many features as ogrinfo counts', async () => {
    for (const name of ['polygons/ex1', '../issues/518_519_shp_reading/data_corruption_error']) {
      const path = data('messy-mapshaper', 'features', `${name}.shp`)
      const counted = Number(
        /Feature Count: (\d+)/.exec(
          execFileSync('ogrinfo', ['-ro', '-al', '-so', path], { encoding: 'utf8' }),
        )![1],
      )
      expect(await featuresOf(path, { crs: '4326' })).toHaveLength(counted)
    }
  })
})
