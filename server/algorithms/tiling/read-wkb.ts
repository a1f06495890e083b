/** What a part of a geometry is, in the order of dimensions: a ring is an outline, or a hole of the outline before it. */
export const POINT = 1
export const LINE = 2
export const OUTLINE = 3
export const HOLE = 4

/** Collections inside collections beyond this are an attack, not a map. */
const DEEPEST = 16
const [Z_FLAG, M_FLAG, SRID_FLAG] = [0x80000000, 0x40000000, 0x20000000]
const HEADER_BYTES = 5

/** Where the positions of a geometry lie in its bytes: one entry a point, line or ring. Kept and filled again, row after row. */
export class WkbParts {
  view: DataView = new DataView(new ArrayBuffer(0))
  length = 0
  kinds: number[] = []
  /** Byte of `view` at which the first position starts: x, then y, eight bytes each. */
  offsets: number[] = []
  /** Number of positions, and bytes from one to the next. */
  counts: number[] = []
  strides: number[] = []
}

/**
 * Finds the parts of a geometry without copying a position.
 *
 * @param wkb little-endian WKB, ISO or extended (SRID, Z, M are skipped): Point, LineString, Polygon, their Multi forms and
 *   collections of them; bytes after the geometry are not read
 * @param parts overwritten with the parts in their order
 * @throws RangeError when the bytes end early or name another kind of geometry: nothing is read beyond `wkb`, and a count that its
 *   bytes cannot hold is refused before it is believed. Cost: O(parts). Deterministic.
 *
 * Source: OGC 06-103r4 § 8, and the flags of PostGIS's extended form.
 */
export function readWkb(wkb: Uint8Array, parts: WkbParts): void {
  // Rows often share one buffer: its view is made once.
  if (parts.view.buffer !== wkb.buffer) parts.view = new DataView(wkb.buffer)
  parts.length = 0
  readGeometry(parts, wkb.byteOffset, wkb.byteOffset + wkb.byteLength, 0)
}

/** Reads the geometry at a byte and answers the byte after it. */
function readGeometry(parts: WkbParts, start: number, end: number, depth: number): number {
  needBytes(HEADER_BYTES, start, end)
  const { view } = parts
  const order = view.getUint8(start)
  if (order === 0)
    throw new RangeError("WKB is big endian (byte order 0), 1 is wanted: ask for ST_AsBinary(geom, 'NDR').")
  if (order !== 1) throw new RangeError(`WKB has byte order ${order}, 1 is wanted.`)
  const code = view.getUint32(start + 1, true)
  const iso = (code & 0x1fffffff) >>> 0
  const thousands = Math.floor(iso / 1000)
  if (thousands > 3) throw new RangeError(`WKB has the geometry type ${code}, 1–7 are drawn.`)
  const hasZ = (code & Z_FLAG) !== 0 || thousands === 1 || thousands === 3
  const hasM = (code & M_FLAG) !== 0 || thousands >= 2
  const stride = 16 + (hasZ ? 8 : 0) + (hasM ? 8 : 0)
  const at = start + HEADER_BYTES + (code & SRID_FLAG ? 4 : 0)
  switch (iso % 1000) {
    case 1:
      return addPart(parts, POINT, at, 1, stride, end)
    case 2:
      return addPart(parts, LINE, at + 4, countAt(view, at, end, stride), stride, end)
    case 3:
      return readRings(parts, at, end, stride)
    case 4:
    case 5:
    case 6:
    case 7:
      return readMembers(parts, at, end, depth)
    default:
      throw new RangeError(`WKB has the geometry type ${code}, 1–7 are drawn.`)
  }
}

function readRings(parts: WkbParts, at: number, end: number, stride: number): number {
  const rings = countAt(parts.view, at, end, 4)
  let next = at + 4
  for (let ring = 0; ring < rings; ring++) {
    const count = countAt(parts.view, next, end, stride)
    next = addPart(parts, ring === 0 ? OUTLINE : HOLE, next + 4, count, stride, end)
  }
  return next
}

function readMembers(parts: WkbParts, at: number, end: number, depth: number): number {
  if (depth === DEEPEST) throw new RangeError(`WKB nests collections more than ${DEEPEST} deep.`)
  const members = countAt(parts.view, at, end, HEADER_BYTES)
  let next = at + 4
  for (let member = 0; member < members; member++) next = readGeometry(parts, next, end, depth + 1)
  return next
}

function addPart(parts: WkbParts, kind: number, at: number, count: number, stride: number, end: number) {
  needBytes(count * stride, at, end)
  const i = parts.length++
  parts.kinds[i] = kind
  parts.offsets[i] = at
  parts.counts[i] = count
  parts.strides[i] = stride
  return at + count * stride
}

/** The count written at a byte, of things of at least so many bytes each. */
function countAt(view: DataView, at: number, end: number, bytesEach: number): number {
  needBytes(4, at, end)
  const count = view.getUint32(at, true)
  needBytes(count * bytesEach, at + 4, end)
  return count
}

function needBytes(wanted: number, at: number, end: number): void {
  if (at + wanted > end)
    throw new RangeError(
      `WKB ends early: ${wanted} more bytes are wanted, ${Math.max(0, end - at)} are there.`,
    )
}
