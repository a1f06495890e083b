import { expect, test } from 'vitest'
import { openSourceFile } from '../../../../server/domains/imports/readers/open-source-file.ts'
import { UnreadableSource } from '../../../../server/domains/imports/readers/unreadable-source.ts'
import { aZip } from './a-zip.ts'
import { aFile } from './temporary-file.ts'

test.each([
  ['nothing', 'a.geojson', '', /empty/, /Supported: OpenStreetMap/],
  ['a GeoPackage', 'a.gpkg', 'SQLite format 3\0...', /GeoPackage.*Supported/, /ogr2ogr -f GeoJSON/],
  ['a table without its shapes', 'a.dbf', '\u0003', /only a part of a shapefile/, /zip/],
  ['something else', 'a.bin', '\u0001\u0002\u0003\u0004', /not known. Supported/, /ogr2ogr/],
  ['a zip of pictures', 'a.zip', aZip({ 'a.png': 'x' }), /no data that is supported/, /\.shp/],
  ['a zip in a zip', 'a.zip', aZip({ 'a.csv': aZip({ 'b.csv': 'lon,lat' }) }), /another archive/, /Unpack/],
  ['a broken zip', 'a.zip', 'PK\u0003\u0004 no more', /not readable as zip/, /Unpack/],
])('%s is refused with a remedy', async (_, name, content, message, remedy) => {
  const error = await openSourceFile(aFile(name, content)).catch((thrown) => thrown)
  expect(error).toBeInstanceOf(UnreadableSource)
  expect(error.message).toMatch(message)
  expect(error.remedy).toMatch(remedy)
})

test('an unknown coordinate system is refused before anything is read', async () => {
  await expect(openSourceFile(aFile('a.csv', 'lon,lat\n'), { crs: 'EPSG:2154' })).rejects.toThrow(
    /not supported/,
  )
})
