import type { Layer } from '../../platform/layers.ts'
import type { ItemsPage } from './get-items.ts'
import type { ItemRow } from './queries.ts'
import type { Link } from './schemas.ts'

/** A row as a GeoJSON feature. The geometry is text already and stays so: parsing it would only cost. */
export function featureJson(layer: Layer, { id, geometry, ...values }: ItemRow, links?: Link[]): string {
  const properties = Object.fromEntries(
    Object.keys(layer.properties).map((name) => [name, values[name] ?? null]),
  )
  const tail = links ? `,"links":${JSON.stringify(links)}` : ''
  return `{"type":"Feature","id":${JSON.stringify(id)},"geometry":${geometry},"properties":${JSON.stringify(properties)}${tail}}`
}

/** A page of features as a GeoJSON feature collection with its counts and links. */
export function featureCollectionJson(
  layer: Layer,
  { rows, links, numberMatched }: ItemsPage,
  now = new Date(),
): string {
  const head = JSON.stringify({
    type: 'FeatureCollection',
    timeStamp: now.toISOString(),
    numberReturned: rows.length,
    ...(numberMatched === undefined ? {} : { numberMatched }),
    links,
  })
  return `${head.slice(0, -1)},"features":[${rows.map((row) => featureJson(layer, row)).join(',')}]}`
}

/** The same text whenever it is asked for, as long as the features are the same. */
export const withoutTimeStamp = (json: string) => json.replace(/"timeStamp":"[^"]*",/, '')
