/** OGC API – Tiles: the same tiles by the addresses of the standard, with what it says about them. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { notFound } from '../../platform/errors.ts'
import type { Layer } from '../../platform/layers.ts'
import { publicAddress } from '../../platform/public-address.ts'
import { describeTileSet } from './describe-tile-set.ts'
import * as schemas from './ogc-schemas.ts'
import { OgcTileParams, type TileAddress, VectorTile } from './schemas.ts'
import type { Ground } from './tile-json.ts'
import { refuseOutside } from './tile-of.ts'
import { TILE_MATRIX_SET, TILE_MATRIX_SET_URI, tileLimits, tileMatrixSet } from './web-mercator-quad.ts'

/** Answers a request with the tile of some layers, as the caller may see them. */
export type SendTile = (
  request: FastifyRequest,
  reply: FastifyReply,
  layers: readonly Layer[],
  at: TileAddress,
) => Promise<FastifyReply>

export type OgcTileOptions = {
  sendTile: SendTile
  /** @throws DomainError `not-found` */
  layerNamed: (name: string) => Layer
  ground: () => Promise<Ground>
}

const config = { access: { role: 'viewer', jurisdiction: 'public' } } as const
const problem = Type.Ref('Problem')
const tags = ['tiles']

export const ogcTileRoutes: FastifyPluginAsyncTypebox<OgcTileOptions> = async (app, options) => {
  const baseOf = (request: FastifyRequest, path = '') => `${publicAddress(request)}/ogc${path}`

  app.get(
    '/ogc/tileMatrixSets',
    {
      config,
      schema: {
        operationId: 'listTileMatrixSets',
        summary: 'OGC API – Tiles: how tiles divide the world',
        tags,
        response: { 200: schemas.TileMatrixSetsSchema, default: problem },
      },
    },
    (request) => ({
      tileMatrixSets: [
        {
          id: TILE_MATRIX_SET,
          title: tileMatrixSet().title,
          uri: TILE_MATRIX_SET_URI,
          links: [
            {
              href: baseOf(request, `/tileMatrixSets/${TILE_MATRIX_SET}`),
              rel: 'self',
              type: 'application/json',
            },
          ],
        },
      ],
    }),
  )

  app.get(
    `/ogc/tileMatrixSets/${TILE_MATRIX_SET}`,
    {
      config,
      schema: {
        operationId: 'getTileMatrixSet',
        summary: 'OGC API – Tiles: the definition of WebMercatorQuad',
        tags,
        response: { 200: schemas.TileMatrixSetSchema, default: problem },
      },
    },
    () => tileMatrixSet(),
  )

  const tileSetOf = async (request: FastifyRequest, collection: string) => {
    const layer = options.layerNamed(collection)
    return describeTileSet(layer, publicAddress(request), await options.ground())
  }

  app.get(
    '/ogc/collections/:collection/tiles',
    {
      config,
      schema: {
        operationId: 'listTileSets',
        summary: 'OGC API – Tiles: the tile sets of a collection',
        tags,
        params: schemas.CollectionTilesParams,
        response: { 200: schemas.TileSetsSchema, default: problem },
      },
    },
    async (request) => {
      const { collection } = request.params
      const tileSet = await tileSetOf(request, collection)
      const href = baseOf(request, `/collections/${collection}/tiles`)
      return { tilesets: [tileSet], links: [{ href, rel: 'self', type: 'application/json' }] }
    },
  )

  app.get(
    `/ogc/collections/:collection/tiles/${TILE_MATRIX_SET}`,
    {
      config,
      schema: {
        operationId: 'getTileSet',
        summary: 'OGC API – Tiles: the tile set of a collection',
        tags,
        params: schemas.CollectionTilesParams,
        response: { 200: schemas.TileSetSchema, default: problem },
      },
    },
    (request) => tileSetOf(request, request.params.collection),
  )

  app.get(
    `/ogc/collections/:collection/tiles/${TILE_MATRIX_SET}/:tileMatrix/:tileRow/:tileCol`,
    {
      config,
      schema: {
        operationId: 'getCollectionTile',
        summary: 'The same tile by its OGC API – Tiles address: row before column',
        tags,
        params: OgcTileParams,
        response: { 200: VectorTile, default: problem },
      },
    },
    async (request, reply) => {
      const { collection, tileMatrix: z, tileRow: y, tileCol: x } = request.params
      const layer = options.layerNamed(collection)
      refuseOutside([layer], { z, x, y })
      refuseBeyond(tileLimits((await options.ground()).bounds, z), { x, y })
      return options.sendTile(request, reply, [layer], { z, x, y })
    },
  )
}

/** The standard has limits: beyond them there is no tile, not an empty one. */
function refuseBeyond(limits: ReturnType<typeof tileLimits>, { x, y }: { x: number; y: number }) {
  const { minTileRow, maxTileRow, minTileCol, maxTileCol } = limits
  if (y < minTileRow || y > maxTileRow || x < minTileCol || x > maxTileCol)
    throw notFound('tile', `${limits.tileMatrix}/${y}/${x}`, {
      remedy: `At this zoom the data lies in rows ${minTileRow} to ${maxTileRow} and columns ${minTileCol} to ${maxTileCol}.`,
    })
}
