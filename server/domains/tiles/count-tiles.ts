import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { KeptTile, TileCache } from './tile-cache.ts'

type How = KeptTile['how']

/** What the tiles of this process tell Prometheus. */
export function countTiles(registry: Registry) {
  const registers = [registry]
  const answers = new Counter<'how'>({
    name: 'wangge_tiles_total',
    help: 'Tiles answered: kept in memory, shared with a request under way, made, or passed by while nothing may be kept.',
    labelNames: ['how'],
    registers,
    collect() {
      for (const [how, count] of counts) this.inc({ how }, count)
      for (const how of counts.keys()) counts.set(how, 0)
    },
  })
  // Counted by hand, since a label looked up for each of many thousand tiles a second would show.
  const counts = new Map<How, number>([
    ['kept', 0],
    ['shared', 0],
    ['made', 0],
    ['passed', 0],
  ])
  for (const how of counts.keys()) answers.inc({ how }, 0)
  const durations = new Histogram({
    name: 'wangge_tile_layer_duration_seconds',
    help: 'Time to make the part of a tile that one layer is.',
    labelNames: ['layer'],
    buckets: [0.002, 0.01, 0.05, 0.2, 1, 5],
    registers,
  })
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value())
      },
    })
  return {
    answered: (how: How) => counts.set(how, counts.get(how)! + 1),
    time: (layer: string, seconds: number) => durations.observe({ layer }, seconds),
    follow: (cache: TileCache) => {
      gauge('wangge_tile_cache_bytes', 'Room that kept tiles take.', () => cache.byteLength)
      gauge('wangge_tile_cache_tiles', 'Tiles that are kept.', () => cache.size)
      gauge(
        'wangge_tile_cache_purged',
        'Tiles given up since the start because what they show changed.',
        () => cache.purged,
      )
    },
  }
}
