import type { Knex } from 'knex'
import knexPostgis from 'knex-postgis'
import type { Database } from '../../platform/database.ts'
import { type Layer, propertyColumns } from '../../platform/layers.ts'
import type { Box } from './schemas.ts'

/** A feature as it comes from the database: its geometry is GeoJSON text. */
export type ItemRow = { id: string; geometry: string } & Record<string, unknown>

/** Beyond this many a count is not made. */
const MOST_COUNTED = 10_000

/** Rows of a layer that intersect one of the boxes; all without boxes. */
function matching(db: Database, layer: Layer, boxes: readonly Box[]): Knex.QueryBuilder {
  const spatial = knexPostgis(db)
  const query = db.from(db.raw(`(${layer.sql}) as source`, { ...layer.bindings }))
  if (boxes.length === 0) return query
  return query.where((either) => {
    for (const box of boxes) {
      // A box without width or height is a point or a line, which ST_Envelope makes of it.
      const envelope = db.raw('ST_Envelope(?)', [spatial.makeEnvelope(...box, 4326)])
      either.orWhere(spatial.intersects('source.geom', envelope))
    }
  })
}

const columns = (db: Database, layer: Layer) => [
  db.raw('source.id::text as id'),
  db.raw(propertyColumns(layer)),
  knexPostgis(db).asGeoJSON('source.geom').as('geometry'),
]

/** One row a feature after the cursor, by id; `limit + 1` rows at most, so that the caller sees whether there are more. */
export const listItems = async (
  db: Database,
  layer: Layer,
  page: { boxes: readonly Box[]; cursor: string | undefined; limit: number },
): Promise<ItemRow[]> => {
  const query = matching(db, layer, page.boxes)
  if (page.cursor !== undefined) query.where('source.id', '>', page.cursor)
  return query
    .select(columns(db, layer))
    .orderBy('source.id')
    .limit(page.limit + 1)
}

/** How many features match, or undefined when they are more than are counted. */
export async function countItems(
  db: Database,
  layer: Layer,
  boxes: readonly Box[],
): Promise<number | undefined> {
  const some = matching(db, layer, boxes)
    .select(db.raw('1'))
    .limit(MOST_COUNTED + 1)
    .as('some')
  const [row] = await db.from(some).select<{ count: number }[]>(db.raw('count(*)::int as count'))
  return row && row.count <= MOST_COUNTED ? row.count : undefined
}

/** The feature of that id, or undefined. */
export const findItem = async (db: Database, layer: Layer, id: string): Promise<ItemRow | undefined> =>
  matching(db, layer, []).where('source.id', id).first(columns(db, layer))
