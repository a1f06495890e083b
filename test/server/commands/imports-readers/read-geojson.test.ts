import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { openSourceFile } from '../../../../server/domains/imports/readers/open-source-file.ts'
import { aFile, featuresOf, rules } from './temporary-file.ts'

const point = (id: unknown, coordinates: unknown = [113, 23]) => ({
  type: 'Feature',
  ...(id === undefined ? {} : { id }),
  properties: { name: '番禺' },
  geometry: { type: 'Point', coordinates },
})
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })

describe('a GeoJSON file', () => {
  test('gives its features with ids: their own, an id property, or the ordinal', async () => {
    const withProperty = { ...point(undefined), properties: { code: 110108014000 } }
    const items = await featuresOf(aFile('a.geojson', collection(point(7), withProperty, point(undefined))))
    expect(items.map((item) => item.sourceId)).toEqual(['7', '110108014000', '#3'])
  })

  test('may begin with a byte order mark, be gzipped, or be GBK', async () => {
    const text = collection(point(1))
    for (const content of [
      Buffer.from(`\uFEFF${text}`),
      gzipSync(text),
      iconv.encode(text, 'gbk'),
      iconv.encode(text, 'utf16'),
    ]) {
      const [item] = await featuresOf(aFile('a.json', content))
      expect(item).toMatchObject({ sourceId: '1', properties: { name: '番禺' } })
    }
  })

  test.each([
    ['a Feature', JSON.stringify(point(1)), 1],
    ['a bare geometry', '{"type":"Point","coordinates":[1,2]}', 1],
    [
      'a geometry collection',
      '{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"Point","coordinates":[3,4]}]}',
      2,
    ],
    ['no features', collection(), 0],
  ])('may hold %s', async (_, text, count) => {
    expect(await featuresOf(aFile('a.geojson', text))).toHaveLength(count)
  })

  test('rejects bad features one by one, and reads on', async () => {
    const items = await featuresOf(
      aFile(
        'a.geojson',
        collection(
          { type: 'Feature', properties: {}, geometry: null },
          point(1, ['a', 'b']),
          { type: 'Feature', properties: {}, geometry: { type: 'Blob', coordinates: [1, 2] } },
          null,
          { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [[1, 2]] } },
          point(6),
        ).replace('"a","b"', '1e400,1'),
      ),
    )
    expect(rules(items)).toEqual([
      'no-geometry',
      'not-finite',
      'bad-geometry',
      'bad-feature',
      'degenerate',
      'ok',
    ])
  })

  test('closes an open ring and says so', async () => {
    const open = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
      ],
    }
    const [item] = await featuresOf(aFile('a.geojson', JSON.stringify(open)))
    expect(item).toMatchObject({
      repairs: ['An open ring was closed.'],
      geometry: { coordinates: [[{}, {}, {}, [0, 0]]] },
    })
  })

  test('is limited in depth and vertices, feature by feature', async () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`
    const long = Array.from({ length: 2000 }, (_, i) => [i / 1000, 0])
    const text = collection(
      { ...point(1), properties: { deep: 'DEEP' } },
      { ...point(2), geometry: { type: 'LineString', coordinates: long } },
      point(3),
    ).replace('"DEEP"', deep)
    const items = await featuresOf(aFile('a.geojson', text), { limits: { verticesPerFeature: 100 } })
    expect(rules(items)).toEqual(['too-deep', 'too-many-vertices', 'ok'])
  })

  test('carries its coordinate system in the old crs member', async () => {
    const crs = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4527"}}'
    const before = await openSourceFile(
      aFile('a.geojson', `{"type":"FeatureCollection",${crs},"features":[]}`),
    )
    expect(before).toMatchObject({ kind: 'features', crs: { name: 'EPSG:4527' } })
    const declared = await openSourceFile(
      aFile('a.geojson', `{"type":"FeatureCollection",${crs},"features":[]}`),
      { crs: 'gcj02' },
    )
    expect(declared).toMatchObject({ crs: { name: 'GCJ-02' } })
  })

  test.each([
    ['TopoJSON', '{"type":"Topology","objects":{},"arcs":[]}', /TopoJSON/],
    ['other JSON', '{"a":1}', /not GeoJSON/],
    ['an array', '[1,2]', /not an object/],
    ['half a file', collection(point(1)).slice(0, -5), /not readable as GeoJSON/],
    ['text', '{"type": bad', /not readable as GeoJSON/],
  ])('that is %s is refused', async (_, text, message) => {
    await expect(featuresOf(aFile('a.geojson', text))).rejects.toThrow(message)
  })
})

describe('a sequence of GeoJSON texts', () => {
  test('is read line by line; a bad line is rejected', async () => {
    const lines = [JSON.stringify(point(1)), 'oops', JSON.stringify(point(3))].join('\n')
    expect(rules(await featuresOf(aFile('a.geojsonl', lines)))).toEqual(['ok', 'bad-json', 'ok'])
  })

  test('may be separated by RS, and is recognised without a telling name', async () => {
    const records = [1, 2].map((id) => `\u001E${JSON.stringify(point(id), null, 1)}\n`).join('')
    expect(await featuresOf(aFile('a.json', records))).toHaveLength(2)
    const lines = [1, 2].map((id) => JSON.stringify(point(id))).join('\n')
    expect(await featuresOf(aFile('b.json', lines))).toHaveLength(2)
  })
})
