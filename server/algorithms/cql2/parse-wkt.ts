import type { Expression } from './expression.ts'
import { boxLiteral, geometryLiteral } from './spatial-literal.ts'
import type { TokenReader } from './token-reader.ts'

type Reads = (reader: TokenReader, hasHeight: boolean) => unknown

/** How the coordinates of each geometry type are read, and what GeoJSON calls it. */
const SIMPLE: Record<string, { type: string; read: Reads }> = {
  POINT: {
    type: 'Point',
    read: (reader, hasHeight) => inBrackets(reader, () => position(reader, hasHeight)),
  },
  LINESTRING: { type: 'LineString', read: line },
  POLYGON: { type: 'Polygon', read: listOf(line) },
  MULTIPOINT: { type: 'MultiPoint', read: listOf(pointOfMany) },
  MULTILINESTRING: { type: 'MultiLineString', read: listOf(line) },
  MULTIPOLYGON: { type: 'MultiPolygon', read: listOf(listOf(line)) },
}
const COLLECTION = 'GEOMETRYCOLLECTION'
const BOX = 'BBOX'

/** Whether a geometry or box begins here: POINT(…), POLYGON Z (…), BBOX(…). */
export function isSpatialNext(reader: TokenReader): boolean {
  const name = reader.peek().text.toUpperCase()
  if (reader.peek().kind !== 'word' || !(name in SIMPLE || name === COLLECTION || name === BOX)) return false
  const after = reader.peek(1).text.toUpperCase()
  return after === '(' || after === 'EMPTY' || (after === 'Z' && reader.peek(2).text === '(')
}

/**
 * Reads a geometry in well-known text, with or without heights, which are not used; or a box.
 * @throws FilterProblem for other text and for geometries that cannot be drawn. Cost: linear, but for the check of boundaries.
 */
export function parseSpatial(reader: TokenReader): Expression {
  const start = reader.peek()
  const isBox = reader.take(BOX)
  const value = isBox ? inBrackets(reader, () => reader.list(() => coordinate(reader))) : geometry(reader)
  return reader.placed(start, () => (isBox ? boxLiteral(value) : geometryLiteral(value)))
}

function geometry(reader: TokenReader): object {
  if (reader.take(COLLECTION)) {
    reader.take('Z')
    // The grammar has no collection inside a collection.
    return {
      type: 'GeometryCollection',
      geometries: inBrackets(reader, () => reader.list(() => simpleGeometry(reader))),
    }
  }
  return simpleGeometry(reader)
}

function simpleGeometry(reader: TokenReader): object {
  const known = SIMPLE[reader.peek().text.toUpperCase()]
  if (!known) throw reader.unexpected(`one of ${Object.keys(SIMPLE).join(', ')}`)
  reader.next()
  const hasHeight = reader.take('Z')
  return { type: known.type, coordinates: known.read(reader, hasHeight) }
}

function inBrackets<T>(reader: TokenReader, read: () => T): T {
  reader.expect('(')
  const value = read()
  reader.expect(')')
  return value
}

function listOf(read: Reads): Reads {
  return (reader, hasHeight) => inBrackets(reader, () => reader.list(() => read(reader, hasHeight)))
}

function line(reader: TokenReader, hasHeight: boolean) {
  return inBrackets(reader, () => reader.list(() => position(reader, hasHeight)))
}

/** Both MULTIPOINT((1 2), (3 4)) and the older MULTIPOINT(1 2, 3 4). */
function pointOfMany(reader: TokenReader, hasHeight: boolean) {
  return reader.isNext('(')
    ? inBrackets(reader, () => position(reader, hasHeight))
    : position(reader, hasHeight)
}

function position(reader: TokenReader, hasHeight: boolean): number[] {
  const numbers = [coordinate(reader), coordinate(reader)]
  if (hasHeight || !reader.isNext(',', ')')) numbers.push(coordinate(reader))
  return numbers
}

function coordinate(reader: TokenReader): number {
  const sign = reader.take('-') ? -1 : 1
  if (sign === 1) reader.take('+')
  const start = reader.peek()
  const value = sign * Number(reader.expectKind('number', 'a number'))
  if (!Number.isFinite(value))
    throw reader.problemAt(start, `${start.text.slice(0, 40)} is not a finite number.`)
  // No negative zero: it would be another value than zero.
  return value + 0
}
