/**
 * Makes the sample files beside it from the demo town: npx tsx geo-data/samples/make-samples.mjs
 * Needs GDAL's ogr2ogr (3.1 or later) for the shapefile. Each file is a few features in a format that wangge imports.
 */
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { demoRecords } from '../demo/demo-features.ts'

const folder = dirname(fileURLToPath(import.meta.url))
const records = [...demoRecords({ size: 'town' })]
/** A community of old streets, its first buildings, and the streets between them. */
const COMMUNITY = '990121100003'
const of = (layer) =>
  records.filter((record) => record.layer === layer && record.sourceId.startsWith(COMMUNITY))
const buildings = of('buildings').slice(0, 24)
const feature = ({ layer, sourceId, geometry, ...properties }) => ({
  type: 'Feature',
  id: sourceId,
  properties,
  geometry,
})
const collection = (features) => JSON.stringify({ type: 'FeatureCollection', features })
const write = (name, text) => writeFileSync(join(folder, name), text)

write('communities.geojson', collection(of('areas').map(feature)))
write('buildings.geojsonl', `${buildings.map((building) => JSON.stringify(feature(building))).join('\n')}\n`)

const rows = buildings.map(({ sourceId, use, levels, households, geometry }) => {
  const [lng, lat] = geometry.coordinates[0][0]
  return [sourceId, lng, lat, use, levels, households].join(',')
})
write('household-register.csv', `编号,经度,纬度,用途,层数,户数\n${rows.join('\n')}\n`)

const table = buildings.map(({ sourceId, use, levels, households, geometry }) => ({
  type: 'Feature',
  properties: {
    编号: sourceId,
    名称: `老街${sourceId.split('-b')[1]}号`,
    用途: use,
    层数: levels,
    户数: households,
  },
  geometry,
}))
const intermediate = join(folder, 'buildings.tmp.geojson')
const shapefile = join(folder, 'buildings-gbk.shp.zip')
writeFileSync(intermediate, collection(table))
rmSync(shapefile, { force: true })
// CGCS2000, 3° zone about 123° E; attribute table in GBK.
execFileSync('ogr2ogr', [
  '-f',
  'ESRI Shapefile',
  '-lco',
  'ENCODING=GBK',
  '-t_srs',
  'EPSG:4550',
  shapefile,
  intermediate,
])
rmSync(intermediate)

write('streets.osm', osm([...buildings, ...of('barriers').slice(0, 30)]))

/** OpenStreetMap XML with one node for each place. */
function osm(things) {
  const nodes = new Map()
  const ways = things.map(({ layer, class: roadClass, name, levels, use, bridge, geometry }, k) => {
    const line = geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates[0]
    const refs = line.map((place) => {
      const key = place.join()
      if (!nodes.has(key)) nodes.set(key, { id: nodes.size + 1, place })
      return `<nd ref="${nodes.get(key).id}"/>`
    })
    const highway = { lane: 'living_street', path: 'track' }[roadClass] ?? roadClass
    const tags =
      layer === 'buildings'
        ? { building: use, 'building:levels': levels }
        : { highway, name, bridge: bridge && 'yes' }
    const tagTexts = Object.entries(tags).filter(([, value]) => value !== undefined)
    return `<way id="${k + 1}" version="1">${refs.join('')}${tagTexts.map(([key, value]) => `<tag k="${key}" v="${value}"/>`).join('')}</way>`
  })
  const places = [...nodes.values()].map(
    ({ id, place }) => `<node id="${id}" version="1" lat="${place[1]}" lon="${place[0]}"/>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="wangge demo">\n${[...places, ...ways].join('\n')}\n</osm>\n`
}
