/** GDAL's driver of vector tiles as a real client: it knows a folder of tiles and their TileJSON. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { test } from '../../../support/app.ts'
import { anArea, square } from '../../../support/builders.ts'

const run = promisify(execFile)

test('GDAL reads a whole zoom by TileJSON, and one tile by its address', async ({ app, db }) => {
  for (let i = 0; i < 4; i++) await anArea(db, { name: `区 ${i}`, geometry: square(120 + i / 10, 30, 0.02) })
  const address = (await app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost')
  const { stdout: zoom } = await run('ogrinfo', [
    '-ro',
    '-al',
    `MVT:${address}/tiles/areas/12`,
    '-oo',
    `METADATA_FILE=${address}/tiles/areas.json`,
  ])
  for (let i = 0; i < 4; i++) expect(zoom).toContain(`name (String) = 区 ${i}`)
  expect(zoom).toContain('isFictional (Integer(Boolean)) = 0')
  const { stdout: tile } = await run('ogrinfo', [
    '-ro',
    '-al',
    '-oo',
    'X=3413',
    '-oo',
    'Y=1689',
    '-oo',
    'Z=12',
    `MVT:${address}/tiles/areas/12/3413/1689.mvt`,
  ])
  expect(tile).toContain('Feature Count: 1')
  expect(tile).toContain('name (String) = 区 0')
})
