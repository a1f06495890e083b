import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { answerCacheable } from '../../platform/answer-cacheable.ts'
import { notFound } from '../../platform/errors.ts'
import { cacheVisibility, current, type Layer, layerNamed, narrowed } from '../../platform/layers.ts'
import {
  CollectionParams,
  CollectionTileParams,
  OgcTileParams,
  PlanParams,
  PlanTileParams,
  type TileAddress,
  TileJsonSchema,
  VectorTile,
} from './schemas.ts'
import { type Ground, tileJsonOf } from './tile-json.ts'
import { tileOf } from './tile-of.ts'
import '../../platform/services.ts'

export type TileOptions = {
  /** What every domain publishes. */
  layers: readonly Layer[]
  /** The grids of one plan, drafts too; undefined when there is no such plan. */
  planLayer: (plan: string) => Promise<Layer | undefined>
  /** Where the data lies and whom to name for it. */
  ground: () => Promise<Ground>
}

const config = { access: { role: 'viewer', jurisdiction: 'public' } } as const
const problem = Type.Ref('Problem')
const tileSchema = { tags: ['tiles'], response: { 200: VectorTile, default: problem } }
const tileJsonSchema = { tags: ['tiles'], response: { 200: TileJsonSchema, default: problem } }

export const routes: FastifyPluginAsyncTypebox<TileOptions> = async (app, options) => {
  const collectionsOf = (names: string): Layer[] => {
    const wanted = [...new Set(names.split(','))].map((name) => {
      const layer = layerNamed(options.layers, name)
      if (!layer) throw notFound('collection', name)
      return layer
    })
    return wanted
  }
  const planOf = async (plan: string): Promise<Layer[]> => {
    const layer = await options.planLayer(plan)
    if (!layer) throw notFound('plan', plan)
    return [layer]
  }
  const sendTile = async (request: FastifyRequest, reply: FastifyReply, layers: Layer[], at: TileAddress) => {
    const visible = layers.map((layer) => narrowed(current(layer), request.principal.areaIds))
    const body = await tileOf(app, visible, { z: at.z, x: at.x, y: at.y })
    const type = 'application/vnd.mapbox-vector-tile'
    return answerCacheable(request, reply, { body, type, visibility: cacheVisibility(layers) })
  }
  const tileJson = async (request: FastifyRequest, layers: Layer[], path: string) => {
    const template = `${request.protocol}://${request.host}/tiles/${path}/{z}/{x}/{y}.mvt`
    return tileJsonOf(layers, template, await options.ground())
  }

  app.get(
    '/tiles/:collections.json',
    {
      config,
      schema: {
        ...tileJsonSchema,
        operationId: 'getTileJson',
        summary: 'TileJSON 3 of one or several collections',
        params: CollectionParams,
      },
    },
    async (request) => {
      const { collections } = request.params
      return tileJson(request, collectionsOf(collections), collections)
    },
  )

  app.get(
    '/tiles/:collections/:z/:x/:y.mvt',
    {
      config,
      schema: {
        ...tileSchema,
        operationId: 'getTile',
        summary: 'Vector tile of one or several collections; 204 when empty',
        params: CollectionTileParams,
      },
    },
    (request, reply) => sendTile(request, reply, collectionsOf(request.params.collections), request.params),
  )

  app.get(
    '/tiles/plans/:plan.json',
    {
      config,
      schema: {
        ...tileJsonSchema,
        operationId: 'getPlanTileJson',
        summary: "TileJSON 3 of a plan's own grids",
        params: PlanParams,
      },
    },
    async (request) => tileJson(request, await planOf(request.params.plan), `plans/${request.params.plan}`),
  )

  app.get(
    '/tiles/plans/:plan/:z/:x/:y.mvt',
    {
      config,
      schema: {
        ...tileSchema,
        operationId: 'getPlanTile',
        summary: "Vector tile of a plan's own grids; 204 when empty",
        params: PlanTileParams,
      },
    },
    async (request, reply) => sendTile(request, reply, await planOf(request.params.plan), request.params),
  )

  app.get(
    '/ogc/collections/:collection/tiles/WebMercatorQuad/:tileMatrix/:tileRow/:tileCol',
    {
      config,
      schema: {
        ...tileSchema,
        operationId: 'getCollectionTile',
        summary: 'The same tile by its OGC API – Tiles address: row before column',
        params: OgcTileParams,
      },
    },
    (request, reply) => {
      const { collection, tileMatrix, tileRow, tileCol } = request.params
      return sendTile(request, reply, collectionsOf(collection), { z: tileMatrix, x: tileCol, y: tileRow })
    },
  )
}
