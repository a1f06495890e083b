/** Styles: all that a map elsewhere needs to know is one address. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { answerCacheable } from '../../platform/answer-cacheable.ts'
import { LANGUAGES, type Language } from '../../platform/appearance.ts'
import type { Layer } from '../../platform/layers.ts'
import { publicAddress } from '../../platform/public-address.ts'
import { layerBounds } from './queries.ts'
import { PlanParams } from './schemas.ts'
import { type StyleFrame, styleOf } from './style-of.ts'
import { PlanStyleQuery, StyleListSchema, StyleQuery, StyleSchema } from './style-schemas.ts'
import type { Ground } from './tile-json.ts'

export type StyleOptions = {
  /** What every domain publishes. */
  layers: readonly Layer[]
  /** @throws DomainError `not-found` */
  layersNamed: (names: string) => Layer[]
  /** @throws DomainError `not-found` */
  planOf: (plan: string) => Promise<Layer[]>
  ground: () => Promise<Ground>
}

const config = { access: { role: 'viewer', jurisdiction: 'public' } } as const
const problem = Type.Ref('Problem')
const styleSchema = { tags: ['tiles'], response: { 200: StyleSchema, default: problem } }
const TITLE = { zh: '网格一张图', en: 'Grid governance' }

export const styleRoutes: FastifyPluginAsyncTypebox<StyleOptions> = async (app, options) => {
  const { ground, planOf, layersNamed } = options
  const all = options.layers.filter((layer) => layer.appearance && layer.isPartOf === undefined)

  const send = (
    request: FastifyRequest,
    reply: FastifyReply,
    layers: readonly Layer[],
    frame: Omit<StyleFrame, 'tileJson'> & { path: (layer: Layer) => string },
  ) => {
    const address = publicAddress(request)
    const tileJson = (layer: Layer) => `${address}/tiles/${frame.path(layer)}.json`
    const body = JSON.stringify(styleOf(layers, { ...frame, tileJson }))
    return answerCacheable(request, reply, { body, type: 'application/json', visibility: 'public' })
  }

  app.get(
    '/styles',
    {
      config,
      schema: {
        operationId: 'listStyles',
        summary: 'The styles there are',
        tags: ['tiles'],
        response: { 200: StyleListSchema, default: problem },
      },
    },
    async (request) => {
      const address = `${publicAddress(request)}/styles`
      const languages = [...LANGUAGES]
      const layers = options.layers.filter(({ appearance }) => appearance)
      return {
        styles: [
          {
            id: 'wangge',
            title: TITLE,
            href: `${address}/wangge.json`,
            templated: false,
            languages,
            layers: layers.map(({ name, title }) => ({ name, title })),
          },
          {
            id: 'plan',
            title: { zh: '方案网格', en: 'Grids of a plan' },
            href: `${address}/plans/{plan}.json`,
            templated: true,
            languages,
            layers: [{ name: 'grids', title: { zh: '网格', en: 'Grids' } }],
          },
        ],
      }
    },
  )

  app.get(
    '/styles/wangge.json',
    {
      config,
      schema: {
        ...styleSchema,
        operationId: 'getStyle',
        summary: 'MapLibre style of every layer, or of those named',
        querystring: StyleQuery,
      },
    },
    async (request, reply) => {
      const { layers, lang: language = 'zh' } = request.query
      const wanted = layers === undefined ? all : inDrawingOrder(options.layers, layersNamed(layers))
      const { bounds } = await ground()
      return send(request, reply, wanted, { name: TITLE[language], language, bounds, path: nameOf })
    },
  )

  app.get(
    '/styles/plans/:plan.json',
    {
      config,
      schema: {
        ...styleSchema,
        operationId: 'getPlanStyle',
        summary:
          "MapLibre style of a plan's own grids, drafts too, coloured by the plan's band of households",
        params: PlanParams,
        querystring: PlanStyleQuery,
      },
    },
    async (request, reply) => {
      const { plan } = request.params
      const language: Language = request.query.lang ?? 'zh'
      const layers = await planOf(plan)
      const bounds = (await layerBounds(app.db, layers)) ?? (await ground()).bounds
      const name = layers[0]!.title[language]
      return send(request, reply, layers, { name, language, bounds, path: () => `plans/${plan}` })
    },
  )
}

const nameOf = ({ name }: Layer) => name

/** However they were named: what lies below is drawn first. */
const inDrawingOrder = (all: readonly Layer[], wanted: readonly Layer[]) =>
  all.filter((layer) => wanted.includes(layer))
