import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { PMTiles, type Source } from 'pmtiles'
import { expect } from 'vitest'
import { layers } from '../../../../server/app.ts'
import { planLayer } from '../../../../server/domains/plans/index.ts'
import { openArchiveFile } from '../../../../server/domains/tiles/archive-file.ts'
import { exportArchive } from '../../../../server/domains/tiles/index.ts'
import type { Database } from '../../../../server/platform/database.ts'
import { layerNamed } from '../../../../server/platform/layers.ts'
import { test as base } from '../../../support/app.ts'
import { aGrid, aNet, anActivation, anArea, anIncident, aPlan, square } from '../../../support/builders.ts'

const test = base.extend('folder', async ({ task: _ }, { onCleanup }) => {
  const folder = await mkdtemp(join(tmpdir(), 'wangge-export-'))
  onCleanup(() => rm(folder, { recursive: true, force: true }))
  return folder
})

/** A file as the PMTiles library reads it, and the bytes that its first read asked for. */
async function read(path: string) {
  const file = await open(path)
  const source: Source = {
    getKey: () => path,
    getBytes: async (offset, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
      return { data: new Uint8Array(buffer).slice(0, bytesRead).buffer }
    },
  }
  return { archive: new PMTiles(source), close: () => file.close() }
}

const named = (...names: string[]) => names.map((name) => layerNamed(layers, name)!)

/** Four grids beside each other and one narrower than a metre, in a published and active plan. */
async function aTown(db: Database) {
  const county = await anArea(db, { level: 'county', geometry: square(120, 30, 0.05) })
  const community = await anArea(db, {
    county,
    parent: county,
    level: 'community',
    geometry: square(120, 30, 0.05),
  })
  const net = await aNet(db, { county, community })
  const plan = await aPlan(db, { county, nets: { [community]: net }, status: 'published' })
  for (const [i, size] of [0.01, 0.01, 0.01, 0.02].entries())
    await aGrid(db, { county, community, plan, code: `00${i}`, geometry: square(120 + i / 100, 30, size) })
  await aGrid(db, { county, community, plan, code: '009', geometry: square(120.049, 30.049, 0.000004) })
  await anActivation(db, { county, community, plan })
  return { county, community, plan }
}

/** Every tile of these zooms round the town, as the server answers it and as the archive has it. */
async function compare(app: FastifyInstance, archive: PMTiles, path: string, zooms: [number, number]) {
  let [filled, empty] = [0, 0]
  for (let z = zooms[0]; z <= zooms[1]; z++) {
    const column = (lng: number) => Math.floor(((lng + 180) / 360) * 2 ** z)
    const row = (lat: number) =>
      Math.floor((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) * 2 ** (z - 1))
    const clamp = (index: number) => Math.min(Math.max(index, 0), 2 ** z - 1)
    for (let x = clamp(column(120) - 1); x <= clamp(column(120.05) + 1); x++)
      for (let y = clamp(row(30.05) - 1); y <= clamp(row(30) + 1); y++) {
        const served = await app.inject(`/tiles/${path}/${z}/${x}/${y}.mvt`)
        const kept = await archive.getZxy(z, x, y)
        expect(kept === undefined, `${z}/${x}/${y}`).toBe(served.statusCode === 204)
        if (kept === undefined) empty++
        else {
          expect(Buffer.from(kept.data).equals(served.rawPayload), `${z}/${x}/${y}`).toBe(true)
          filled++
        }
      }
  }
  return { filled, empty }
}

test('every tile of the archive is the one that is served, and none is missing', async ({
  app,
  db,
  folder,
}) => {
  const { plan } = await aTown(db)
  const path = join(folder, 'plan.pmtiles')
  const shares: number[] = []
  const report = await exportArchive(db, {
    path,
    name: '方案',
    layers: [(await planLayer(db, plan))!],
    attribution: 'test',
    maxZoom: 15,
    onProgress: (share) => shares.push(share),
  })
  const { archive, close } = await read(path)
  const { filled, empty } = await compare(app, archive, `plans/${plan}`, [0, 15])
  expect(report).toMatchObject({ addressed: filled, minZoom: 0, maxZoom: 15 })
  expect(empty).toBeGreaterThan(0)
  expect(report.contents).toBeLessThanOrEqual(filled)
  expect(await archive.getHeader()).toMatchObject({
    clustered: true,
    tileType: 1,
    numAddressedTiles: filled,
    minZoom: 0,
    maxZoom: 15,
    minLon: 120,
    minLat: 30,
    maxLat: expect.closeTo(30.049004, 6),
  })
  expect(await archive.getMetadata()).toMatchObject({
    name: '方案',
    attribution: 'test',
    vector_layers: [{ id: 'grids', fields: { code: 'String', households: 'Number' } }],
  })
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
  expect(readdirSync(folder)).toEqual(['plan.pmtiles'])
  await close()
})

test('several layers of what holds now, points joined as in the served tiles', async ({
  app,
  db,
  folder,
}) => {
  const { county, community } = await aTown(db)
  for (let i = 0; i < 30; i++) await anIncident(db, { county, community })
  const path = join(folder, 'now.pmtiles')
  await exportArchive(db, {
    path,
    name: 'now',
    layers: named('areas', 'grids', 'incidents'),
    attribution: null,
    minZoom: 9,
    maxZoom: 13,
  })
  const { archive, close } = await read(path)
  const { filled } = await compare(app, archive, 'areas,grids,incidents', [9, 13])
  expect(filled).toBeGreaterThan(4)
  expect(await archive.getZxy(8, 213, 105)).toBeUndefined()
  await close()
})

test('a grid alone in its place is found though all tiles above are empty', async ({ db, folder }) => {
  const county = await anArea(db)
  const community = await anArea(db, { county, parent: county, level: 'community' })
  const net = await aNet(db, { county, community })
  const plan = await aPlan(db, { county, nets: { [community]: net } })
  await aGrid(db, { county, community, plan, geometry: square(120.049, 30.049, 0.000004) })
  const path = join(folder, 'narrow.pmtiles')
  const report = await exportArchive(db, {
    path,
    name: 'a draft',
    layers: [(await planLayer(db, plan))!],
    attribution: null,
  })
  const { archive, close } = await read(path)
  expect(report.addressed).toBeGreaterThan(0)
  expect(await archive.getZxy(10, 853, 422)).toBeUndefined()
  await close()
})

test('zooms without tiles and plans without grids are refused, and leave nothing behind', async ({
  db,
  folder,
}) => {
  const request = { path: join(folder, 'none.pmtiles'), name: 'x', attribution: null }
  const active = { ...request, layers: named('grids') }
  await expect(exportArchive(db, active)).rejects.toThrow('There is nothing in grids.')
  await expect(exportArchive(db, { ...active, minZoom: 3 })).rejects.toThrow(
    '--min-zoom is 3; there are tiles at zooms 8 to 16.',
  )
  await expect(exportArchive(db, { ...active, minZoom: 12, maxZoom: 9 })).rejects.toThrow(
    '--min-zoom 12 is above --max-zoom 9',
  )
  await expect(
    exportArchive(db, { ...active, path: join(folder, 'no/such/folder.pmtiles') }),
  ).rejects.toThrow('Nothing can be written at')
  expect(readdirSync(folder)).toEqual([])
})

test('a file that is there stays until the new one is whole', async ({ db, folder }) => {
  const path = join(folder, 'old.pmtiles')
  writeFileSync(path, 'old')
  await expect(
    exportArchive(db, { path, name: 'x', layers: named('grids'), attribution: null }),
  ).rejects.toThrow()
  expect(existsSync(path)).toBe(true)
  await aTown(db)
  await exportArchive(db, { path, name: 'x', layers: named('grids'), attribution: null, maxZoom: 9 })
  const { archive, close } = await read(path)
  expect((await archive.getHeader()).specVersion).toBe(3)
  await close()
})

test('many tiles are found through leaves, and equal ones are written once', async ({ folder }) => {
  const path = join(folder, 'many.pmtiles')
  const file = await openArchiveFile(path)
  const first = (4 ** 9 - 1) / 3
  for (let i = 0; i < 30_000; i++)
    // Every second is the same, every tenth begins a run, and some are missing.
    if (i % 7 !== 0) await file.add(first + i, Buffer.from(i % 10 > 5 ? 'same' : `tile ${i} ${Math.sin(i)}`))
  const report = await file.finish({ minZoom: 9, maxZoom: 9, bounds: [-180, -85, 180, 85], metadata: {} })
  await file.close()
  expect(report.contents).toBeLessThan(report.entries)
  expect(report.entries).toBeLessThan(report.addressed)
  const { archive, close } = await read(path)
  const header = await archive.getHeader()
  expect(header.rootDirectoryOffset + header.rootDirectoryLength).toBeLessThanOrEqual(16_384)
  expect(header.leafDirectoryLength).toBeGreaterThan(0)
  const { tileIdToZxy } = await import('pmtiles')
  for (let i = 0; i < 30_000; i += 11) {
    const tile = await archive.getZxy(...tileIdToZxy(first + i))
    const wanted = i % 7 === 0 ? undefined : i % 10 > 5 ? 'same' : `tile ${i} ${Math.sin(i)}`
    expect(tile && Buffer.from(tile.data).toString()).toBe(wanted)
  }
  await close()
})
