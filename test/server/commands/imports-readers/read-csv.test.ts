import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { aFile, featuresOf, recordsOf, rules } from './temporary-file.ts'

test.each([
  ['comma', 'id,lon,lat,户数\n7,113.38,22.94,12\n'],
  ['tab', 'id\tlon\tlat\t户数\n7\t113.38\t22.94\t12\n'],
  ['Chinese headers', 'id;经度;纬度;户数\n7;113.38;22.94;12\n'],
])('a table with %s', async (_, text) => {
  const [item] = await featuresOf(aFile('a.csv', text))
  expect(item).toMatchObject({
    sourceId: '7',
    geometry: { type: 'Point', coordinates: [113.38, 22.94] },
    properties: { 户数: '12' },
  })
})

test('a table in GBK, with a byte order mark, or gzipped', async () => {
  const text = '名称,经度,纬度\n大石街道,113.38,22.94\n'
  for (const content of [iconv.encode(text, 'gbk'), Buffer.from(`\uFEFF${text}`), gzipSync(text)]) {
    const [item] = await featuresOf(aFile('a.csv', content))
    expect(item).toMatchObject({ properties: { 名称: '大石街道' } })
  }
})

test('rows without a position are rejected with their number', async () => {
  const items = await featuresOf(aFile('a.csv', 'lon,lat\n1,2\n,\nabc,2\nInfinity,2\n'))
  expect(rules(items)).toEqual(['ok', 'no-geometry', 'not-finite', 'not-finite'])
})

test('columns can be declared', async () => {
  const [item] = await featuresOf(aFile('a.csv', 'e,n\n113,23\n'), { x: 'e', y: 'n' })
  expect(item).toMatchObject({ geometry: { coordinates: [113, 23] } })
  await expect(featuresOf(aFile('a.csv', 'e,n\n113,23\n'))).rejects.toThrow(
    /no longitude column; it has: e, n/,
  )
})

test('a household register becomes buildings of ten metres, and says so', async () => {
  const [record] = await recordsOf(aFile('a.csv', 'lon,lat,户数\n113.38,22.94,12\n'), { layer: 'buildings' })
  expect(record).toMatchObject({
    layer: 'buildings',
    households: 12,
    repairs: [expect.stringContaining('square of 10 m')],
  })
})
