import { expect, it } from 'vitest'
import type { ImportRecord, RejectedRecord } from '../../geo-data/records.ts'
import { type RecordOptions, readRecords } from '../../server/domains/imports/read-records.ts'
import { openSourceFile } from '../../server/domains/imports/readers/open-source-file.ts'

async function recordsOf(name: string, options?: RecordOptions): Promise<(ImportRecord | RejectedRecord)[]> {
  const file = await openSourceFile(`geo-data/samples/${name}`)
  try {
    const records: (ImportRecord | RejectedRecord)[] = []
    for await (const record of readRecords(file, options)) records.push(record)
    return records
  } finally {
    await file.close()
  }
}

it('reads the sample areas with code and names', async () => {
  expect(await recordsOf('communities.geojson')).toMatchObject([
    { layer: 'areas', level: 'community', code: '990121100003', name: '老街社区' },
  ])
})

it.each(['buildings.geojsonl', 'buildings-gbk.shp.zip', 'household-register.csv'])(
  'reads the sample buildings of %s with their households',
  async (name) => {
    const buildings = await recordsOf(name, { layer: 'buildings' })
    expect(buildings).toHaveLength(24)
    const first = (await recordsOf('buildings.geojsonl', { layer: 'buildings' }))[0]
    expect(first).toMatchObject({ layer: 'buildings', households: expect.any(Number) })
    for (const building of buildings) expect(building.layer).toBe('buildings')
    expect((buildings[0] as { households: number }).households).toBe(
      (first as { households: number }).households,
    )
  },
)

it('reads the names of the GBK shapefile, and its Gauss–Krüger coordinates', async () => {
  const [building] = await recordsOf('buildings-gbk.shp.zip', { layer: 'buildings' })
  expect(building).toMatchObject({ name: '老街0号' })
  const [lng, lat] = (building as { geometry: { coordinates: number[][][] } }).geometry.coordinates[0]![0]!
  expect(lng).toBeCloseTo(123.39, 1)
  expect(lat).toBeCloseTo(30.1, 1)
})

it('reads streets and buildings of the OpenStreetMap sample', async () => {
  const layers = (await recordsOf('streets.osm')).map(({ layer }) => layer)
  expect(layers.filter((layer) => layer === 'buildings')).toHaveLength(24)
  expect(layers.filter((layer) => layer === 'barriers').length).toBeGreaterThan(20)
})
