import type { TileFeature } from './read-tile.ts'

const EXTENT = 4096
/** What a cluster stands for; a feature without it stands for itself. */
const POINT_COUNT = 'pointCount'

/**
 * What one tile has and the other has not: features (by id) that reach into the tile proper, with all their attributes. In the margin
 * and on the very edge a unit's difference of rounding decides, so there a feature may be missing.
 *
 * @returns a sentence for each difference
 */
export function compareTiles(ours: readonly TileFeature[], theirs: readonly TileFeature[]): string[] {
  const lacking = (these: readonly TileFeature[], others: readonly TileFeature[], who: string) => {
    const known = new Set(others.map(({ properties }) => String(properties.id)))
    const missing = these.filter((it) => reachesIn(it) && !known.has(String(it.properties.id)))
    return missing.map(({ properties }) => `${who} no feature ${properties.id}`)
  }
  const theirById = new Map(theirs.map(({ properties }) => [String(properties.id), properties]))
  const unlike = ours.flatMap(({ properties }) => {
    const other = theirById.get(String(properties.id))
    return other && textOf(other) !== textOf(properties)
      ? [`${properties.id} is ${textOf(properties)} with us and ${textOf(other)} there`]
      : []
  })
  return [
    ...(theirs.length === 0
      ? ['the tile to compare with is empty; more --polygons or --points fill it']
      : []),
    ...lacking(theirs, ours, 'we have'),
    ...lacking(ours, theirs, 'the SQL has'),
    ...unlike,
  ]
}

/** Whether points are shown as clusters in this tile. */
export const isClustered = (features: readonly TileFeature[]) =>
  features.some(({ properties }) => POINT_COUNT in properties)

/**
 * Whether the clusters of a tile add up to the points that lie in the tile proper. Both sides put points on the corners of tile units
 * first, and those on the east and south rim belong to the next tile.
 *
 * @returns a sentence when they do not
 */
export function compareCounts(ours: readonly TileFeature[], theirs: readonly TileFeature[]): string[] {
  const count = (features: readonly TileFeature[]) =>
    features
      .filter(({ box: [x, y] }) => x >= 0 && x < EXTENT && y >= 0 && y < EXTENT)
      .reduce((sum, { properties }) => sum + Number(properties[POINT_COUNT] ?? 1), 0)
  if (theirs.length > 0 && count(ours) === count(theirs)) return []
  return [`our points add up to ${count(ours)} and those of the SQL to ${count(theirs)}`]
}

const reachesIn = ({ box: [west, north, east, south] }: TileFeature) =>
  west < EXTENT && east > 0 && north < EXTENT && south > 0

const textOf = (properties: TileFeature['properties']) =>
  JSON.stringify(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)))
