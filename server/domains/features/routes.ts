import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { answerCacheable } from '../../platform/answer-cacheable.ts'
import { notFound } from '../../platform/errors.ts'
import { cacheVisibility, current, type Layer, layerNamed, narrowed } from '../../platform/layers.ts'
import { publicAddress } from '../../platform/public-address.ts'
import { Feature } from '../../platform/schemas.ts'
import * as describe from './describe.ts'
import { getItem, getItems } from './get-items.ts'
import { htmlPage } from './html-page.ts'
import * as schemas from './schemas.ts'
import { featureCollectionJson, featureJson, withoutTimeStamp } from './write-items.ts'
import '../../platform/services.ts'

export type FeatureOptions = {
  /** What every domain publishes. */
  layers: readonly Layer[]
  /** Where the data lies: west, south, east, north. */
  ground: () => Promise<{ bounds: readonly number[] }>
}

const config = { access: { role: 'viewer', jurisdiction: 'public' } } as const
const tags = ['features']
const problem = Type.Ref('Problem')

type Shown = 'json' | 'html'
/** What `f` says, else what the client would rather have. */
const shownTo = (request: FastifyRequest<{ Querystring: { f?: Shown } }>): Shown =>
  request.query.f ?? (request.headers.accept?.includes('text/html') ? 'html' : 'json')

const baseOf = (request: FastifyRequest) => `${publicAddress(request)}/ogc`

export const routes: FastifyPluginAsyncTypebox<FeatureOptions> = async (app, { layers, ground }) => {
  const collectionOf = (name: string, request: FastifyRequest): Layer => {
    const layer = layerNamed(layers, name)
    if (!layer) throw notFound('collection', name)
    return narrowed(current(layer), request.principal.areaIds)
  }
  const send = (
    request: FastifyRequest<{ Querystring: { f?: Shown } }>,
    reply: FastifyReply,
    answer: { json: () => string; html: () => string; type?: string; layer?: Layer },
  ) => {
    const isHtml = shownTo(request) === 'html'
    const body = isHtml ? answer.html() : answer.json()
    return answerCacheable(request, reply, {
      body,
      type: isHtml ? describe.HTML_TYPE : (answer.type ?? describe.JSON_TYPE),
      identity: withoutTimeStamp(body),
      visibility: cacheVisibility(answer.layer ? [answer.layer] : []),
    })
  }

  app.get(
    '/ogc',
    {
      config,
      schema: {
        operationId: 'getLandingPage',
        summary: 'OGC API: where everything is',
        tags,
        querystring: schemas.FormatQuery,
        response: { 200: schemas.LandingSchema, default: problem },
      },
    },
    (request, reply) => {
      const landing = describe.describeLanding(baseOf(request), shownTo(request))
      return send(request, reply, { json: () => JSON.stringify(landing), html: () => htmlPage(landing) })
    },
  )

  app.get(
    '/ogc/conformance',
    {
      config,
      schema: {
        operationId: 'getConformance',
        summary: 'OGC API: the classes that are served',
        tags,
        querystring: schemas.FormatQuery,
        response: { 200: schemas.ConformanceSchema, default: problem },
      },
    },
    (request, reply) =>
      send(request, reply, {
        json: () => JSON.stringify({ conformsTo: describe.CONFORMANCE }),
        html: () =>
          htmlPage({
            title: 'Conformance 符合性',
            links: [],
            rows: describe.CONFORMANCE.map((uri) => ({ uri })),
          }),
      }),
  )

  app.get(
    '/ogc/collections',
    {
      config,
      schema: {
        operationId: 'listCollections',
        summary: 'OGC API: the collections',
        tags,
        querystring: schemas.FormatQuery,
        response: { 200: schemas.CollectionsSchema, default: problem },
      },
    },
    async (request, reply) => {
      const [base, shown, { bounds }] = [baseOf(request), shownTo(request), await ground()]
      const collections = layers.map((layer) => describe.describeCollection(layer, base, bounds, shown))
      const links = describe.selfLinks(base, '/collections', describe.JSON_TYPE, shown)
      return send(request, reply, {
        json: () => JSON.stringify({ links, collections }),
        html: () =>
          htmlPage({
            title: 'Collections 图层',
            links,
            rows: collections.map(({ id, title, description }) => ({ id, title, description })),
            hrefOf: ({ id }) => `${base}/collections/${id}?f=html`,
          }),
      })
    },
  )

  app.get(
    '/ogc/collections/:collection',
    {
      config,
      schema: {
        operationId: 'getCollection',
        summary: 'OGC API: one collection',
        tags,
        params: schemas.CollectionParams,
        querystring: schemas.FormatQuery,
        response: { 200: schemas.CollectionSchema, default: problem },
      },
    },
    async (request, reply) => {
      const layer = collectionOf(request.params.collection, request)
      const { bounds } = await ground()
      const collection = describe.describeCollection(layer, baseOf(request), bounds, shownTo(request))
      return send(request, reply, {
        json: () => JSON.stringify(collection),
        html: () => htmlPage(collection),
      })
    },
  )

  app.get(
    '/ogc/collections/:collection/items',
    {
      config,
      schema: {
        operationId: 'listItems',
        summary: 'OGC API: the features of a collection as GeoJSON, by pages',
        tags,
        params: schemas.CollectionParams,
        querystring: schemas.ItemsQuery,
        response: { 200: schemas.ItemsSchema, default: problem },
      },
    },
    async (request, reply) => {
      const layer = collectionOf(request.params.collection, request)
      const shown = shownTo(request)
      const page = await getItems(app.db, layer, { ...request.query, f: shown }, baseOf(request))
      return send(request, reply, {
        type: describe.GEOJSON_TYPE,
        layer,
        json: () => featureCollectionJson(layer, page),
        html: () =>
          htmlPage({
            title: `${layer.title.en} ${layer.title.zh}`,
            links: page.links,
            rows: page.rows.map(({ geometry: _, ...properties }) => properties),
            hrefOf: ({ id }) => `${baseOf(request)}/collections/${layer.name}/items/${id}?f=html`,
          }),
      })
    },
  )

  app.get(
    '/ogc/collections/:collection/items/:item',
    {
      config,
      schema: {
        operationId: 'getItem',
        summary: 'OGC API: one feature as GeoJSON',
        tags,
        params: schemas.ItemParams,
        querystring: schemas.FormatQuery,
        response: { 200: Feature, default: problem },
      },
    },
    async (request, reply) => {
      const layer = collectionOf(request.params.collection, request)
      const { row, links } = await getItem(app.db, layer, request.params.item, {
        base: baseOf(request),
        shown: shownTo(request),
      })
      return send(request, reply, {
        type: describe.GEOJSON_TYPE,
        layer,
        json: () => featureJson(layer, row, links),
        html: () => {
          const { geometry: _, ...properties } = row
          const rows = Object.entries(properties).map(([name, value]) => ({ name, value }))
          return htmlPage({ title: `${layer.title.en} ${layer.title.zh}`, links, rows })
        },
      })
    },
  )
}
