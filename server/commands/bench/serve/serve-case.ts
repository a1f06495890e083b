import type { Tile } from '../../../algorithms/tiling/touched-tiles.ts'
import { type BareSource, POINTS, POLYGONS } from './bare-sql.ts'
import type { Field } from './field.ts'
import { chooseTiles } from './tile-addresses.ts'

export const CASE_NAMES = ['polygons-z12', 'polygons-z14', 'points-z12', 'points-z14'] as const
export type CaseName = (typeof CASE_NAMES)[number]

/** What is asked for: the same tiles of every subject, in rotation. */
export type ServeCase = Readonly<{ name: CaseName; source: BareSource; tiles: readonly Tile[] }>

export function caseOf(name: CaseName, field: Field): ServeCase {
  const [things, zoom] = name.split('-z')
  return {
    name,
    source: things === 'polygons' ? POLYGONS : POINTS,
    tiles: chooseTiles(field.box, Number(zoom)),
  }
}

/** Where a tile is on our server. */
export const tilePath = ({ collection }: BareSource, { z, x, y }: Tile) =>
  `/tiles/${collection}/${z}/${x}/${y}.mvt`
