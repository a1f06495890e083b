import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { answerCacheable } from '../../platform/answer-cacheable.ts'
import { notFound } from '../../platform/errors.ts'
import { type Layer, layerNamed } from '../../platform/layers.ts'
import { publicAddress } from '../../platform/public-address.ts'
import * as describe from './describe.ts'
import { acceptedFormat, HTML_TYPE, JSON_TYPE } from './formats/formats.ts'
import { type Language, preferredLanguage } from './html/language.ts'
import * as pages from './html/service-pages.ts'
import { itemRoutes } from './item-routes.ts'
import { pageLinks } from './links.ts'
import { describeApi } from './open-api.ts'
import { optionsRoutes } from './options-routes.ts'
import { queryablesOf, sortablesOf } from './queryables.ts'
import * as schemas from './schemas.ts'
import { SERVED_URIS } from './served-crs.ts'
import { writeRoutes } from './write-routes.ts'
import '../../platform/services.ts'

export type FeatureOptions = {
  /** What every domain publishes. */
  layers: readonly Layer[]
  /** Where the data lies: west, south, east, north. */
  ground: () => Promise<{ bounds: readonly number[] }>
  /** Whose days a plain date means. */
  timeZone: string
  /** Classes of other standards that are served below the same landing page. */
  moreConformance: readonly string[]
}

const config = { access: { role: 'viewer', jurisdiction: 'public' } } as const
const tags = ['features']
const problem = Type.Ref('Problem')

type PageRequest = FastifyRequest<{ Querystring: { f?: schemas.PageFormat } }>

/** What `f` says, else what the client would rather have. */
const shownTo = (request: PageRequest): schemas.PageFormat =>
  request.query.f ?? (acceptedFormat(request.headers.accept) === 'html' ? 'html' : 'json')

const send = (
  request: PageRequest,
  reply: FastifyReply,
  answer: { json: object; html: (language: Language) => string; type?: string },
) => {
  const isTranslated = shownTo(request) === 'html'
  return answerCacheable(request, reply, {
    body: isTranslated
      ? answer.html(preferredLanguage(request.headers['accept-language']))
      : JSON.stringify(answer.json),
    type: isTranslated ? `${HTML_TYPE}; charset=utf-8` : (answer.type ?? JSON_TYPE),
    visibility: 'public',
    isTranslated,
  })
}

export const routes: FastifyPluginAsyncTypebox<FeatureOptions> = async (app, options) => {
  const { layers, ground } = options
  const conformsTo = [...describe.CONFORMANCE, ...options.moreConformance]
  const collectionOf = (name: string): Layer => {
    const layer = layerNamed(layers, name)
    if (!layer) throw notFound('collection', name)
    return layer
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
      const address = publicAddress(request)
      const landing = describe.describeLanding(address, shownTo(request))
      return send(request, reply, {
        json: landing,
        html: (language) =>
          pages.landingPage({ links: landing.links, layers, language, base: `${address}/ogc` }),
      })
    },
  )

  // The API document calls the landing page "/" below its server's address.
  app.get('/ogc/', { config, schema: { hide: true } }, (request, reply) =>
    reply.redirect(`${publicAddress(request)}/ogc`, 308),
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
    (request, reply) => {
      const base = `${publicAddress(request)}/ogc`
      const links = pageLinks(base, '/conformance', shownTo(request))
      return send(request, reply, {
        json: { conformsTo },
        html: (language) => pages.conformancePage({ language, base, links, classes: conformsTo }),
      })
    },
  )

  app.get(
    '/ogc/api',
    {
      config,
      schema: {
        operationId: 'getOgcApi',
        summary: 'OGC API: what is served below /ogc, as OpenAPI 3.0',
        tags,
        response: { 200: Type.Object({}, { additionalProperties: true }), default: problem },
      },
    },
    (request, reply) =>
      answerCacheable(request, reply, {
        body: JSON.stringify(describeApi(layers, `${publicAddress(request)}/ogc`)),
        type: describe.OPENAPI_TYPE,
        visibility: 'public',
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
      const [address, shown, { bounds }] = [publicAddress(request), shownTo(request), await ground()]
      const collections = layers.map((layer) =>
        describe.describeCollection(layer, { address, bounds, shown }),
      )
      const base = `${address}/ogc`
      const links = pageLinks(base, '/collections', shown)
      return send(request, reply, {
        json: { links, crs: SERVED_URIS, collections },
        html: (language) => pages.collectionsPage({ language, base, links, layers }),
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
      const layer = collectionOf(request.params.collection)
      const [address, shown, { bounds }] = [publicAddress(request), shownTo(request), await ground()]
      const collection = describe.describeCollection(layer, { address, bounds, shown })
      const { links } = collection
      return send(request, reply, {
        json: collection,
        html: (language) =>
          pages.collectionPage({ language, base: `${address}/ogc`, links, layer, collection }),
      })
    },
  )

  const propertyDocuments = [
    ['queryables', 'getQueryables', 'what the items of a collection can be filtered by', queryablesOf],
    ['sortables', 'getSortables', 'what the items of a collection can be sorted by', sortablesOf],
  ] as const
  for (const [name, operationId, summary, describeProperties] of propertyDocuments)
    app.get(
      `/ogc/collections/:collection/${name}`,
      {
        config,
        schema: {
          operationId,
          summary: `OGC API: ${summary}`,
          tags,
          params: schemas.CollectionParams,
          querystring: schemas.SchemaQuery,
          response: { 200: schemas.PropertiesSchema, default: problem },
        },
      },
      (request, reply) => {
        const layer = collectionOf(request.params.collection)
        const id = `${publicAddress(request)}/ogc/collections/${layer.name}/${name}`
        return answerCacheable(request, reply, {
          body: JSON.stringify(describeProperties(layer, id)),
          type: describe.SCHEMA_TYPE,
          visibility: 'public',
        })
      },
    )

  app.register(itemRoutes, { collectionOf, timeZone: options.timeZone })
  app.register(writeRoutes, { collectionOf, timeZone: options.timeZone })
  app.register(optionsRoutes, { collectionOf })
}
