import { type Bound, type Expression, OPERATORS, operation, operatorNamed } from './expression.ts'
import {
  assertWithinLimits,
  FilterProblem,
  MOST_LEVELS,
  MOST_PARTS,
  MOST_VERTICES,
  tooDeep,
} from './filter-limits.ts'
import { boxLiteral, geometryLiteral } from './spatial-literal.ts'
import { boundLiteral, dateLiteral, intervalLiteral, timestampLiteral } from './temporal-literal.ts'

/** Where in the document something stands, and what the whole filter has used up so far. */
type Place = Readonly<{ path: string; depth: number; used: { parts: number; vertices: number } }>

/**
 * Reads a filter in CQL2 JSON (OGC 21-065r2, annex D).
 * @param value what JSON.parse gave: `{ op, args }` and the literals `{ date }`, `{ timestamp }`, `{ interval }`, `{ property }`, `{ bbox }`,
 * GeoJSON geometries, texts, finite numbers, booleans, lists. Members that are not asked for are ignored.
 * @returns the same expression as the text of the same meaning gives
 * @throws FilterProblem with the JSON pointer of what is wrong. Cost: linear, but for the check of boundaries. Deterministic.
 */
export function parseCql2Json(value: unknown): Expression {
  const expression = read(value, { path: '', depth: 1, used: { parts: 0, vertices: 0 } })
  assertWithinLimits(expression)
  return expression
}

function read(value: unknown, place: Place): Expression {
  if (place.depth > MOST_LEVELS) throw tooDeep(place.depth)
  if (++place.used.parts > MOST_PARTS)
    throw new FilterProblem(
      `The filter has ${place.used.parts} parts or more; at most ${MOST_PARTS} are read.`,
    )
  if (typeof value === 'string') return { kind: 'string', value: storable(value, place) }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  // No negative zero: it would be another value than zero.
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'number', value: value + 0 }
  if (Array.isArray(value))
    return { kind: 'array', items: value.map((item, at) => read(item, inside(place, at))) }
  if (typeof value === 'object' && value !== null) return readObject(value as Record<string, unknown>, place)
  throw problem(place, 'a text, a finite number, a boolean, a list or an object was expected.')
}

function readObject(value: Record<string, unknown>, place: Place): Expression {
  if ('op' in value) return readOperation(value, place)
  if ('property' in value) return property(value.property, inside(place, 'property'))
  if ('date' in value) return placed(place, () => dateLiteral(text(value.date, place)))
  if ('timestamp' in value) return placed(place, () => timestampLiteral(text(value.timestamp, place)))
  if ('interval' in value) return readInterval(value.interval, inside(place, 'interval'))
  if ('bbox' in value && !('type' in value)) return placed(place, () => boxLiteral(value.bbox))
  if ('type' in value) return readGeometry(value, place)
  throw problem(
    place,
    'the object is no operator (op, args), property, date, timestamp, interval, bbox or geometry.',
  )
}

function readOperation({ op, args }: Record<string, unknown>, place: Place): Expression {
  const operator = typeof op === 'string' ? operatorNamed(op) : undefined
  if (!operator) throw problem(place, `there is no operator ${shown(op)}.`)
  const [fewest, most] = OPERATORS[operator]
  const needed = most === fewest ? `${fewest}` : `at least ${fewest}`
  if (!Array.isArray(args)) throw problem(place, `${operator} takes ${needed} args in a list.`)
  if (args.length < fewest || args.length > most)
    throw problem(place, `${operator} has ${args.length} args; ${needed} are needed.`)
  const operands = args.map((arg, at) => read(arg, inside(place, `args/${at}`)))
  const list = operands[1]
  if (operator === 'in' && !(list?.kind === 'array' && list.items.length > 0))
    throw problem(inside(place, 'args/1'), 'a list of at least one value was expected.')
  return operation(operator, ...operands)
}

function readInterval(value: unknown, place: Place): Expression {
  if (!Array.isArray(value) || value.length !== 2) {
    const found = Array.isArray(value) ? `${value.length} bounds` : 'no list'
    throw problem(place, `the interval has ${found}; 2 bounds are needed.`)
  }
  const [start, end] = value.map((bound, at) => readBound(bound, inside(place, at))) as [Bound, Bound]
  return placed(place, () => intervalLiteral(start, end))
}

function readBound(value: unknown, place: Place): Bound {
  if (typeof value === 'object' && value !== null && 'property' in value)
    return property(value.property, place)
  return placed(place, () => boundLiteral(text(value, place)))
}

function readGeometry(value: Record<string, unknown>, place: Place): Expression {
  if (typeof value.type !== 'string') throw problem(place, `a geometry has a type, not ${shown(value.type)}.`)
  const literal = placed(place, () => geometryLiteral(value))
  place.used.vertices += countPositions(literal.geometry)
  if (place.used.vertices > MOST_VERTICES)
    throw new FilterProblem(
      `The geometries of the filter have ${place.used.vertices} positions or more; at most ${MOST_VERTICES} are read.`,
    )
  return literal
}

function countPositions(value: unknown): number {
  if (Array.isArray(value))
    return typeof value[0] === 'number' ? 1 : value.reduce((sum, item) => sum + countPositions(item), 0)
  const { coordinates, geometries } = value as { coordinates?: unknown; geometries?: unknown[] }
  return countPositions(coordinates ?? geometries)
}

const property = (name: unknown, place: Place) => ({ kind: 'property' as const, name: text(name, place) })

function text(value: unknown, place: Place): string {
  if (typeof value !== 'string') throw problem(place, `a text was expected, not ${shown(value)}.`)
  return storable(value, place)
}

function storable(value: string, place: Place): string {
  if (value.includes('\u0000')) throw problem(place, 'the text holds the character U+0000.')
  return value
}

/** Never the whole of a value: it may be long, or deeper than the stack. */
const shown = (value: unknown) =>
  typeof value === 'string'
    ? `"${value.slice(0, 40)}"`
    : value === null
      ? 'null'
      : `a value of type ${typeof value}`

const inside = (place: Place, step: string | number): Place => ({
  path: `${place.path}/${step}`,
  depth: place.depth + 1,
  used: place.used,
})

const problem = ({ path }: Place, message: string) => new FilterProblem(`At ${path || 'the top'}: ${message}`)

function placed<T>(place: Place, make: () => T): T {
  try {
    return make()
  } catch (error) {
    const isPlaced = error instanceof FilterProblem && error.message.startsWith('At ')
    throw error instanceof FilterProblem && !isPlaced ? problem(place, error.message) : error
  }
}
