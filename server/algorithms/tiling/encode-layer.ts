import type { TileSize } from './encode-features.ts'
import { type DraftLayer, draftLayer, writeDraft } from './layer-draft.ts'
import type { TileAddress } from './snap-to-tile.ts'

/**
 * Encodes the rows of a layer as a part of a vector tile (version 2): the same bytes from the same rows, on every engine.
 *
 * @param layer rows in EPSG:3857, also such as do not reach into the tile and its buffer. `extent` is the tile's side in its units
 *   (4096), `buffer` how far geometry reaches over it (64). With `clusterUnits` the points of each cell of that side become one
 *   feature with `pointCount`
 * @returns field 3 of a tile, so that the tile of several layers is their bytes one after the other; shapes before single points, each
 *   in the order of the rows; empty when nothing is left
 * @throws RangeError for WKB that cannot be read, with its row's number. Cost: O(vertices + attributes). Deterministic.
 */
export function encodeLayer({
  tile,
  extent = 4096,
  buffer = 64,
  ...layer
}: DraftLayer & Readonly<{ tile: TileAddress }> & Partial<TileSize>): Uint8Array {
  return writeDraft(draftLayer(layer, tile, { extent, buffer })).bytes
}
