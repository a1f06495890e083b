/** A few rows to filter: every type of property, with and without values, and geometries of every kind. */
import type { Geometry } from 'geojson'
import { type FilterSql, filterSql } from '../../server/domains/features/filter-sql.ts'
import { parseFilter } from '../../server/domains/features/parse-filter.ts'
import type { Queryables } from '../../server/domains/features/queryables.ts'
import { type Database, rows } from '../../server/platform/database.ts'
import { square } from './builders.ts'

export type FilterRow = {
  id: string
  name: string | null
  count: number | null
  area: number | null
  isOpen: boolean | null
  openedAt: string | null
  closedAt: string | null
  geometry: Geometry
}

export const FILTERED: Queryables = {
  properties: {
    name: 'string',
    count: 'integer',
    area: 'number',
    isOpen: 'boolean',
    openedAt: 'timestamp',
    closedAt: 'timestamp',
  },
  geometryType: 'mixed',
}

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** One row; what is not said is null, the place is a point at the row's number. */
export const aFilterRow = (number: number, values: Partial<FilterRow> = {}): FilterRow => ({
  id: idOf(number),
  name: null,
  count: null,
  area: null,
  isOpen: null,
  openedAt: null,
  closedAt: null,
  geometry: { type: 'Point', coordinates: [number, number] },
  ...values,
})

/** A geometry of each type around (0, 0), and far from it. */
export const GEOMETRIES: readonly Geometry[] = [
  { type: 'Point', coordinates: [0, 0] },
  {
    type: 'MultiPoint',
    coordinates: [
      [0, 0],
      [9, 9],
    ],
  },
  {
    type: 'LineString',
    coordinates: [
      [-1, 0],
      [1, 0],
    ],
  },
  {
    type: 'MultiLineString',
    coordinates: [
      [
        [-1, 0],
        [1, 0],
      ],
      [
        [0, -1],
        [0, 1],
      ],
    ],
  },
  { type: 'Polygon', coordinates: square(0, 0, 2).coordinates[0]! },
  square(-1, -1, 2),
  {
    type: 'GeometryCollection',
    geometries: [
      { type: 'Point', coordinates: [5, 5] },
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [3, 0],
        ],
      },
      { type: 'Polygon', coordinates: square(-1, -1, 1).coordinates[0]! },
    ],
  },
  {
    type: 'GeometryCollection',
    geometries: [
      { type: 'Polygon', coordinates: square(0, 0, 2).coordinates[0]! },
      { type: 'Polygon', coordinates: square(1, 1, 2).coordinates[0]! },
    ],
  },
]

const SOURCE = /* sql */ `
  select id, name, count, area, "isOpen", "openedAt", "closedAt",
    ST_SetSRID(ST_GeomFromGeoJSON(cast(geometry as text)), 4326) as geom
  from jsonb_to_recordset(cast(:world as jsonb)) as world(id uuid, name varchar, count int, area float8, "isOpen" boolean,
    "openedAt" timestamptz, "closedAt" timestamptz, geometry jsonb)`

/** The numbers of the rows for which a condition is true. */
export async function numbersWhere(db: Database, world: readonly FilterRow[], { sql, bindings }: FilterSql) {
  const found = await rows<{ id: string }>(
    db,
    `select id from (${SOURCE}) as source where ${sql} order by id`,
    { ...bindings, world: JSON.stringify(world) },
  )
  return found.map(({ id }) => Number(id.slice(-12)))
}

/** The numbers of the rows that a filter in text lets through. */
export const numbersMatching = (db: Database, world: readonly FilterRow[], text: string) =>
  numbersWhere(db, world, filterSql(parseFilter(text, 'cql2-text', 'querystring/filter'), FILTERED))
