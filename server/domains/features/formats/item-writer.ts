import type { Geometry } from 'geojson'
import type { Layer } from '../../../platform/layers.ts'
import type { ItemRow } from '../queries.ts'
import type { Link } from '../schemas.ts'
import type { ServedCrs } from '../served-crs.ts'

/** What a format is told of the answer that it writes. */
export type Writing = Readonly<{
  layer: Layer
  /** Names of the properties to write, in order. */
  properties: readonly string[]
  crs: ServedCrs
  /** How geometries are shown in `crs`; undefined = as stored. */
  show: ((geometry: Geometry) => Geometry) | undefined
  /** The time the answer says, where its format says one. */
  now: Date
}>

/** What is known once every row is written. */
export type WritingEnd = Readonly<{
  numberReturned: number
  numberMatched: number | undefined
  links: readonly Link[]
}>

/** Writes an answer piece by piece: what comes before, each row, what comes after. */
export type ItemWriter = Readonly<{
  head: () => string | Uint8Array
  row: (row: ItemRow, index: number) => string | Uint8Array
  tail: (end: WritingEnd) => string | Uint8Array
}>

/** The geometry of a row as it is to be shown; null when there is none. */
export function shownGeometry({ geometry }: ItemRow, { show }: Writing): Geometry | null {
  if (geometry === null) return null
  const stored = JSON.parse(geometry) as Geometry
  return show ? show(stored) : stored
}
