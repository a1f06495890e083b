/** CQL2 written from its expression, for round trips: brackets wherever they may stand. */
import type { Geometry, Position } from 'geojson'
import type { Bound, Expression, Operation } from '../../server/algorithms/cql2/expression.ts'

/** The text of an expression. */
export function writeCql2Text(expression: Expression): string {
  switch (expression.kind) {
    case 'operation':
      return operationText(expression)
    case 'property':
      return nameText(expression.name)
    case 'string':
      return quoted(expression.value)
    case 'number':
    case 'boolean':
      return String(expression.value).toUpperCase()
    case 'date':
    case 'timestamp':
      return `${expression.kind.toUpperCase()}(${quoted(expression.value)})`
    case 'interval':
      return `INTERVAL(${boundText(expression.start)}, ${boundText(expression.end)})`
    case 'geometry':
      return wkt(expression.geometry)
    case 'box':
      return `BBOX(${expression.box.join(', ')})`
    case 'array':
      return `(${expression.items.map(writeCql2Text).join(', ')})`
  }
}

function operationText({ operator, operands }: Operation): string {
  const [first, second, third] = operands.map((operand) =>
    operand.kind === 'operation' && /\W|^(and|or|not|like|between|in|isNull|div)$/.test(operand.operator)
      ? `(${writeCql2Text(operand)})`
      : writeCql2Text(operand),
  )
  if (operator === 'and' || operator === 'or')
    return operands.map((operand) => `(${writeCql2Text(operand)})`).join(` ${operator.toUpperCase()} `)
  if (operator === 'not') return `NOT (${first})`
  if (operator === 'isNull') return `${first} IS NULL`
  if (operator === 'between') return `${first} BETWEEN ${second} AND ${third}`
  if (/^([sta]_|casei|accenti)/.test(operator))
    return `${operator.toUpperCase()}(${operands.map(writeCql2Text).join(', ')})`
  return `${first} ${operator.toUpperCase()} ${second}`
}

const KEYWORD = /^(and|or|not|like|between|in|is|null|div|true|false)$/i
const nameText = (name: string) =>
  /^[A-Za-z_:\u4e00-\u9fff][\w.:\u4e00-\u9fff]*$/.test(name) && !KEYWORD.test(name)
    ? name
    : `"${name.replaceAll('"', '""')}"`

const quoted = (value: string) =>
  `'${value.replace(/(\\*)('|$)/g, (_, slashes: string, quote: string) => slashes + slashes + quote + quote)}'`

const boundText = (bound: Bound) =>
  bound.kind === 'property' ? nameText(bound.name) : bound.kind === 'unbounded' ? "'..'" : quoted(bound.value)

type Nested = Position | readonly Nested[]
const coordinates = (value: Nested): string =>
  typeof value[0] === 'number' ? value.join(' ') : `(${(value as Nested[]).map(coordinates).join(', ')})`

function wkt(geometry: Geometry): string {
  const type = geometry.type.toUpperCase()
  if (geometry.type === 'GeometryCollection') return `${type}(${geometry.geometries.map(wkt).join(', ')})`
  return geometry.type === 'Point'
    ? `${type}(${coordinates(geometry.coordinates)})`
    : `${type}${coordinates(geometry.coordinates)}`
}

/** The JSON of an expression. */
export function writeCql2Json(expression: Expression): unknown {
  switch (expression.kind) {
    case 'operation':
      return { op: expression.operator, args: expression.operands.map(writeCql2Json) }
    case 'property':
      return { property: expression.name }
    case 'date':
    case 'timestamp':
      return { [expression.kind]: expression.value }
    case 'interval':
      return { interval: [boundJson(expression.start), boundJson(expression.end)] }
    case 'geometry':
      return expression.geometry
    case 'box':
      return { bbox: expression.box }
    case 'array':
      return expression.items.map(writeCql2Json)
    default:
      return expression.value
  }
}

const boundJson = (bound: Bound) =>
  bound.kind === 'property' ? { property: bound.name } : bound.kind === 'unbounded' ? '..' : bound.value
