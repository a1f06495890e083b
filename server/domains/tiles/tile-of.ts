import type { Capabilities } from '../../platform/capabilities.ts'
import type { Database } from '../../platform/database.ts'
import { invalidRequest, notFound } from '../../platform/errors.ts'
import type { Layer } from '../../platform/layers.ts'
import { encodeTile } from './encode-tile.ts'
import { databaseTile, tileRows } from './queries.ts'
import type { TileAddress } from './schemas.ts'

/**
 * The tile of some layers at an address: one function over both engines.
 * @returns the tile's bytes, not compressed; empty when no layer has anything there
 * @param time told how long each layer took
 */
export async function tileOf(
  { db, capabilities }: { db: Database; capabilities: Capabilities },
  layers: readonly Layer[],
  tile: TileAddress,
  time: (layer: string, seconds: number) => void = () => {},
): Promise<Buffer> {
  const parts: Buffer[] = []
  for (const layer of layers) {
    if (tile.z < layer.minZoom) continue
    const start = performance.now()
    parts.push(
      capabilities.mvt
        ? await databaseTile(db, layer, tile)
        : encodeTile(layer.name, tile, await tileRows(db, layer, tile)),
    )
    time(layer.name, (performance.now() - start) / 1000)
  }
  // A tile is a list of layers: tiles written one after the other are a tile.
  return Buffer.concat(parts)
}

/** The zooms at which any of the layers has tiles. */
export const zoomsOf = (layers: readonly Layer[]) => ({
  minzoom: Math.min(...layers.map((layer) => layer.minZoom)),
  maxzoom: Math.max(...layers.map((layer) => layer.maxZoom)),
})

/** @throws DomainError when there is no such tile, at any time or at this zoom */
export function refuseOutside(layers: readonly Layer[], { z, x, y }: TileAddress) {
  const size = 2 ** z
  if (x >= size || y >= size)
    throw invalidRequest(
      x >= size ? 'params/x' : 'params/y',
      `Zoom ${z} has the columns and rows 0 to ${size - 1}; the tile ${x}, ${y} is outside.`,
    )
  const { minzoom, maxzoom } = zoomsOf(layers)
  if (z < minzoom || z > maxzoom)
    throw notFound('tile', `${z}/${x}/${y}`, {
      remedy: `The tiles of ${layers.map((layer) => layer.name).join(', ')} are at zooms ${minzoom} to ${maxzoom}.`,
    })
}
