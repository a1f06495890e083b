import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Tile } from '../../algorithms/tiling/touched-tiles.ts'
import type { Principal } from '../../platform/access.ts'
import { cacheVisibility, current, type Layer, narrowed } from '../../platform/layers.ts'
import type { ReadyAnswer } from '../../platform/shortcut.ts'
import { countTiles } from './count-tiles.ts'
import type { TileAddress } from './schemas.ts'
import { tileAnswer } from './tile-answer.ts'
import { TileCache } from './tile-cache.ts'
import { refuseOutside, tileOf } from './tile-of.ts'
import { TimedChanges } from './timed-changes.ts'
import '../../platform/metrics-routes.ts'
import '../../platform/services.ts'

export type OpenTiles = {
  /** Answers with the tile of some layers, as they are now and as the caller may see them. */
  answer: (
    request: FastifyRequest,
    reply: FastifyReply,
    layers: readonly Layer[],
    at: TileAddress,
  ) => Promise<FastifyReply>
  /** The same answer from memory, without waiting; undefined when it is not there. */
  ready: (
    layers: readonly Layer[],
    tile: Tile,
    caller: { principal: Principal; headers: IncomingHttpHeaders },
  ) => ReadyAnswer | undefined
}

/**
 * The tiles of this process: made once, kept until what they show changes, counted.
 *
 * @param options.layers        all there are, for what changes with time alone
 * @param options.cacheMegabytes how much room kept tiles may take; 0 keeps none
 */
export function openTiles(
  app: FastifyInstance,
  { layers, cacheMegabytes }: { layers: readonly Layer[]; cacheMegabytes: number },
): OpenTiles {
  const counted = countTiles(app.metrics)
  const timed: TimedChanges = new TimedChanges(app.db, app.changes, layers, (passed) =>
    cache.forget((layer) => layer.nextChange === passed),
  )
  const cache = new TileCache(app.changes, {
    maxBytes: cacheMegabytes * 1024 * 1024,
    isUsable: () => timed.isKnown,
  })
  counted.follow(cache)
  app.addHook('onReady', () => timed.ask())
  app.addHook('onClose', async () => timed.stop())

  const answer: OpenTiles['answer'] = async (request, reply, wanted, { z, x, y }) => {
    const tile = { z, x, y }
    refuseOutside(wanted, tile)
    const { areaIds } = request.principal
    const { audience, caching } = describeAudience(wanted, areaIds)
    const seen = wanted.map((layer) => narrowed(current(layer), areaIds))
    const { body, how } = await cache.tile(audience, seen, tile, () =>
      tileOf(app.db, seen, tile, counted.time),
    )
    counted.answered(how)
    const { status, headers, encoding } = tileAnswer(body, caching, request.headers)
    reply.code(status).headers(headers)
    if (!encoding) return reply.send()
    const isNew = body.made(encoding) === undefined
    const bytes = await body.form(encoding)
    if (isNew) cache.weigh(audience, tile, body)
    return reply.send(bytes)
  }

  const ready: OpenTiles['ready'] = (wanted, tile, { principal, headers: asked }) => {
    const { audience, caching } = describeAudience(wanted, principal.areaIds)
    const body = cache.peek(audience, tile)
    if (!body) return undefined
    const { status, headers, encoding } = tileAnswer(body, caching, asked)
    const bytes = encoding && body.made(encoding)
    if (encoding && !bytes) return undefined
    counted.answered('kept')
    if (!bytes) return { status, headers }
    headers['content-length'] = String(bytes.length)
    return { status, headers, body: bytes }
  }
  return { answer, ready }
}

function describeAudience(layers: readonly Layer[], areaIds: readonly string[] | null) {
  const visibility = cacheVisibility(layers)
  const audience = audienceOf(layers, visibility === 'public' ? null : areaIds)
  return { audience, caching: { visibility, isFrozen: layers.every((layer) => layer.isFrozen === true) } }
}

/**
 * Who sees the same: callers with the same areas, of layers with the same names and values. A plan that has been published is
 * another audience than its draft was: what is good for ever is never a copy from before.
 */
const audienceOf = (layers: readonly Layer[], areaIds: readonly string[] | null) =>
  JSON.stringify([
    layers.map(({ name, bindings, isFrozen }) => (bindings ? [name, bindings, isFrozen ?? false] : name)),
    areaIds?.toSorted() ?? null,
  ])
