import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { aZip } from './a-zip.ts'
import { aFile, featuresOf, rules } from './temporary-file.ts'

/** A .shp of points, and a .dbf of one text column: the least that is a shapefile. */
function shpOf(points: [number, number][]): Buffer {
  const header = Buffer.alloc(100)
  header.writeInt32BE(9994, 0)
  header.writeInt32BE((100 + points.length * 28) / 2, 24)
  header.writeInt32LE(1000, 28)
  header.writeInt32LE(1, 32)
  const records = points.map(([x, y], i) => {
    const record = Buffer.alloc(28)
    record.writeInt32BE(i + 1, 0)
    record.writeInt32BE(10, 4)
    record.writeInt32LE(1, 8)
    record.writeDoubleLE(x, 12)
    record.writeDoubleLE(y, 20)
    return record
  })
  return Buffer.concat([header, ...records])
}

function dbfOf(names: string[], encoding: string, languageDriver = 0): Buffer {
  const header = Buffer.alloc(65)
  header[0] = 3
  header.writeUInt32LE(names.length, 4)
  header.writeUInt16LE(65, 8)
  header.writeUInt16LE(21, 10)
  header[29] = languageDriver
  header.write('NAME', 32, 'latin1')
  header[43] = 'C'.charCodeAt(0)
  header[48] = 20
  header[64] = 0x0d
  const rows = names.map((name) => {
    const row = Buffer.alloc(21, ' ')
    if (name === 'DELETED') row[0] = 0x2a
    iconv.encode(name, encoding).copy(row, 1)
    return row
  })
  return Buffer.concat([header, ...rows])
}

function aShapefile(
  dbf: Buffer,
  files: Record<string, string | Buffer> = {},
  shp = shpOf([
    [113, 23],
    [114, 24],
  ]),
): string {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-test-'))
  aFile('a.dbf', dbf, folder)
  for (const [name, content] of Object.entries(files)) aFile(name, content, folder)
  return aFile('a.shp', shp, folder)
}

const NAMES = ['番禺市', '定海市']
const namesIn = async (path: string, options = {}) =>
  (await featuresOf(path, options)).map(
    (item) => (item as { properties?: { NAME?: string } }).properties?.NAME,
  )

test.each([
  ['GBK without any hint', dbfOf(NAMES, 'gbk'), {}],
  ['UTF-8 without any hint', dbfOf(NAMES, 'utf8'), {}],
  ['GBK by the language driver', dbfOf(NAMES, 'gbk', 0x4d), {}],
  ['Big5 by the .cpg file', dbfOf(NAMES, 'big5'), { 'a.cpg': 'Big5\n' }],
  ['GBK although the .cpg file says UTF-8', dbfOf(NAMES, 'gbk'), { 'a.cpg': 'UTF-8' }],
  ['code page 936 by the .cpg file', dbfOf(NAMES, 'gbk'), { 'A.CPG': '936' }],
])('an attribute table in %s', async (_, dbf, files) => {
  expect(await namesIn(aShapefile(dbf, files))).toEqual(NAMES)
})

test('the declared encoding wins', async () => {
  expect(await namesIn(aShapefile(dbfOf(NAMES, 'big5')), { encoding: 'big5' })).toEqual(NAMES)
})

test('a deleted row is passed over with its shape', async () => {
  expect(await namesIn(aShapefile(dbfOf(['DELETED', '定海市'], 'utf8')))).toEqual(['定海市'])
})

test('a shape that cannot be read is rejected, and the next keeps its row', async () => {
  const shp = shpOf([
    [113, 23],
    [114, 24],
  ])
  shp.writeInt32LE(77, 108)
  expect(rules(await featuresOf(aShapefile(dbfOf(NAMES, 'utf8'), {}, shp)))).toEqual([
    'unreadable-shape',
    'ok',
  ])
})

test('a broken chain of records is an error with its place', async () => {
  const shp = shpOf([
    [113, 23],
    [114, 24],
  ])
  shp.writeInt32BE(99_999, 132)
  await expect(featuresOf(aShapefile(dbfOf(NAMES, 'utf8'), {}, shp))).rejects.toThrow(
    /corrupt at record 2 \(byte 128 of 156\)/,
  )
})

test('the .prj is honoured, and an impossible one refused', async () => {
  const utm =
    'PROJCS["WGS_1984_UTM_Zone_49N",GEOGCS["G",DATUM["D",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
  const { openSourceFile } = await import('../../../../server/domains/imports/readers/open-source-file.ts')
  const file = await openSourceFile(aShapefile(dbfOf(NAMES, 'utf8'), { 'a.prj': utm }))
  expect(file).toMatchObject({ crs: { kind: 'projected', name: 'WGS_1984_UTM_Zone_49N' } })
  await expect(openSourceFile(aShapefile(dbfOf(NAMES, 'utf8'), { 'a.prj': 'junk' }))).rejects.toThrow(
    /no coordinate system/,
  )
})

test('a zip with its parts, in a folder, under a Chinese name', async () => {
  const zip = aZip({
    '数据/边界.shp': shpOf([[113, 23]]),
    '数据/边界.dbf': dbfOf(['番禺市'], 'gbk'),
    'readme.txt': 'hello',
  })
  expect(await namesIn(aFile('a.zip', zip))).toEqual(['番禺市'])
})

test('a zip with two layers asks which', async () => {
  const zip = aZip({ 'a.shp': shpOf([[113, 23]]), 'b.shp': shpOf([[1, 2]]) })
  await expect(featuresOf(aFile('a.zip', zip))).rejects.toThrow(/several layers: a, b/)
  expect(await featuresOf(aFile('a.zip', zip), { layerName: 'b' })).toMatchObject([
    { geometry: { coordinates: [1, 2] } },
  ])
})

test('names in a zip never become paths', async () => {
  const zip = aZip({ '../../../../tmp/evil.geojson': '{"type":"Point","coordinates":[1,2]}' })
  expect(await featuresOf(aFile('a.zip', zip))).toHaveLength(1)
})

test('a bomb is stopped', async () => {
  const zip = aZip({ 'a.geojson': Buffer.alloc(3_000_000, ' ') })
  await expect(featuresOf(aFile('a.zip', zip), { limits: { decompressedBytes: 1_000_000 } })).rejects.toThrow(
    /unpacks to more than/,
  )
})
