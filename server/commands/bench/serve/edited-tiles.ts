import type { Tile } from '../../../algorithms/tiling/touched-tiles.ts'
import type { EditedGrid } from './edited-grid.ts'
import type { Field } from './field.ts'
import { chooseTiles, pathOf, tileInTheMiddle, tilesAround } from './tile-addresses.ts'

const ZOOMS = [12, 14] as const

/** Tiles all over the field and all around the grid, each once; and those of them that show the grid for certain. */
export function editedTiles({ box }: Field, grid: EditedGrid): { kept: Tile[]; showing: Tile[] } {
  const kept = ZOOMS.flatMap((z) => [...chooseTiles(box, z), ...tilesAround(grid.box, z, z === 12 ? 1 : 2)])
  return {
    kept: [...new Map(kept.map((tile) => [pathOf(tile), tile])).values()],
    showing: ZOOMS.map((z) => tileInTheMiddle(grid.box, z)),
  }
}
