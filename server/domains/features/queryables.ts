import type { Layer } from '../../platform/layers.ts'

/** What a property of a layer holds; a `timestamp` is timestamptz in the layer's SQL. */
export type QueryableType = Layer['properties'][string] | 'timestamp'

/** What can be filtered by, besides `id` and `geometry`. Every layer is one. */
export type Queryables = Readonly<{
  properties: Readonly<Record<string, QueryableType>>
  geometryType: Layer['geometryType']
}>

const GEOMETRY_FORMAT = {
  polygon: 'geometry-polygon-or-multipolygon',
  line: 'geometry-linestring-or-multilinestring',
  point: 'geometry-point-or-multipoint',
  mixed: 'geometry-any',
} as const satisfies Record<Layer['geometryType'], string>

/** A property as JSON Schema says it. */
export const JSON_SCHEMA = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  timestamp: { type: 'string', format: 'date-time' },
} as const satisfies Record<QueryableType, object>

/**
 * The JSON Schema of what a layer can be filtered by (OGC API – Features part 3, `/queryables`).
 * @param id the absolute address the document is served at
 */
export function queryablesOf(layer: Pick<Layer, 'title' | 'description'> & Queryables, id: string) {
  const properties = Object.entries(layer.properties).map(([name, type]) => [
    name,
    { title: name, ...JSON_SCHEMA[type] },
  ])
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    type: 'object',
    title: `${layer.title.en} ${layer.title.zh}`,
    description: `${layer.description.en}. ${layer.description.zh}。`,
    properties: {
      id: { title: 'id', type: 'string', format: 'uuid', 'x-ogc-role': 'id' },
      geometry: {
        title: 'geometry',
        format: GEOMETRY_FORMAT[layer.geometryType],
        'x-ogc-role': 'primary-geometry',
      },
      ...Object.fromEntries(properties),
    },
    additionalProperties: false,
  }
}

/** The JSON Schema of what the items of a layer can be sorted by: every property. */
export function sortablesOf(layer: Pick<Layer, 'title' | 'description'> & Queryables, id: string) {
  const { properties, ...rest } = queryablesOf(layer, id)
  const { id: _, geometry: __, ...sortable } = properties
  return { ...rest, properties: sortable }
}
