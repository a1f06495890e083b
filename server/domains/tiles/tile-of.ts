import { POINT_COUNT } from '../../algorithms/tiling/cluster-features.ts'
import { fitTile } from '../../algorithms/tiling/fit-tile.ts'
import type { DraftLayer } from '../../algorithms/tiling/layer-draft.ts'
import type { TileValue } from '../../algorithms/tiling/tile-features.ts'
import type { Database } from '../../platform/database.ts'
import { invalidRequest, notFound } from '../../platform/errors.ts'
import type { Layer } from '../../platform/layers.ts'
import { BUFFER, EXTENT, tileRows } from './queries.ts'
import type { TileAddress } from './schemas.ts'

/**
 * The tile of some layers at an address: the same bytes on both engines.
 *
 * @param time told how long the rows of each layer took
 * @returns the tile's bytes, not compressed, never more than 500,000; empty when no layer has anything there
 */
export async function tileOf(
  db: Database,
  layers: readonly Layer[],
  tile: TileAddress,
  time: (layer: string, seconds: number) => void = () => {},
): Promise<Buffer> {
  const drafts: DraftLayer[] = []
  for (const layer of layers) {
    if (tile.z < layer.minZoom) continue
    const start = performance.now()
    drafts.push(await draftOf(db, layer, tile))
    time(layer.name, (performance.now() - start) / 1000)
  }
  const { bytes } = fitTile({ tile, layers: drafts, extent: EXTENT, buffer: BUFFER })
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

async function draftOf(db: Database, layer: Layer, tile: TileAddress): Promise<DraftLayer> {
  const rows = await tileRows(db, layer, tile)
  return {
    name: layer.name,
    keys: ['id', ...Object.keys(layer.properties), POINT_COUNT],
    features: rows.map((row) => ({ wkb: row.pop() as Uint8Array, values: row as TileValue[] })),
  }
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
