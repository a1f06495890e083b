import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Counter, Gauge, Histogram } from 'prom-client'
import { cacheVisibility, current, type Layer, narrowed } from '../../platform/layers.ts'
import type { TileAddress } from './schemas.ts'
import { sendTile } from './send-tile.ts'
import { type TileAnswer, TileCache } from './tile-cache.ts'
import { refuseOutside, tileOf } from './tile-of.ts'
import { TimedChanges } from './timed-changes.ts'
import '../../platform/metrics-routes.ts'
import '../../platform/services.ts'

/** Answers with the tile of some layers, as they are now and as the caller may see them. */
export type AnswerTile = (
  request: FastifyRequest,
  reply: FastifyReply,
  layers: readonly Layer[],
  at: TileAddress,
) => Promise<FastifyReply>

/**
 * The tiles of this process: made once, kept until what they show changes, counted.
 *
 * @param options.layers        all there are, for what changes with time alone
 * @param options.cacheMegabytes how much room kept tiles may take; 0 keeps none
 */
export function openTiles(
  app: FastifyInstance,
  { layers, cacheMegabytes }: { layers: readonly Layer[]; cacheMegabytes: number },
): AnswerTile {
  const counted = countersOf(app)
  const timed: TimedChanges = new TimedChanges(app.db, app.changes, layers, (statement) =>
    cache.forget((layer) => layer.nextChange === statement),
  )
  const cache = new TileCache(app.changes, {
    maxBytes: cacheMegabytes * 1024 * 1024,
    isUsable: () => timed.isKnown,
  })
  counted.follow(cache)
  app.addHook('onReady', () => timed.ask())
  app.addHook('onClose', async () => timed.stop())

  return async (request, reply, wanted, at) => {
    refuseOutside(wanted, at)
    const tile = { z: at.z, x: at.x, y: at.y }
    const areaIds = request.principal.areaIds
    const visibility = cacheVisibility(wanted)
    const audience = audienceOf(wanted, visibility === 'public' ? null : areaIds)
    const seen = wanted.map((layer) => narrowed(current(layer), areaIds))
    const { body, how } = await cache.tile(audience, seen, tile, () => tileOf(app, seen, tile, counted.time))
    counted.answers.inc({ how })
    return sendTile(request, reply, body, {
      visibility,
      isFrozen: wanted.every((layer) => layer.isFrozen === true),
      weigh: () => cache.weigh(audience, tile, body),
    })
  }
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

function countersOf(app: FastifyInstance) {
  const registers = [app.metrics]
  const answers = new Counter<'how'>({
    name: 'wangge_tiles_total',
    help: 'Tiles answered: kept in memory, shared with a request under way, made, or passed by while nothing may be kept.',
    labelNames: ['how'],
    registers,
  })
  for (const how of ['kept', 'shared', 'made', 'passed'] satisfies TileAnswer['how'][])
    answers.inc({ how }, 0)
  const durations = new Histogram({
    name: 'wangge_tile_layer_duration_seconds',
    help: 'Time to make the part of a tile that one layer is.',
    labelNames: ['layer'],
    buckets: [0.002, 0.01, 0.05, 0.2, 1, 5],
    registers,
  })
  const follow = (cache: TileCache) => {
    const gauge = (name: string, help: string, value: () => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value())
        },
      })
    gauge('wangge_tile_cache_bytes', 'Room that kept tiles take.', () => cache.byteLength)
    gauge('wangge_tile_cache_tiles', 'Tiles that are kept.', () => cache.size)
    gauge(
      'wangge_tile_cache_purged',
      'Tiles given up since the start because what they show changed.',
      () => cache.purged,
    )
  }
  return { answers, follow, time: (layer: string, seconds: number) => durations.observe({ layer }, seconds) }
}
