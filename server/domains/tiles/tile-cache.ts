import { LRUCache } from 'lru-cache'
import type { Tile } from '../../algorithms/tiling/touched-tiles.ts'
import type { ChangeFeed, MapChange } from '../../platform/change-feed.ts'
import { EncodedBody } from '../../platform/encoded-body.ts'
import type { Followed, Layer } from '../../platform/layers.ts'
import { TileIndex } from './tile-index.ts'

/** Tiles that change together: the same layers as seen by the same callers. */
type Group = { key: string; follows: readonly Followed[]; layers: readonly Layer[]; tiles: TileIndex }
type Kept = { group: Group; tile: Tile; body: EncodedBody }
/** One being made; a change that touches it while it is made takes it off the list, and it is not kept. */
type Flight = { group: Group; tile: Tile; body: Promise<EncodedBody> }

export type KeptTile = { body: EncodedBody; how: 'kept' | 'shared' | 'made' | 'passed' }

/** What every tile takes beside its bytes: key, index, object. */
const OVERHEAD_BYTES = 400

/**
 * Keeps tiles until something they show changes. Each is made once however many ask for it at the same time; memory is bounded, the
 * least recently used go first; while changes could be missed nothing is kept at all.
 */
export class TileCache {
  readonly #kept: LRUCache<string, Kept>
  readonly #flights = new Map<string, Flight>()
  readonly #groups = new Map<string, Group>()
  readonly #isUsable: () => boolean
  /** Tiles given up because what they show has changed. */
  purged = 0

  /** @param options.isUsable whether every change, also one that comes with time alone, would be heard */
  constructor(changes: ChangeFeed, options: { maxBytes: number; isUsable: () => boolean }) {
    this.#isUsable = () => options.maxBytes > 0 && changes.isLive && options.isUsable()
    this.#kept = new LRUCache<string, Kept>({
      maxSize: Math.max(1, options.maxBytes),
      sizeCalculation: ({ body }) => body.byteLength + OVERHEAD_BYTES,
      dispose: ({ group, tile }) => group.tiles.remove(tile),
    })
    changes.subscribe({ changed: (change) => this.#purge(change), interrupted: () => this.clear() })
  }

  get byteLength(): number {
    return this.#kept.calculatedSize
  }

  get size(): number {
    return this.#kept.size
  }

  /** The tile if it is kept: without waiting, for the many requests that ask for such. */
  peek(audience: string, tile: Tile): EncodedBody | undefined {
    return this.#kept.get(keyOf(audience, tile))?.body
  }

  /**
   * @param audience names the layers and who sees them; `layers` are what it stands for
   * @param make     makes the tile from what the database holds now
   */
  async tile(
    audience: string,
    layers: readonly Layer[],
    tile: Tile,
    make: () => Promise<Buffer>,
  ): Promise<KeptTile> {
    if (!this.#isUsable()) return { body: new EncodedBody(await make()), how: 'passed' }
    const key = keyOf(audience, tile)
    const kept = this.#kept.get(key)
    if (kept) return { body: kept.body, how: 'kept' }
    const underWay = this.#flights.get(key)
    if (underWay) return { body: await underWay.body, how: 'shared' }
    return { body: await this.#make(key, this.#groupOf(audience, layers), tile, make), how: 'made' }
  }

  /** After a form of a kept tile has been compressed: it takes more room now. */
  weigh(audience: string, tile: Tile, body: EncodedBody) {
    const key = keyOf(audience, tile)
    const kept = this.#kept.peek(key)
    if (kept?.body === body) this.#kept.set(key, { ...kept }, { noDisposeOnSet: true })
  }

  clear() {
    this.#flights.clear()
    this.#groups.clear()
    this.#kept.clear()
  }

  /** Gives up whatever shows these layers: time has changed them. */
  forget(isConcerned: (layer: Layer) => boolean) {
    for (const group of this.#groups.values())
      if (group.layers.some(isConcerned)) for (const tile of group.tiles.all()) this.#drop(group, tile)
  }

  async #make(key: string, group: Group, tile: Tile, make: () => Promise<Buffer>): Promise<EncodedBody> {
    const body = make().then((bytes) => new EncodedBody(bytes))
    const flight: Flight = { group, tile, body }
    this.#flights.set(key, flight)
    group.tiles.add(tile)
    try {
      const made = await body
      if (this.#flights.get(key) === flight) {
        this.#kept.set(key, { group, tile, body: made })
        this.#flights.delete(key)
        // Too large to be kept at all, or squeezed out at once.
        if (!this.#kept.has(key)) group.tiles.remove(tile)
      }
      return made
    } catch (error) {
      if (this.#flights.get(key) === flight) this.#drop(group, tile)
      throw error
    }
  }

  #groupOf(audience: string, layers: readonly Layer[]): Group {
    let group = this.#groups.get(audience)
    if (!group) {
      const follows = layers.flatMap((layer) => layer.follows)
      group = { key: audience, follows, layers, tiles: new TileIndex() }
      this.#groups.set(audience, group)
    }
    return group
  }

  #purge(change: MapChange) {
    for (const group of this.#groups.values()) {
      const followed = group.follows.filter((it) => concerns(it, change))
      if (followed.length === 0) continue
      const touched = followed.some((it) => it.anywhere) ? group.tiles.all() : group.tiles.touchedBy(change)
      for (const tile of touched) this.#drop(group, tile)
    }
  }

  #drop(group: Group, tile: Tile) {
    const key = keyOf(group.key, tile)
    this.#flights.delete(key)
    if (this.#kept.delete(key)) this.purged++
    group.tiles.remove(tile)
  }
}

const keyOf = (audience: string, { z, x, y }: Tile) => `${z}/${x}/${y} ${audience}`

const concerns = ({ table, scope }: Followed, change: MapChange) =>
  table === change.table &&
  (scope === undefined || change.scopes === undefined || change.scopes.includes(scope))
