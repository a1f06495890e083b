import { firstIdOf, tileAt } from '../../algorithms/tiling/tile-ids.ts'
import { type MetreBox, tileRange } from '../../algorithms/tiling/touched-tiles.ts'
import type { Database } from '../../platform/database.ts'
import type { Layer } from '../../platform/layers.ts'
import { EXTENT, isAnyNear } from './queries.ts'
import type { TileAddress } from './schemas.ts'
import { tileOf } from './tile-of.ts'
import { metresOf } from './web-mercator-quad.ts'

export type WalkedTile = {
  /** Its number in a PMTiles archive: they ascend. */
  id: number
  /** Nothing where nothing is in it: told for the share. */
  bytes: Buffer
  /** How far the walk is, 0 to 1. */
  share: number
}

const WORLD_METERS = 40_075_016.685578488

/**
 * Every tile of some layers that has something, and the empty ones that were looked at, from zoom 0 on in the order of their numbers.
 *
 * An empty tile says little of those below it: a polygon less than a unit wide is in none above the zoom where it is wider, a layer in
 * none above its least zoom. Only where no row's box reaches into a tile or its margin, none reaches into the tiles below: their
 * margins lie within its own. So the walk goes down until then.
 *
 * @param bounds west, south, east, north in degrees of all there is
 */
export async function* walkTiles(
  db: Database,
  layers: readonly Layer[],
  { minZoom, maxZoom, bounds }: { minZoom: number; maxZoom: number; bounds: Bounds },
): AsyncGenerator<WalkedTile> {
  const ranges = Array.from({ length: maxZoom + 1 }, (_, z) => tileRange(boxAt(bounds, z), z))
  const sizes = ranges.map(({ firstX, lastX, firstY, lastY }) => (lastX - firstX + 1) * (lastY - firstY + 1))
  const all = sizes.reduce((sum, size) => sum + size, 0)
  let passed = 0
  let positions = [0]
  for (let z = 0; z <= maxZoom; z++) {
    const below: number[] = []
    for (const [i, position] of positions.entries()) {
      const tile = tileAt(z, position)
      if (!isIn(ranges[z]!, tile)) continue
      const bytes = z < minZoom ? NOTHING : await tileOf(db, layers, tile)
      const share = (passed + ((i + 1) / positions.length) * sizes[z]!) / all
      yield { id: firstIdOf(z) + position, bytes, share }
      if (z < maxZoom && (bytes.length > 0 || (await isAnyNear(db, layers, tile))))
        below.push(4 * position, 4 * position + 1, 4 * position + 2, 4 * position + 3)
    }
    passed += sizes[z]!
    positions = below
  }
}

const isIn = ({ firstX, lastX, firstY, lastY }: ReturnType<typeof tileRange>, { x, y }: TileAddress) =>
  x >= firstX && x <= lastX && y >= firstY && y <= lastY

const NOTHING = Buffer.alloc(0)
type Bounds = readonly [number, number, number, number]

/** The bounds in metres and a unit more: a point may snap into a margin from half a unit beyond. */
function boxAt(bounds: Bounds, z: TileAddress['z']): MetreBox {
  const [west, south, east, north] = metresOf(bounds)
  const unit = WORLD_METERS / 2 ** z / EXTENT
  return [west - unit, south - unit, east + unit, north + unit]
}
