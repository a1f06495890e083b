import { UnreadableSource } from './unreadable-source.ts'

/** Names under which columns are found, in lower case, most telling first. */
const LONGITUDE_NAMES = [
  'lon',
  'lng',
  'long',
  'longitude',
  'x',
  'point_x',
  'lon_wgs84',
  'lng_wgs84',
  '经度',
  '經度',
  '东经',
  '東經',
  'x坐标',
]
const LATITUDE_NAMES = [
  'lat',
  'latitude',
  'y',
  'point_y',
  'lat_wgs84',
  '纬度',
  '緯度',
  '北纬',
  '北緯',
  'y坐标',
]

export type PointColumns = { x: string; y: string }

/**
 * Finds the two columns that hold the position.
 * @param headers as the file has them
 * @param given names that the user declares; they win
 * @throws UnreadableSource naming the columns there are
 */
export function findPointColumns(
  headers: readonly string[],
  given: { x?: string | undefined; y?: string | undefined } = {},
): PointColumns {
  const x = find(headers, LONGITUDE_NAMES, given.x)
  const y = find(headers, LATITUDE_NAMES, given.y)
  if (x !== undefined && y !== undefined) return { x, y }
  throw new UnreadableSource(
    `The table has no ${x === undefined ? 'longitude' : 'latitude'} column; it has: ${headers.slice(0, 30).join(', ')}.`,
    'Name the columns lon and lat (经度, 纬度), or declare them: --x COLUMN --y COLUMN.',
  )
}

function find(headers: readonly string[], names: readonly string[], given?: string): string | undefined {
  if (given !== undefined) return headers.find((header) => header === given)
  const byName = new Map(headers.map((header) => [header.trim().toLowerCase(), header]))
  const name = names.find((candidate) => byName.has(candidate))
  return name === undefined ? undefined : byName.get(name)
}

/** The separator that the first line has most of; comma when it has none. */
export function guessDelimiter(firstLine: string): string {
  const counts = [',', '\t', ';', '|'].map((delimiter) => ({
    delimiter,
    count: firstLine.split(delimiter).length,
  }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter
}
