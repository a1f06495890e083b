/** What is served below `/ogc` as OpenAPI 3.0, which OGC API – Features wants: made from the layers and the parameters that routes read. */
import type { Layer } from '../../platform/layers.ts'
import { SCHEMA_TYPE } from './describe.ts'
import { GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, ROW_FORMATS } from './formats/formats.ts'
import { writeOperations } from './open-api-writes.ts'
import { JSON_SCHEMA } from './queryables.ts'
import { FormatQuery, ItemQuery, ItemsQuery } from './schemas.ts'
import { SERVED_URIS } from './served-crs.ts'

type Schema = Record<string, unknown>
type Parameter = Record<string, unknown>

const list = (items: Schema, more: Schema = {}) => ({ type: 'array', items, ...more })
const uri = { type: 'string', format: 'uri' }

/** What 3.0 says otherwise than the query's own schema, which sees texts: lists, and names of systems. */
const SCHEMAS: Record<string, Schema> = {
  bbox: { ...list({ type: 'number' }), minItems: 4, maxItems: 6 },
  'bbox-crs': uri,
  'filter-crs': uri,
  crs: uri,
  sortby: list({ type: 'string' }),
  properties: list({ type: 'string' }),
}

/** TypeBox writes choices as `anyOf` constants, which 3.0 calls an enum. */
function schemaOf(name: string, { description: _, anyOf, ...schema }: Schema): Schema {
  if (SCHEMAS[name]) return SCHEMAS[name]
  return Array.isArray(anyOf) ? { type: 'string', enum: anyOf.map((choice) => choice.const) } : schema
}

const parameter = (name: string, schema: Schema): Parameter => ({
  name,
  in: 'query',
  required: false,
  style: 'form',
  explode: false,
  ...(schema.description ? { description: schema.description } : {}),
  schema: schemaOf(name, schema),
})

const parametersOf = (query: { properties: object }) =>
  Object.entries(query.properties as Record<string, Schema>).map(([name, schema]) => parameter(name, schema))

const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` })

const answer = (description: string, types: readonly string[], schema?: Schema) => ({
  description,
  headers: {
    ETag: { schema: { type: 'string' } },
    ...(types.includes(GEOJSON_TYPE) ? { 'Content-Crs': { schema: { type: 'string' } } } : {}),
  },
  content: Object.fromEntries(
    types.map((type) => [
      type,
      { schema: type.includes('json') ? (schema ?? { type: 'object' }) : { type: 'string' } },
    ]),
  ),
})

const operation = (
  operationId: string,
  summary: string,
  parameters: readonly Schema[],
  ok: ReturnType<typeof answer>,
) => ({
  operationId,
  summary,
  tags: ['features'],
  ...(parameters.length > 0 ? { parameters } : {}),
  responses: { 200: ok, 304: { description: 'Not changed' }, default: ref('responses', 'Problem') },
})

const PAGES = [JSON_TYPE, HTML_TYPE]
const named = (prefix: string, query: { properties: object }) =>
  Object.keys(query.properties).map((name) => ref('parameters', prefix + name))

/** Every parameter once; operations refer to them. */
const components = () => ({
  parameters: Object.fromEntries([
    ...parametersOf(FormatQuery).map((it) => [`page-${it.name}`, it]),
    ...parametersOf(ItemsQuery).map((it) => [`items-${it.name}`, it]),
    ...parametersOf(ItemQuery).map((it) => [`item-${it.name}`, it]),
    [
      'itemId',
      { name: 'itemId', in: 'path', required: true, description: 'UUID', schema: { type: 'string' } },
    ],
  ]),
  schemas: {
    FeatureCollection: {
      type: 'object',
      required: ['type', 'features'],
      properties: {
        type: { type: 'string', enum: ['FeatureCollection'] },
        timeStamp: { type: 'string', format: 'date-time' },
        numberReturned: { type: 'integer', minimum: 0 },
        numberMatched: { type: 'integer', minimum: 0 },
        features: list(ref('schemas', 'Feature')),
        links: list({ type: 'object' }),
      },
    },
    Feature: {
      type: 'object',
      required: ['type', 'geometry', 'properties'],
      properties: {
        type: { type: 'string', enum: ['Feature'] },
        id: { type: 'string' },
        geometry: { type: 'object', nullable: true },
        properties: { type: 'object', nullable: true },
        links: list({ type: 'object' }),
      },
    },
  },
  responses: {
    Problem: {
      description: 'What went wrong (RFC 9457)',
      content: { 'application/problem+json': { schema: { type: 'object' } } },
    },
  },
})

/** The operations of one collection; each property is a parameter of its own. */
function collectionPaths(layer: Layer) {
  const { name, title, properties } = layer
  const writes = writeOperations(layer)
  const own = Object.entries(properties).map(([property, type]) =>
    parameter(property, { ...JSON_SCHEMA[type], description: 'Only features whose property is this' }),
  )
  // Of the types of files only the part that names them.
  const types = [HTML_TYPE, ...Object.values(ROW_FORMATS).map(({ type }) => type)]
  const path = `/collections/${name}`
  const get = (
    suffix: string,
    summary: string,
    parameters: readonly Schema[],
    ok: ReturnType<typeof answer>,
    others: Schema = {},
  ) => ({
    [path + suffix]: {
      get: operation(`${name}${suffix.replace(/\W+/g, '-')}`, summary, parameters, ok),
      ...others,
    },
  })
  return {
    ...get('', title.en, named('page-', FormatQuery), answer('The collection', PAGES)),
    ...get(
      '/items',
      `${title.en}: features`,
      [...named('items-', ItemsQuery), ...own],
      answer('Features', types, ref('schemas', 'FeatureCollection')),
      writes.items,
    ),
    ...get(
      '/items/{itemId}',
      `${title.en}: one feature`,
      [ref('parameters', 'itemId'), ...named('item-', ItemQuery)],
      answer('The feature', [GEOJSON_TYPE, HTML_TYPE], ref('schemas', 'Feature')),
      writes.item,
    ),
    ...get('/queryables', `${title.en}: what can be filtered by`, [], answer('A JSON Schema', [SCHEMA_TYPE])),
    ...get('/sortables', `${title.en}: what can be sorted by`, [], answer('A JSON Schema', [SCHEMA_TYPE])),
  }
}

export const describeApi = (layers: readonly Layer[], base: string) => ({
  openapi: '3.0.3',
  info: {
    title: 'wangge 网格: OGC API – Features',
    version: '1',
    description: `Coordinates are served in ${SERVED_URIS.length} systems; each collection lists them.`,
  },
  servers: [{ url: base }],
  tags: [{ name: 'features' }],
  paths: {
    '/': {
      get: operation('landing', 'Where everything is', named('page-', FormatQuery), answer('Links', PAGES)),
    },
    '/conformance': {
      get: operation(
        'conformance',
        'The classes that are served',
        named('page-', FormatQuery),
        answer('Their names', PAGES),
      ),
    },
    '/collections': {
      get: operation(
        'collections',
        'The collections',
        named('page-', FormatQuery),
        answer('What is known of each', PAGES),
      ),
    },
    ...Object.assign({}, ...layers.map(collectionPaths)),
  },
  components: components(),
})
