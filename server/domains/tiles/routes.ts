import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { notFound } from '../../platform/errors.ts'
import { type Layer, layerNamed } from '../../platform/layers.ts'
import { publicAddress } from '../../platform/public-address.ts'
import { Remembered } from '../../platform/remembered.ts'
import { ogcTileRoutes, type SendTile } from './ogc-routes.ts'
import { openTiles } from './open-tiles.ts'
import {
  CollectionParams,
  CollectionTileParams,
  PlanParams,
  PlanTileParams,
  TileJsonSchema,
  VectorTile,
} from './schemas.ts'
import { styleRoutes } from './style-routes.ts'
import { type Ground, tileJsonOf } from './tile-json.ts'
import '../../platform/metrics-routes.ts'
import '../../platform/services.ts'

export type TileOptions = {
  /** What every domain publishes. */
  layers: readonly Layer[]
  /** The grids of one plan, drafts too; undefined when there is no such plan. */
  planLayer: (plan: string) => Promise<Layer | undefined>
  /** Where the data lies and whom to name for it. */
  ground: () => Promise<Ground>
  /** How much room kept tiles may take; 0 keeps none. */
  cacheMegabytes: number
}

const config = { access: { role: 'viewer', jurisdiction: 'public' } } as const
/** Addresses as they are written in TileJSON. */
const TILE_PATH =
  /^\/tiles\/(?:plans\/([0-9a-f-]{36})|([a-z0-9,-]+))\/(0|[1-9]\d?)\/(0|[1-9]\d{0,6})\/(0|[1-9]\d{0,6})\.mvt$/
const MOST_KNOWN = 1000
const problem = Type.Ref('Problem')
const tileSchema = { tags: ['tiles'], response: { 200: VectorTile, default: problem } }
const tileJsonSchema = { tags: ['tiles'], response: { 200: TileJsonSchema, default: problem } }

export const routes: FastifyPluginAsyncTypebox<TileOptions> = async (app, options) => {
  const tiles = openTiles(app, options)
  app.addHook('onReady', () => tiles.start())
  app.addHook('onClose', async () => tiles.stop())
  const sendTile: SendTile = async (request, reply, layers, at) => {
    const { status, headers, body } = await tiles.answer(layers, at, request)
    return reply.code(status).headers(headers).send(body)
  }
  const ground = new Remembered(app.changes, ['areas'], options.ground)
  const plans = new Remembered(app.changes, ['plans'], options.planLayer)

  const collectionsOf = (names: string): Layer[] =>
    [...new Set(names.split(','))].map((name) => {
      const layer = layerNamed(options.layers, name)
      if (!layer) throw notFound('collection', name)
      return layer
    })
  const planOf = async (plan: string): Promise<Layer[]> => {
    const layer = await plans.get(plan)
    if (!layer) throw notFound('plan', plan)
    return [layer]
  }
  const tileJson = async (request: FastifyRequest, layers: Layer[], path: string) => {
    const template = `${publicAddress(request)}/tiles/${path}/{z}/{x}/{y}.mvt`
    return tileJsonOf(layers, template, await ground.get(''))
  }

  /** Collections asked for so far: a shortcut leaves the others to their route, which says what is wrong with them. */
  const known = new Map<string, Layer[]>()
  const layersAt = (collections: string | undefined, plan: string | undefined) => {
    if (plan === undefined) return known.get(collections as string)
    const layer = plans.peek(plan)
    return layer && [layer]
  }
  app.shortcuts.push((path, principal, headers) => {
    const [, plan, collections, z, x, y] = TILE_PATH.exec(path) ?? []
    const layers = z === undefined ? undefined : layersAt(collections, plan)
    return layers && tiles.ready(layers, { z: Number(z), x: Number(x), y: Number(y) }, { principal, headers })
  })

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

  // Some clients, GDAL among them, know tiles by the other ending only.
  for (const [ending, operationId] of [
    ['mvt', 'getTile'],
    ['pbf', 'getTileAsPbf'],
  ] as const)
    app.get(
      `/tiles/:collections/:z/:x/:y.${ending}`,
      {
        config,
        schema: {
          ...tileSchema,
          operationId,
          summary: 'Vector tile of one or several collections; 204 when empty',
          params: CollectionTileParams,
        },
      },
      (request, reply) => {
        const layers = collectionsOf(request.params.collections)
        if (known.size < MOST_KNOWN) known.set(request.params.collections, layers)
        return sendTile(request, reply, layers, request.params)
      },
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
        summary: "Vector tile of a plan's own grids; 204 when empty. Of a published plan it never changes",
        params: PlanTileParams,
      },
    },
    async (request, reply) => sendTile(request, reply, await planOf(request.params.plan), request.params),
  )

  app.register(ogcTileRoutes, {
    sendTile,
    layerNamed: (name) => collectionsOf(name)[0]!,
    ground: () => ground.get(''),
  })
  app.register(styleRoutes, {
    layers: options.layers,
    layersNamed: collectionsOf,
    planOf,
    ground: () => ground.get(''),
  })
}
