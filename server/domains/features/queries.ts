import type { Polygon } from 'geojson'
import type { Knex } from 'knex'
import knexPostgis from 'knex-postgis'
import type { Database } from '../../platform/database.ts'
import { type Layer, type PropertyType, propertyColumns } from '../../platform/layers.ts'

/** A feature as it comes from the database: its geometry is GeoJSON text, null when it was not asked for. */
export type ItemRow = { id: string; geometry: string | null } & Record<string, unknown>

/** One with its version: the MD5 of the whole stored row, also of what is not shown. */
export type VersionedItem = ItemRow & { version: string }

/** SQL that is true of the rows wanted, over `source`; identifiers come from the layer, values are bindings. */
export type Condition = Readonly<{
  sql: string
  /** Of each `?`, or of each `:name`. */
  bindings: readonly Knex.RawBinding[] | Readonly<Record<string, Knex.RawBinding>>
}>

/** west, south, east, north in degrees with west ≤ east; or the outline of a box of another system. */
export type Region = [west: number, south: number, east: number, north: number] | Polygon

export type SortKey = Readonly<{ property: string; isFalling: boolean }>

/** What of a layer is wanted. */
export type Selection = Readonly<{
  conditions: readonly Condition[]
  /** By these, then by id, so that the order is complete. */
  sort: readonly SortKey[]
  /** An id may come several times, once for each time in which it held. */
  hasVersions: boolean
  properties: readonly string[]
  hasGeometry: boolean
}>

/** Beyond this many a count is not made. */
const MOST_COUNTED = 10_000

const SQL_TYPE: Record<PropertyType, string> = {
  string: 'text',
  integer: 'bigint',
  number: 'double precision',
  boolean: 'boolean',
  timestamp: 'timestamptz',
}

/** A property of `source` as a value of its declared type. Text is compared by code point, on every engine alike. */
const typedValue = (layer: Layer, property: string) =>
  layer.properties[property] === 'string'
    ? `source."${property}"::text collate "C"`
    : `source."${property}"::${SQL_TYPE[layer.properties[property]!]}`

export const equals = (layer: Layer, property: string, value: Knex.RawBinding): Condition => ({
  sql: `${typedValue(layer, property)} = cast(? as ${SQL_TYPE[layer.properties[property]!]})`,
  bindings: [value],
})

/** Rows that meet one of the regions. */
export const meets = (regions: readonly Region[]): Condition => {
  const parts = regions.map((region) =>
    Array.isArray(region)
      ? // A box without width or height is a point or a line, which ST_Envelope makes of it.
        {
          sql: 'ST_Intersects(source.geom, ST_Envelope(ST_MakeEnvelope(?, ?, ?, ?, 4326)))',
          bindings: region,
        }
      : {
          sql: 'ST_Intersects(source.geom, ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(?), 4326)))',
          bindings: [JSON.stringify(region)],
        },
  )
  return {
    sql: `(${parts.map(({ sql }) => sql).join(' or ')})`,
    bindings: parts.flatMap(({ bindings }): Knex.RawBinding[] => bindings),
  }
}

/** Rows of a layer with time that hold at some moment of a period. */
export const holds = (period: { from: Date | null; to: Date | null; excludesEnd: boolean }): Condition => ({
  sql: 'source.valid && tstzrange(cast(? as timestamptz), cast(? as timestamptz), ?)',
  bindings: [
    period.from?.toISOString() ?? null,
    period.to?.toISOString() ?? null,
    period.excludesEnd ? '[)' : '[]',
  ] as Knex.RawBinding[],
})

function matching(db: Database, layer: Layer, conditions: readonly Condition[]): Knex.QueryBuilder {
  const query = db.from(db.raw(`(${layer.sql}) as source`, { ...layer.bindings }))
  for (const { sql, bindings } of conditions) query.whereRaw(sql, bindings as Knex.RawBinding[])
  return query
}

/** One place in the order: SQL, the type it is compared as, and which way it goes. */
type Place = { sql: string; type: string; isFalling: boolean; hasNulls: boolean }

const placesOf = (layer: Layer, { sort, hasVersions }: Selection): Place[] => [
  ...sort.map(({ property, isFalling }) => ({
    sql: typedValue(layer, property),
    type: SQL_TYPE[layer.properties[property]!],
    isFalling,
    hasNulls: true,
  })),
  { sql: 'source.id', type: 'uuid', isFalling: false, hasNulls: false },
  ...(hasVersions
    ? [
        {
          sql: `coalesce(lower(source.valid), '-infinity')`,
          type: 'timestamptz',
          isFalling: false,
          hasNulls: false,
        },
      ]
    : []),
]

/** How many values a cursor of this selection holds. */
export const cursorLength = ({ sort, hasVersions }: Selection) => sort.length + (hasVersions ? 2 : 1)

/** Rows after the one at the cursor. Nulls come last whichever way the order goes. */
function after(places: readonly Place[], cursor: readonly (string | null)[]): Condition {
  const compared = places.map(({ type }) => `cast(? as ${type})`)
  // What no null disturbs is one comparison. That of the first place alone says no more, but an index answers it.
  if (places.every(({ hasNulls }) => !hasNulls))
    return {
      sql: `${places[0]!.sql} >= ${compared[0]} and (${places.map(({ sql }) => sql).join(', ')}) > (${compared.join(', ')})`,
      bindings: [cursor[0]!, ...cursor] as Knex.RawBinding[],
    }
  const bindings: (string | null)[] = []
  const alternatives = places.map((_, last) => {
    const parts = places.slice(0, last + 1).map((place, i) => {
      const value = cursor[i]!
      if (value === null) return i < last ? `${place.sql} is null` : 'false'
      bindings.push(value)
      if (i < last) return `${place.sql} = ${compared[i]}`
      const beyond = `${place.sql} ${place.isFalling ? '<' : '>'} ${compared[i]}`
      return place.hasNulls ? `(${beyond} or ${place.sql} is null)` : beyond
    })
    return `(${parts.join(' and ')})`
  })
  return { sql: `(${alternatives.join(' or ')})`, bindings: bindings as Knex.RawBinding[] }
}

/** Where a row stands in the order is column `#0`, `#1` … as text. */
const cursorColumns = (places: readonly Place[]) =>
  places.map(({ sql }, i) => `(${sql})::text as "#${i}"`).join(', ')

/** The values by which a row is found again. */
export const cursorOf = (row: ItemRow, length: number) =>
  Array.from({ length }, (_, i) => row[`#${i}`] as string | null)

const columns = (db: Database, layer: Layer, { properties, hasGeometry }: Selection) => {
  const wanted = Object.fromEntries(properties.map((name) => [name, layer.properties[name]!]))
  return [
    db.raw('source.id::text as id'),
    ...(properties.length > 0 ? [db.raw(propertyColumns({ ...layer, properties: wanted }))] : []),
    hasGeometry ? knexPostgis(db).asGeoJSON('source.geom').as('geometry') : db.raw('null as geometry'),
  ]
}

/** One row a feature (of versions: a feature and a time) after the cursor, in the order of the selection. */
export const listItems = async (
  db: Database,
  layer: Layer,
  selection: Selection,
  page: { cursor: readonly (string | null)[] | undefined; limit: number },
): Promise<ItemRow[]> => {
  const places = placesOf(layer, selection)
  const conditions = page.cursor
    ? [...selection.conditions, after(places, page.cursor)]
    : selection.conditions
  const order = places.map(({ sql, isFalling }) => `${sql} ${isFalling ? 'desc' : 'asc'} nulls last`)
  return matching(db, layer, conditions)
    .select([...columns(db, layer, selection), db.raw(cursorColumns(places))])
    .orderByRaw(order.join(', '))
    .limit(page.limit)
}

/** How many features match, or undefined when they are more than are counted. */
export async function countItems(
  db: Database,
  layer: Layer,
  conditions: readonly Condition[],
): Promise<number | undefined> {
  const some = matching(db, layer, conditions)
    .select(db.raw('1'))
    .limit(MOST_COUNTED + 1)
    .as('some')
  const [row] = await db.from(some).select<{ count: number }[]>(db.raw('count(*)::int as count'))
  return row && row.count <= MOST_COUNTED ? row.count : undefined
}

/** The feature of that id, of several versions the last; or undefined. */
export const findItem = async (
  db: Database,
  layer: Layer,
  selection: Selection,
  id: string,
): Promise<VersionedItem | undefined> => {
  const query = matching(db, layer, selection.conditions).where('source.id', id)
  if (layer.time === 'versions') query.orderByRaw('source.valid desc')
  return query.first([...columns(db, layer, selection), db.raw('md5(source::text) as version')])
}
