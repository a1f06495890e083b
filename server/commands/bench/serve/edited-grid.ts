import type { Tile } from '../../../algorithms/tiling/touched-tiles.ts'
import { type Database, oneRow, rows } from '../../../platform/database.ts'
import type { Field, MetreBox } from './field.ts'
import { COUNTY, PLAN } from './fill-field.ts'

const KEYS = { county: COUNTY, plan: PLAN }
const IS_IT = /* sql */ `county_id = :county::uuid and plan_id = :plan::uuid and id = :id::uuid`
/** To and fro: what is touched stays about the same. */
const STEP_METERS = 12

export type EditedGrid = { id: string; box: MetreBox }

/** The grid in the middle of the field. */
export async function gridInTheMiddle(db: Database, { box }: Field): Promise<EditedGrid> {
  const [west, south, east, north] = box
  const { id, ...sides } = await oneRow<{
    id: string
    west: number
    south: number
    east: number
    north: number
  }>(
    db,
    /* sql */ `
    select id, ST_XMin(geom_3857) as west, ST_YMin(geom_3857) as south, ST_XMax(geom_3857) as east, ST_YMax(geom_3857) as north
    from grids order by geom_3857 <-> ST_SetSRID(ST_MakePoint(:x, :y), 3857) limit 1`,
    { x: (west + east) / 2, y: (south + north) / 2 },
  )
  return { id, box: [sides.west, sides.south, sides.east, sides.north] }
}

/** Somebody's plain SQL, past our server: another name, another place. Committed when it returns. */
export const editGrid = (db: Database, { id }: EditedGrid, number: number) =>
  rows(
    db,
    /* sql */ `
    update grids set name = :name, geom = ST_Multi(ST_Transform(ST_Translate(geom_3857, :step, :step), 4326)) where ${IS_IT}`,
    { ...KEYS, id, name: nameOf(number), step: number % 2 === 0 ? -STEP_METERS : STEP_METERS },
  )

const NAME = 'edit-'

const nameOf = (number: number) => `${NAME}${String(number).padStart(6, '0')}`

/** The number of the edit that a tile's bytes show, without decoding the rest; undefined when the grid is not in it. */
export function editIn(tile: Buffer): number | undefined {
  const start = tile.indexOf(NAME)
  return start === -1
    ? undefined
    : Number(tile.toString('latin1', start + NAME.length, start + NAME.length + 6))
}

/** Which of some tiles show the grid where it is now, margin included: positions in the list. */
export async function tilesThatShow(
  db: Database,
  { id }: EditedGrid,
  tiles: readonly Tile[],
): Promise<number[]> {
  const found = await rows<{ position: number }>(
    db,
    /* sql */ `
    select (t.position - 1)::integer as position
    from grids g, unnest(:zs::integer[], :xs::integer[], :ys::integer[]) with ordinality as t (z, x, y, position)
    where g.${IS_IT} and ST_Intersects(g.geom_3857, ST_TileEnvelope(t.z, t.x, t.y, margin => 0.015625))`,
    {
      ...KEYS,
      id,
      zs: list(tiles.map(({ z }) => z)),
      xs: list(tiles.map(({ x }) => x)),
      ys: list(tiles.map(({ y }) => y)),
    },
  )
  return found.map(({ position }) => position)
}

const list = (numbers: readonly number[]) => `{${numbers.join(',')}}`
