import type { IncomingHttpHeaders } from 'node:http'
import type { Registry } from 'prom-client'
import type { Principal } from '../../platform/access.ts'
import type { ChangeFeed } from '../../platform/change-feed.ts'
import type { Database } from '../../platform/database.ts'
import { cacheVisibility, current, type Layer, narrowed } from '../../platform/layers.ts'
import type { ReadyAnswer } from '../../platform/shortcut.ts'
import { countTiles } from './count-tiles.ts'
import type { TileAddress } from './schemas.ts'
import { type TileCaching, tileAnswer } from './tile-answer.ts'
import { TileCache } from './tile-cache.ts'
import { refuseOutside, tileOf } from './tile-of.ts'
import { TimedChanges } from './timed-changes.ts'

/** Who asks, and what of the request's headers matters to the answer. */
export type TileCaller = Readonly<{ principal: Principal; headers: IncomingHttpHeaders }>

export type OpenTiles = {
  /** Learns what changes with time alone; until then nothing is kept. */
  start: () => Promise<void>
  stop: () => void
  /** The tile of some layers, as they are now and as the caller may see them. */
  answer: (layers: readonly Layer[], at: TileAddress, caller: TileCaller) => Promise<ReadyAnswer>
  /** The same answer from memory, without waiting; undefined when it is not there. */
  ready: (layers: readonly Layer[], at: TileAddress, caller: TileCaller) => ReadyAnswer | undefined
}

/**
 * The tiles of this process: made once, kept until what they show changes, counted.
 *
 * @param options.layers         all there are, for what changes with time alone
 * @param options.cacheMegabytes how much room kept tiles may take; 0 keeps none
 */
export function openTiles(
  { db, changes, metrics }: { db: Database; changes: ChangeFeed; metrics: Registry },
  { layers, cacheMegabytes }: { layers: readonly Layer[]; cacheMegabytes: number },
): OpenTiles {
  const counted = countTiles(metrics)
  const timed: TimedChanges = new TimedChanges(db, changes, layers, (passed) =>
    cache.forget((layer) => layer.nextChange === passed),
  )
  const cache = new TileCache(changes, {
    maxBytes: cacheMegabytes * 1024 * 1024,
    isUsable: () => timed.isKnown,
  })
  counted.follow(cache)

  const answer: OpenTiles['answer'] = async (wanted, { z, x, y }, { principal, headers: asked }) => {
    const tile = { z, x, y }
    refuseOutside(wanted, tile)
    const { audience, caching } = describeAudience(wanted, principal.areaIds)
    const seen = wanted.map((layer) => narrowed(current(layer), principal.areaIds))
    const { body, how } = await cache.tile(audience, seen, tile, () => tileOf(db, seen, tile, counted.time))
    counted.answered(how)
    const answer = tileAnswer(body, caching, asked)
    if (answer) return answer
    await body.form(body.encodingFor(asked['accept-encoding'] as string | undefined))
    cache.weigh(audience, tile, body)
    return tileAnswer(body, caching, asked)!
  }

  const ready: OpenTiles['ready'] = (wanted, tile, { principal, headers: asked }) => {
    const { audience, caching } = describeAudience(wanted, principal.areaIds)
    const body = cache.peek(audience, tile)
    const answer = body && tileAnswer(body, caching, asked)
    if (answer) counted.answered('kept')
    return answer
  }
  return { start: () => timed.ask(), stop: () => timed.stop(), answer, ready }
}

type Audience = Readonly<{ audience: string; caching: TileCaching }>
/** Of callers who see everything, for the lists of layers that are asked for again and again. */
const unrestricted = new WeakMap<readonly Layer[], Audience>()

/**
 * Who sees the same: callers with the same areas, of layers with the same names and values. A plan that has been published is
 * another audience than its draft was: what is good for ever is never a copy from before.
 */
function describeAudience(layers: readonly Layer[], areaIds: readonly string[] | null): Audience {
  const before = unrestricted.get(layers)
  if (before && (areaIds === null || before.caching.visibility === 'public')) return before
  const visibility = cacheVisibility(layers)
  const isShared = areaIds === null || visibility === 'public'
  const names = layers.map(({ name, bindings, isFrozen }) =>
    bindings ? [name, bindings, isFrozen ?? false] : name,
  )
  const described = {
    audience: JSON.stringify([names, isShared ? null : areaIds.toSorted()]),
    caching: { visibility, isFrozen: layers.every((layer) => layer.isFrozen === true) },
  }
  if (isShared) unrestricted.set(layers, described)
  return described
}
