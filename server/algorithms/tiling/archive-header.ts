/** Bytes of the header; what it points to begins behind it. */
export const HEADER_BYTES = 127

export type ArchiveSection = Readonly<{ offset: number; length: number }>

export type ArchiveHeader = Readonly<{
  root: ArchiveSection
  metadata: ArchiveSection
  leaves: ArchiveSection
  tiles: ArchiveSection
  /** Tiles that have something, entries they make, and different contents. */
  counts: Readonly<{ addressed: number; entries: number; contents: number }>
  minZoom: number
  maxZoom: number
  /** West, south, east, north in degrees. */
  bounds: readonly [number, number, number, number]
}>

const VERSION = 3
const GZIP = 2
const VECTOR_TILE = 1
/** Degrees are kept as whole ten-millionths. */
const DEGREE = 1e7

/**
 * The header of a PMTiles archive of vector tiles, whose tiles and directories are gzipped and whose tiles lie in the order of their
 * ids. A map opens at the middle of the bounds and at the least zoom.
 *
 * @returns 127 bytes. Deterministic. Source: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md § 3
 */
export function archiveHeader({
  root,
  metadata,
  leaves,
  tiles,
  counts,
  ...shown
}: ArchiveHeader): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode('PMTiles'))
  bytes[7] = VERSION
  const numbers = [
    ...[root, metadata, leaves, tiles].flatMap(({ offset, length }) => [offset, length]),
    counts.addressed,
    counts.entries,
    counts.contents,
  ]
  for (const [i, number] of numbers.entries()) view.setBigUint64(8 + 8 * i, BigInt(number), true)
  const { minZoom, maxZoom, bounds } = shown
  bytes.set([1, GZIP, GZIP, VECTOR_TILE, minZoom, maxZoom], 96)
  const [west, south, east, north] = bounds
  const place = (at: number, degrees: number) => view.setInt32(at, Math.round(degrees * DEGREE), true)
  for (const [i, side] of bounds.entries()) place(102 + 4 * i, side)
  bytes[118] = minZoom
  place(119, (west + east) / 2)
  place(123, (south + north) / 2)
  return bytes
}
