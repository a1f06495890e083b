/** The invented ground of the bench: one county, a board of grids with ragged shared borders, incidents all over it. */

/** West, south, east, north in metres of EPSG:3857. */
export type MetreBox = readonly [number, number, number, number]

export type Field = Readonly<{
  polygons: number
  points: number
  columns: number
  rows: number
  box: MetreBox
}>

export const FIELD_SEED = 2027
/** Side of a grid's cell: some 295 grids lie in a tile of zoom 12, which makes it 100 to 130 KB. */
export const CELL_METERS = 570
/** Pieces of each of a grid's four borders: 64 vertices a grid. */
export const PIECES = 16
/** The south-west corner, near the Pearl River delta; nothing there is meant. */
const [WEST, SOUTH] = [12_600_000, 2_630_000]

/** The board that holds so many grids: as square as can be, its last row filled from the west. */
export function fieldOf(polygons: number, points: number): Field {
  const columns = Math.ceil(Math.sqrt(polygons))
  const rows = Math.ceil(polygons / columns)
  const box = [WEST, SOUTH, WEST + columns * CELL_METERS, SOUTH + rows * CELL_METERS] as const
  return { polygons, points, columns, rows, box }
}
