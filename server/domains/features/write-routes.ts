/** OGC API – Features part 4: create, replace, update, delete, with ETags. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { assertRole } from '../../platform/access.ts'
import { answerCacheable } from '../../platform/answer-cacheable.ts'
import { DomainError } from '../../platform/errors.ts'
import type { LayerWrites } from '../../platform/layer-writes.ts'
import { cacheVisibility, type Layer, narrowed } from '../../platform/layers.ts'
import { publicAddress } from '../../platform/public-address.ts'
import { Feature } from '../../platform/schemas.ts'
import * as changes from './change-items.ts'
import { GEOJSON_TYPE } from './formats/formats.ts'
import { featureDocument } from './formats/geojson.ts'
import { presentItem } from './get-items.ts'
import type { ItemOptions } from './item-routes.ts'
import { READ_METHODS } from './options-routes.ts'
import { CollectionParams, ItemParams } from './schemas.ts'
import { timeConditions } from './select-items.ts'
import type { ShownItem } from './shown-item.ts'
import * as schemas from './write-schemas.ts'
import '../../platform/services.ts'

type InCollection = FastifyRequest<{ Params: { collection: string } }>
type Write = keyof LayerWrites['roles']

/** The least that any collection asks; each has its own role, checked when it is known which one it is. */
const reporters = { access: { role: 'reporter', jurisdiction: 'area' } } as const
const dispatchers = { access: { role: 'dispatcher', jurisdiction: 'area' } } as const
const tags = ['features']
const problem = Type.Ref('Problem')
/** 20,000 vertices with fifteen digits each, and what goes with them. */
const bodyLimit = 2 * 1024 * 1024

export const writeRoutes: FastifyPluginAsyncTypebox<ItemOptions> = async (
  app,
  { collectionOf, timeZone },
) => {
  const at = (request: FastifyRequest) => ({
    base: `${publicAddress(request)}/ogc`,
    timeZone,
    now: new Date(),
    shown: 'json' as const,
  })
  const writable = (request: InCollection): changes.Writable => {
    const layer = collectionOf(request.params.collection)
    return {
      layer: narrowed(layer, request.principal.areaIds),
      writes: layer.writes!,
      principal: request.principal,
      conditions: timeConditions(layer, undefined, at(request)),
    }
  }
  /** Refuses what this collection does not take, or not from this caller, before the body is looked at. */
  const guard =
    (write: Write, types?: readonly string[]) => async (request: FastifyRequest, reply: FastifyReply) => {
      const layer = collectionOf((request as InCollection).params.collection)
      if (!layer.writes) throw notWritable(layer, request.method, reply)
      assertRole(request.principal, layer.writes.roles[write])
      if (types) refuseOtherType(request, types)
    }
  /** The item as it is now, with the ETag that reading it gives. */
  const answer = (request: InCollection, reply: FastifyReply, item: ShownItem) => {
    const { row, links, writing } = presentItem(item, {}, at(request))
    const { next } = item.layer.writes!
    if (next) reply.header('link', `<${next.href}>; rel="related"; title="${next.title}"`)
    reply.header('content-crs', `<${writing.crs.uri}>`)
    return answerCacheable(request, reply, {
      body: featureDocument(row, writing, links),
      type: GEOJSON_TYPE,
      version: row.version,
      visibility: cacheVisibility([item.layer]),
    })
  }

  app.post(
    '/ogc/collections/:collection/items',
    {
      config: reporters,
      bodyLimit,
      preValidation: guard('create', schemas.FEATURE_TYPES),
      schema: {
        operationId: 'createItem',
        summary:
          'OGC API: a new feature (buildings, barriers, workers, incidents, dedicated-grids of a draft)',
        tags,
        consumes: schemas.FEATURE_TYPES.slice(0, 1),
        params: CollectionParams,
        headers: schemas.CreateHeaders,
        body: schemas.SentFeature,
        response: { 201: Feature, default: problem },
      },
    },
    async (request, reply) => {
      const said = { crs: request.headers['content-crs'] }
      const item = await changes.createItem(app.db, writable(request), request.body, said)
      reply
        .code(201)
        .header(
          'location',
          `${at(request).base}/collections/${request.params.collection}/items/${item.row.id}`,
        )
      return answer(request, reply, item)
    },
  )

  app.put(
    '/ogc/collections/:collection/items/:item',
    {
      config: dispatchers,
      bodyLimit,
      preValidation: guard('change', schemas.FEATURE_TYPES),
      schema: {
        operationId: 'replaceItem',
        summary: 'OGC API: a feature replaced as a whole',
        tags,
        consumes: schemas.FEATURE_TYPES.slice(0, 1),
        params: ItemParams,
        headers: schemas.ChangeHeaders,
        body: schemas.SentFeature,
        response: { 200: Feature, default: problem },
      },
    },
    async (request, reply) => {
      const said = saidBy(request.headers)
      const item = await changes
        .replaceItem(app.db, writable(request), request.params.item, request.body, said)
        .catch(tellCurrent(reply))
      return answer(request, reply, item)
    },
  )

  app.patch(
    '/ogc/collections/:collection/items/:item',
    {
      config: dispatchers,
      bodyLimit,
      preValidation: guard('change', schemas.PATCH_TYPES),
      schema: {
        operationId: 'updateItem',
        summary: 'OGC API: some properties of a feature, or its geometry (JSON merge patch)',
        tags,
        consumes: schemas.PATCH_TYPES.slice(0, 1),
        params: ItemParams,
        headers: schemas.ChangeHeaders,
        body: schemas.FeaturePatch,
        response: { 200: Feature, default: problem },
      },
    },
    async (request, reply) => {
      const said = saidBy(request.headers)
      const item = await changes
        .patchItem(app.db, writable(request), request.params.item, request.body, said)
        .catch(tellCurrent(reply))
      return answer(request, reply, item)
    },
  )

  app.delete(
    '/ogc/collections/:collection/items/:item',
    {
      config: dispatchers,
      preValidation: guard('remove'),
      schema: {
        operationId: 'deleteItem',
        summary: 'OGC API: a feature removed',
        tags,
        params: ItemParams,
        headers: schemas.RemoveHeaders,
        response: { 204: Type.Null(), default: problem },
      },
    },
    async (request, reply) => {
      const said = { ifMatch: request.headers['if-match'] }
      await changes.removeItem(app.db, writable(request), request.params.item, said).catch(tellCurrent(reply))
      return reply.code(204).send(null)
    },
  )
}

const saidBy = (headers: { 'content-crs'?: string; 'if-match'?: string }): changes.Said => ({
  crs: headers['content-crs'],
  ifMatch: headers['if-match'],
})

function notWritable(layer: Layer, method: string, reply: FastifyReply): DomainError {
  reply.header('allow', READ_METHODS.join(', '))
  return new DomainError('method-not-allowed', `The collection ${layer.name} takes no ${method}.`, {
    allow: READ_METHODS,
    remedy: layer.changedBy ?? 'It follows from others.',
  })
}

function refuseOtherType(request: FastifyRequest, types: readonly string[]) {
  const type = String(request.headers['content-type'] ?? '')
    .split(';')[0]!
    .trim()
    .toLowerCase()
  if (type && !types.includes(type))
    throw new DomainError('unsupported-format', `The body is ${type}; ${types.join(' or ')} is read here.`, {
      accepted: types,
    })
}

/** Whoever is refused as stale is told what is current, in the header too. */
const tellCurrent = (reply: FastifyReply) => (error: unknown) => {
  if (error instanceof DomainError && error.kind === 'stale')
    reply.header('etag', String(error.facts.current))
  throw error
}
