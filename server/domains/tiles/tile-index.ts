import { type MetreBox, type Tile, tileRange, tileShows } from '../../algorithms/tiling/touched-tiles.ts'
import type { MapChange } from '../../platform/change-feed.ts'

/** The tiles that are kept, by place: finds those that a change touches without looking at the others. */
export class TileIndex {
  /** For each zoom, tiles by column and row in one number. */
  readonly #zooms = new Map<number, Map<number, Tile>>()

  add(tile: Tile) {
    const zoom = this.#zooms.get(tile.z) ?? new Map<number, Tile>()
    zoom.set(numberOf(tile), tile)
    this.#zooms.set(tile.z, zoom)
  }

  remove(tile: Tile) {
    this.#zooms.get(tile.z)?.delete(numberOf(tile))
  }

  all(): Tile[] {
    return [...this.#zooms.values()].flatMap((zoom) => [...zoom.values()])
  }

  /** Those that show where something was or is now; all when the change does not tell where. */
  touchedBy({ shapes, boxes }: MapChange): Tile[] {
    if (shapes)
      return shapes.flatMap((shape) =>
        this.#within(boxOf(shape as { coordinates: unknown })).filter((tile) => tileShows(tile, shape)),
      )
    return boxes ? boxes.flatMap((box) => this.#within(box)) : this.all()
  }

  #within(box: MetreBox): Tile[] {
    return [...this.#zooms].flatMap(([z, zoom]) => {
      const { firstX, lastX, firstY, lastY } = tileRange(box, z)
      const isIn = ({ x, y }: Tile) => x >= firstX && x <= lastX && y >= firstY && y <= lastY
      // Whichever are fewer: the tiles of the range, or those that are kept.
      const [columns, rows] = [lastX - firstX + 1, lastY - firstY + 1]
      if (columns * rows > zoom.size) return [...zoom.values()].filter(isIn)
      return Array.from({ length: columns * rows }, (_, i) =>
        zoom.get(numberOf({ z, x: firstX + (i % columns), y: firstY + Math.floor(i / columns) })),
      ).filter((tile) => tile !== undefined)
    })
  }
}

/** Up to zoom 22 a column and a row fit one exact number. */
const numberOf = ({ z, x, y }: Tile) => x * 2 ** z + y

function boxOf({ coordinates }: { coordinates: unknown }): MetreBox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const positions = (coordinates as unknown[]).flat(Infinity) as number[]
  for (let i = 0; i < positions.length; i += 2) {
    west = Math.min(west, positions[i]!)
    east = Math.max(east, positions[i]!)
    south = Math.min(south, positions[i + 1]!)
    north = Math.max(north, positions[i + 1]!)
  }
  return [west, south, east, north]
}
