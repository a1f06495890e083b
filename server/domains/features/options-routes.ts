import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Layer } from '../../platform/layers.ts'
import { CollectionParams, ItemParams } from './schemas.ts'
import { FEATURE_TYPES, PATCH_TYPES } from './write-schemas.ts'

const config = { access: { role: 'viewer', jurisdiction: 'public' } } as const
export const READ_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** What a collection and its items take: clients (QGIS) ask before they offer to edit. */
export const optionsRoutes: FastifyPluginAsyncTypebox<{ collectionOf: (name: string) => Layer }> = async (
  app,
  { collectionOf },
) => {
  const allow = (name: string, methods: string[]) =>
    [...READ_METHODS, ...(collectionOf(name).writes ? methods : [])].join(', ')

  app.options(
    '/ogc/collections/:collection/items',
    { config, schema: { hide: true, params: CollectionParams } },
    (request, reply) =>
      reply
        .code(204)
        .header('allow', allow(request.params.collection, ['POST']))
        .header('accept-post', FEATURE_TYPES.join(', '))
        .send(),
  )

  app.options(
    '/ogc/collections/:collection/items/:item',
    { config, schema: { hide: true, params: ItemParams } },
    (request, reply) =>
      reply
        .code(204)
        .header('allow', allow(request.params.collection, ['PUT', 'PATCH', 'DELETE']))
        .header('accept-patch', PATCH_TYPES.join(', '))
        .send(),
  )
}
