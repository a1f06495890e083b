import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { answerCacheable } from '../../platform/answer-cacheable.ts'
import { answerStream } from '../../platform/answer-stream.ts'
import { cacheVisibility, type Layer, narrowed } from '../../platform/layers.ts'
import { publicAddress } from '../../platform/public-address.ts'
import { Feature } from '../../platform/schemas.ts'
import { acceptedFormat, GEOJSON_TYPE, HTML_TYPE, ROW_FORMATS, type RowFormat } from './formats/formats.ts'
import { featureDocument, withoutTimeStamp } from './formats/geojson.ts'
import { getItem, getItems, getItemsPage, type WrittenItems } from './get-items.ts'
import { itemPage, itemsPage } from './html/item-pages.ts'
import { preferredLanguage } from './html/language.ts'
import { CollectionParams, ItemParams, ItemQuery, ItemsQuery, ItemsSchema } from './schemas.ts'
import { CRS84 } from './served-crs.ts'
import '../../platform/services.ts'

export type ItemOptions = {
  /** @throws DomainError `not-found` */
  collectionOf: (name: string) => Layer
  timeZone: string
}

const config = { access: { role: 'viewer', jurisdiction: 'public' } } as const
const tags = ['features']
const problem = Type.Ref('Problem')

const sendHtml = (
  request: FastifyRequest,
  reply: FastifyReply,
  { body, layer, version }: { body: string; layer: Layer; version?: string },
) =>
  answerCacheable(request, reply.header('content-crs', `<${CRS84.uri}>`), {
    body,
    type: `${HTML_TYPE}; charset=utf-8`,
    visibility: cacheVisibility([layer]),
    isTranslated: true,
    ...(version === undefined ? {} : { version }),
  })

/** Short answers are put together first and have an ETag; long ones are sent as they are read. */
async function sendWritten(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: { written: WrittenItems; layer: Layer; format: RowFormat },
) {
  const { written, layer, format } = answer
  const { type, isFile } = ROW_FORMATS[format]
  const visibility = cacheVisibility([layer])
  reply.header('content-crs', `<${written.crs}>`)
  if (isFile) reply.header('content-disposition', `attachment; filename="${layer.name}.${EXTENSION[format]}"`)
  if (written.isStreamed) return answerStream(request, reply, { pieces: written.pieces, type, visibility })
  const pieces: Buffer[] = []
  for await (const piece of written.pieces) pieces.push(piece)
  const body = Buffer.concat(pieces)
  const next = written.next()
  // A file has no place for it inside.
  if (isFile && next) reply.header('link', `<${next.href}>; rel="next"; type="${next.type}"`)
  return answerCacheable(request, reply, {
    body,
    type,
    visibility,
    ...(format === 'json' ? { identity: withoutTimeStamp(body.toString()) } : {}),
  })
}

const EXTENSION = { json: 'geojson', geojsonseq: 'geojsons', csv: 'csv', fgb: 'fgb' }

export const itemRoutes: FastifyPluginAsyncTypebox<ItemOptions> = async (app, { collectionOf, timeZone }) => {
  const at = (request: FastifyRequest) => {
    const address = publicAddress(request)
    return { address, base: `${address}/ogc`, timeZone, now: new Date() }
  }

  app.get(
    '/ogc/collections/:collection/items',
    {
      config,
      schema: {
        operationId: 'listItems',
        summary: 'OGC API: the features of a collection, by pages or as a file',
        tags,
        params: CollectionParams,
        querystring: ItemsQuery,
        response: { 200: ItemsSchema, default: problem },
      },
    },
    async (request, reply) => {
      const { query } = request
      const layer = narrowed(collectionOf(request.params.collection), request.principal.areaIds)
      const circumstances = at(request)
      const format = query.f ?? acceptedFormat(request.headers.accept)
      if (format !== 'html')
        return sendWritten(request, reply, {
          written: getItems(app.db, layer, query, format, circumstances),
          layer,
          format,
        })
      const language = preferredLanguage(request.headers['accept-language'])
      const page = await getItemsPage(app.db, layer, query, circumstances)
      const body = itemsPage({ language, layer, ...circumstances }, page, query)
      return sendHtml(request, reply, { body, layer })
    },
  )

  app.get(
    '/ogc/collections/:collection/items/:item',
    {
      config,
      schema: {
        operationId: 'getItem',
        summary: 'OGC API: one feature',
        tags,
        params: ItemParams,
        querystring: ItemQuery,
        response: { 200: Feature, default: problem },
      },
    },
    async (request, reply) => {
      const layer = narrowed(collectionOf(request.params.collection), request.principal.areaIds)
      const circumstances = at(request)
      const shown = request.query.f ?? (acceptedFormat(request.headers.accept) === 'html' ? 'html' : 'json')
      const found = await getItem(app.db, layer, request.params.item, request.query, {
        ...circumstances,
        shown,
        reader: request.principal,
      })
      const { version } = found.row
      if (shown === 'html') {
        const language = preferredLanguage(request.headers['accept-language'])
        const body = itemPage({ language, layer, ...circumstances }, found)
        return sendHtml(request, reply, { body, layer: found.writing.layer, version })
      }
      reply.header('content-crs', `<${found.writing.crs.uri}>`)
      return answerCacheable(request, reply, {
        body: featureDocument(found.row, found.writing, found.links),
        type: GEOJSON_TYPE,
        visibility: cacheVisibility([found.writing.layer]),
        version,
      })
    },
  )
}
