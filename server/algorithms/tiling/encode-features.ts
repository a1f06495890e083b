import type { ByteWriter } from './byte-writer.ts'
import { type ClipBox, clipLine, clipRing } from './clip-to-box.ts'
import { dropFlatCorners, dropStraightPositions } from './drop-flat-corners.ts'
import { HOLE, LINE, OUTLINE, POINT, readWkb, WkbParts } from './read-wkb.ts'
import { Path, snapPart, type TileAddress, type TileGrid, tileGrid } from './snap-to-tile.ts'
import {
  CLOSE_PATH,
  command,
  type FeatureKind,
  LINE_TO,
  MOVE_TO,
  POINTS,
  TileFeatures,
  type TileRow,
  zigzag,
} from './tile-features.ts'

/** Units along a tile's side, and how far geometry reaches over it, so that outlines do not show at the seams. */
export type TileSize = Readonly<{ extent: number; buffer: number }>

/** What one geometry after the other is drawn with: where the tile lies, what was drawn last, and room to work in. */
type Pen = {
  readonly grid: TileGrid
  readonly box: ClipBox
  readonly out: ByteWriter
  readonly parts: WkbParts
  readonly path: Path
  readonly scratch: Path
  x: number
  y: number
  /** Area or length of what is drawn of the feature, and the number of its positions if they are points. */
  size: number
  points: number
}

/**
 * Snaps, clips and writes the geometry of rows: each vertex to its unit of the world's grid, then the parts to the tile and its
 * buffer, then without corners of no area, as the commands of a vector tile (version 2).
 *
 * A geometry of several kinds is drawn by its parts of the highest dimension, as PostGIS does. Nothing is simplified beyond the
 * grid: two features that share a border vertex by vertex share it in every tile. Outlines run clockwise as seen, holes the other
 * way; an outline or hole of no area is left out, with an outline its holes. Snapping may let a ring touch itself.
 *
 * @param rows EPSG:3857
 * @returns the features something is left of, in the order of the rows, no vertex farther than a unit in x and in y from where it was
 * @throws RangeError for WKB that is broken, big endian, of another kind or off the map, with the row's number.
 *   Cost: O(vertices), no allocation a vertex. Deterministic.
 *
 * Source: https://github.com/mapbox/vector-tile-spec/tree/master/2.1
 */
export function encodeFeatures(rows: readonly TileRow[], tile: TileAddress, size: TileSize): TileFeatures {
  const features = new TileFeatures()
  const pen: Pen = {
    grid: tileGrid(tile, size.extent),
    box: { low: -size.buffer, high: size.extent + size.buffer },
    out: features.geometry,
    parts: new WkbParts(),
    path: new Path(),
    scratch: new Path(),
    x: 0,
    y: 0,
    size: 0,
    points: 0,
  }
  for (const [i, { wkb, values }] of rows.entries()) {
    const start = pen.out.length
    let kind: FeatureKind
    try {
      readWkb(wkb, pen.parts)
      kind = drawGeometry(pen)
    } catch (error) {
      if (error instanceof RangeError) throw new RangeError(`Row ${i}: ${error.message}`, { cause: error })
      throw error
    }
    if (pen.out.length === start) continue
    if (kind === POINTS && pen.points === 1) features.add(kind, values, 0, pen.x, pen.y)
    else features.add(kind, values, pen.size)
  }
  return features
}

function drawGeometry(pen: Pen): FeatureKind {
  pen.x = pen.y = pen.size = pen.points = 0
  const { kinds, length } = pen.parts
  let highest: number = POINT
  for (let part = 0; part < length; part++) highest = Math.max(highest, Math.min(kinds[part]!, OUTLINE))
  if (highest === OUTLINE) drawPolygons(pen)
  else if (highest === LINE) drawLines(pen)
  else drawPoints(pen)
  return highest as FeatureKind
}

function drawPolygons(pen: Pen): void {
  const { parts, grid, path } = pen
  let hasOutline = false
  for (let part = 0; part < parts.length; part++) {
    const kind = parts.kinds[part]!
    if (kind < OUTLINE || (kind === HOLE && !hasOutline)) continue
    snapPart(parts, part, grid, path)
    const area = clipAndTidyRing(pen)
    if (kind === OUTLINE) hasOutline = area !== 0
    if (area === 0) continue
    drawRing(pen, path, area > 0 === (kind === OUTLINE))
    pen.size += (kind === OUTLINE ? Math.abs(area) : -Math.abs(area)) / 2
  }
}

/** Writes a ring, forwards or backwards. */
function drawRing(pen: Pen, { xy, count }: Path, forwards: boolean): void {
  const { out } = pen
  out.reserve(10 * count + 15)
  out.smallVarint(command(MOVE_TO, 1))
  let [x, y] = [pen.x, pen.y]
  let i = forwards ? 0 : 2 * count - 2
  for (let k = 0; k < count; k++) {
    if (k === 1) out.smallVarint(command(LINE_TO, count - 1))
    const nextX = xy[i]!
    const nextY = xy[i + 1]!
    out.smallVarint(zigzag(nextX - x))
    out.smallVarint(zigzag(nextY - y))
    x = nextX
    y = nextY
    i += forwards ? 2 : -2
  }
  out.smallVarint(command(CLOSE_PATH, 1))
  pen.x = x
  pen.y = y
}

/** Leaves in the pen's path what is inside of the ring there: twice its area, signed; 0 when nothing is left. */
function clipAndTidyRing({ path, box, scratch }: Pen): number {
  const isOutside = path.maxX < box.low || path.minX > box.high || path.maxY < box.low || path.minY > box.high
  if (isOutside || path.count < 3) return 0
  if (!isInside(path, box)) clipRing(path, box, scratch)
  return dropFlatCorners(path)
}

const isInside = (path: Path, { low, high }: ClipBox) =>
  path.minX >= low && path.maxX <= high && path.minY >= low && path.maxY <= high

function drawLines(pen: Pen): void {
  const { parts, grid, box, path, scratch } = pen
  for (let part = 0; part < parts.length; part++) {
    if (parts.kinds[part] !== LINE) continue
    snapPart(parts, part, grid, path)
    if (isInside(path, box)) drawPiece(pen, path, 0, path.count)
    else {
      let start = 0
      for (const end of clipLine(path, box, scratch)) {
        drawPiece(pen, scratch, start, end)
        start = end
      }
    }
  }
}

function drawPiece(pen: Pen, path: Path, start: number, to: number): void {
  const { out } = pen
  const end = dropStraightPositions(path, start, to)
  if (end === start) return
  const { xy } = path
  out.reserve(10 * (end - start) + 15)
  out.smallVarint(command(MOVE_TO, 1))
  moveTo(pen, xy[2 * start]!, xy[2 * start + 1]!)
  out.smallVarint(command(LINE_TO, end - start - 1))
  for (let k = start + 1; k < end; k++) {
    pen.size += Math.hypot(xy[2 * k]! - pen.x, xy[2 * k + 1]! - pen.y)
    moveTo(pen, xy[2 * k]!, xy[2 * k + 1]!)
  }
}

function drawPoints(pen: Pen): void {
  const { parts, grid, box, path, scratch } = pen
  scratch.clear(parts.length)
  for (let part = 0; part < parts.length; part++) {
    // An empty point is written as NaN NaN.
    if (Number.isNaN(parts.view.getFloat64(parts.offsets[part]!, true))) continue
    snapPart(parts, part, grid, path)
    if (!isInside(path, box)) continue
    scratch.xy[2 * scratch.count] = path.minX
    scratch.xy[2 * scratch.count + 1] = path.minY
    scratch.count++
  }
  const { xy, count } = scratch
  pen.points = count
  if (count === 0) return
  pen.out.reserve(10 * count + 5)
  pen.out.smallVarint(command(MOVE_TO, count))
  for (let k = 0; k < count; k++) moveTo(pen, xy[2 * k]!, xy[2 * k + 1]!)
}

/** Writes the way from the last position, into room that is reserved. */
function moveTo(pen: Pen, x: number, y: number): void {
  pen.out.smallVarint(zigzag(x - pen.x))
  pen.out.smallVarint(zigzag(y - pen.y))
  pen.x = x
  pen.y = y
}
