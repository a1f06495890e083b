/** How the items of a collection are written, as OpenAPI 3.0: each collection with the schema of its own properties. */
import type { LayerWrites } from '../../platform/layer-writes.ts'
import type { Layer } from '../../platform/layers.ts'
import { GEOJSON_TYPE } from './formats/formats.ts'
import { PATCH_TYPES } from './write-schemas.ts'

type Schema = Record<string, unknown>

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
})
const CONTENT_CRS = header('Content-Crs', 'The coordinate system of the geometry; CRS84 without it')
const IF_MATCH = header('If-Match', 'The ETag of the item as it was read; 412 when it has changed since')
const ITEM_ID = { $ref: '#/components/parameters/itemId' }
const PROBLEM = { $ref: '#/components/responses/Problem' }
const FEATURE = { [GEOJSON_TYPE]: { schema: { $ref: '#/components/schemas/Feature' } } }

/** The plain schema: what the validator knows beside it is not JSON. */
const plain = (schema: object): Schema => JSON.parse(JSON.stringify(schema)) as Schema

function bodyOf({ properties, geometryTypes }: LayerWrites, isPatch: boolean) {
  const { required, ...writable } = plain(properties)
  const schema = {
    type: 'object',
    ...(isPatch ? {} : { required: ['type', 'geometry', 'properties'] }),
    properties: {
      type: { type: 'string', enum: ['Feature'] },
      geometry: { type: 'object', properties: { type: { type: 'string', enum: geometryTypes } } },
      properties: isPatch ? writable : { ...writable, required },
    },
  }
  return { required: true, content: { [isPatch ? PATCH_TYPES[0]! : GEOJSON_TYPE]: { schema } } }
}

/** The operations beside GET on a collection's items and on one item; none where nothing is written. */
export function writeOperations({ name, title, writes }: Layer): { items: Schema; item: Schema } {
  if (!writes) return { items: {}, item: {} }
  const operation = (verb: string, parameters: Schema[], responses: Schema, isPatch?: boolean) => ({
    operationId: `${name}-${verb}`,
    summary: `${title.en}: ${verb} one`,
    tags: ['features'],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(isPatch === undefined ? {} : { requestBody: bodyOf(writes, isPatch) }),
    responses: { ...responses, default: PROBLEM },
  })
  const changed = { 200: { description: 'The feature as it is now', content: FEATURE } }
  return {
    items: {
      post: operation(
        'create',
        [CONTENT_CRS],
        {
          201: {
            description: 'The feature as it is stored',
            headers: { Location: { schema: { type: 'string' } } },
            content: FEATURE,
          },
        },
        false,
      ),
    },
    item: {
      put: operation('replace', [ITEM_ID, IF_MATCH, CONTENT_CRS], changed, false),
      patch: operation('update', [ITEM_ID, IF_MATCH, CONTENT_CRS], changed, true),
      delete: operation('delete', [ITEM_ID, IF_MATCH], { 204: { description: 'It is gone' } }),
    },
  }
}
