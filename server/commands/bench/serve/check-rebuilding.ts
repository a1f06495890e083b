import type { Tile } from '../../../algorithms/tiling/touched-tiles.ts'
import type { Database } from '../../../platform/database.ts'
import { ask } from './ask.ts'
import { POLYGONS } from './bare-sql.ts'
import type { OurServer } from './check-tiles.ts'
import { type EditedGrid, editGrid, tilesThatShow } from './edited-grid.ts'
import { tilePath } from './serve-case.ts'

/** Of one edit: tiles kept before it, those it touches, those made anew, and those that changed though it touches them not. */
export type Rebuilding = { kept: number; touched: number; made: number; wrong: string[] }

/** Longer than any purge takes while nothing else is asked. */
const PURGED_MILLISECONDS = 300

/** Edits the grid while all is quiet and looks, in the figures of the server and in the tiles, what was made anew. */
export async function checkRebuilding(
  { db, server }: { db: Database; server: OurServer },
  grid: EditedGrid,
  tiles: readonly Tile[],
  numbers: readonly number[],
): Promise<Rebuilding[]> {
  const results: Rebuilding[] = []
  let before = await readAll(server, tiles)
  for (const number of numbers) {
    const shownBefore = await tilesThatShow(db, grid, tiles)
    await editGrid(db, grid, number)
    const touched = new Set([...shownBefore, ...(await tilesThatShow(db, grid, tiles))])
    await new Promise((resolve) => setTimeout(resolve, PURGED_MILLISECONDS))
    const madeBefore = await tilesMade(server)
    const after = await readAll(server, tiles)
    const made = (await tilesMade(server)) - madeBefore
    const changed = tiles.flatMap((_, i) => (before[i] === after[i] ? [] : [i]))
    const wrong = changed.filter((i) => !touched.has(i)).map((i) => tilePath(POLYGONS, tiles[i]!))
    results.push({ kept: tiles.length, touched: touched.size, made, wrong })
    before = after
  }
  return results
}

/** Asks for every tile once; their ETags. */
async function readAll(server: OurServer, tiles: readonly Tile[]): Promise<string[]> {
  const etags: string[] = []
  for (const tile of tiles) {
    const { headers } = await ask(`${server.origin}${tilePath(POLYGONS, tile)}`, server.headers)
    etags.push(String(headers.etag))
  }
  return etags
}

/** How many tiles the server has made, as it says itself. */
export async function tilesMade(server: OurServer): Promise<number> {
  const { body } = await ask(`${server.origin}/metrics`, server.headers)
  return Number(/^wangge_tiles_total\{how="made"\} (\d+)/m.exec(body.toString())?.[1] ?? Number.NaN)
}
