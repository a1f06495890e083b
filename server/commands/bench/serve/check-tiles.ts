import { type Database, oneRow } from '../../../platform/database.ts'
import { DomainError } from '../../../platform/errors.ts'
import { ask } from './ask.ts'
import { type AddressWords, bestTileSql, POINTS } from './bare-sql.ts'
import { compareCounts, compareTiles, isClustered } from './compare-tiles.ts'
import type { Field } from './field.ts'
import { loadTileReader } from './read-tile.ts'
import { type ServeCase, tilePath } from './serve-case.ts'
import { chooseTiles } from './tile-addresses.ts'

const SAMPLE = 5
/** The closest zoom of incidents: there each point is shown by itself. */
const POINTS_ALONE_ZOOM = 16

/** Our server, as somebody with a key sees it. */
export type OurServer = Readonly<{ origin: string; headers: Readonly<Record<string, string>> }>

/**
 * Compares tiles of ours with those of the best SQL: same features, same attributes; where points are clustered, as many points.
 *
 * @returns a sentence for each difference; none, and what is measured is the same work
 */
export async function checkTiles(
  db: Database,
  server: OurServer,
  cases: readonly ServeCase[],
  field: Field,
): Promise<string[]> {
  const readTile = await loadTileReader()
  const hasPoints = cases.some(({ source }) => source === POINTS)
  const alone = hasPoints
    ? [{ source: POINTS, tiles: chooseTiles(field.box, POINTS_ALONE_ZOOM, SAMPLE) }]
    : []
  const differences: string[] = []
  for (const { source, tiles } of [...cases, ...alone])
    for (const tile of sampleOf(tiles)) {
      const path = tilePath(source, tile)
      const words = { z: String(tile.z), x: String(tile.x), y: String(tile.y) }
      const answer = await ask(`${server.origin}${path}`, server.headers)
      const ours = readTile(answer.body, source.collection)
      const theirs = readTile(await sqlTile(db, bestTileSql(source, words)), source.collection)
      const compare = isClustered(ours) && tile.z < POINTS_ALONE_ZOOM ? compareCounts : compareTiles
      const found = compare(ours, theirs)
      differences.push(...found.map((it) => `${path}: ${it}`))
    }
  return differences
}

const sampleOf = <Item>(items: readonly Item[]) =>
  items.filter((_, i) => i % Math.ceil(items.length / SAMPLE) === 0)

const sqlTile = async (db: Database, sql: string) => (await oneRow<{ mvt: Buffer }>(db, sql)).mvt

/** Mean size of the tiles of a statement. */
export async function meanBytes(
  db: Database,
  { source, tiles }: ServeCase,
  sqlOf: (source: ServeCase['source'], words: AddressWords) => string,
): Promise<number> {
  let sum = 0
  for (const { z, x, y } of tiles) {
    const sql = sqlOf(source, { z: String(z), x: String(x), y: String(y) })
    const { bytes } = await oneRow<{ bytes: number }>(
      db,
      /* sql */ `select length(mvt) as bytes from (${sql}) as made`,
    )
    sum += bytes
  }
  return sum / tiles.length
}

/** @throws DomainError when the tiles could be had without a key: then nobody's right to them would be looked up */
export async function assertKeyIsNeeded(origin: string, { source, tiles }: ServeCase): Promise<void> {
  const { status } = await ask(`${origin}${tilePath(source, tiles[0]!)}`)
  if (status !== 401)
    throw new DomainError('unavailable', `Without a key the server answered ${status}, not 401.`)
}
