import type { Geometry } from 'geojson'
import type { Expression, Operator } from '../../../algorithms/cql2/expression.ts'
import { boxGeometry } from './box-geometry.ts'
import { assertType, type FilterContext } from './context.ts'

export type SpatialOperator = Extract<Operator, `s_${string}`>

const FUNCTIONS: Record<Exclude<SpatialOperator, 's_disjoint'>, string> = {
  s_intersects: 'ST_Intersects',
  s_equals: 'ST_Equals',
  s_touches: 'ST_Touches',
  s_within: 'ST_Within',
  s_overlaps: 'ST_Overlaps',
  s_crosses: 'ST_Crosses',
  s_contains: 'ST_Contains',
}

/** A geometry in SQL: one of one dimension, or the parts of a collection that has several. */
type Parts = readonly string[]

const STORED = 'source.geom'

/** How two geometries lie to one another, in the plane of longitude and latitude. */
export function spatialSql(
  operator: SpatialOperator,
  [left, right]: readonly Expression[],
  context: FilterContext,
): string {
  const [a, b] = [partsOf(operator, left!, context), partsOf(operator, right!, context)]
  const sql = relationSql(operator, a, b)
  if (sql === undefined)
    throw context.refuse(
      `${operator.toUpperCase()} takes no collection of points, lines and areas together here; ask for each kind by itself.`,
    )
  const isForAll = operator === 's_intersects' || operator === 's_disjoint' || !context.hasCollections
  if (isForAll || ![...a, ...b].includes(STORED)) return sql
  // For stored collections the other relations are unknown: asking would end the statement with an error. The boxes are for the index.
  const boxesMeet = `(${a.flatMap((one) => b.map((other) => `${one} && ${other}`)).join(' or ')})`
  return `(${boxesMeet} and case when ST_GeometryType(${STORED}) <> 'ST_GeometryCollection' then ${sql} end)`
}

/** The predicates of the older engines take no collection of several dimensions: what its parts say, it says; or undefined. */
function relationSql(operator: SpatialOperator, a: Parts, b: Parts): string | undefined {
  const holds = (name: string) => a.flatMap((one) => b.map((other) => `${name}(${one}, ${other})`))
  const some = (name: string) => `(${holds(name).join(' or ')})`
  const every = (name: string) => `(${holds(name).join(' and ')})`
  if (operator === 's_intersects') return some('ST_Intersects')
  // ST_Disjoint fails where ST_Intersects does not.
  if (operator === 's_disjoint') return `(not ${some('ST_Intersects')})`
  if (a.length === 1 && b.length === 1) return some(FUNCTIONS[operator])
  // All of it lies in the other, and some of it not on the edge.
  if (operator === 's_contains' && a.length === 1) return `(${every('ST_Covers')} and ${some('ST_Contains')})`
  if (operator === 's_within' && b.length === 1) return `(${every('ST_CoveredBy')} and ${some('ST_Within')})`
  return undefined
}

function partsOf(operator: string, expression: Expression, context: FilterContext): Parts {
  if (expression.kind === 'geometry') return literalParts(expression.geometry, context)
  if (expression.kind === 'box') {
    const geometry = boxGeometry(expression.box, context.crs.longitudeAxis)
    if (typeof geometry === 'string') throw context.refuse(geometry)
    return literalParts(geometry, context)
  }
  const operand = context.operand(expression)
  assertType(context, operator.toUpperCase(), operand, 'geometry')
  return [operand.sql]
}

function literalParts(geometry: Geometry, context: FilterContext): Parts {
  const simple = simpleGeometries(context.crs.toStored(geometry))
  return ['Point', 'LineString', 'Polygon'].flatMap((name) => {
    const same = simple.filter(({ type }) => type.replace('Multi', '') === name)
    return same.length === 0 ? [] : [partSql(name, same, context)]
  })
}

/**
 * The members of one dimension. ST_MakeValid is for what the parser's check is too coarse to see, and for what snapping made of it: that must not
 * end a statement.
 */
function partSql(name: string, members: readonly Geometry[], { bind }: FilterContext): string {
  const geometry: Geometry =
    members.length === 1 ? members[0]! : { type: 'GeometryCollection', geometries: [...members] }
  const valid = `ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(${bind(JSON.stringify(geometry))}), 4326))`
  const united = members.length === 1 ? valid : `ST_UnaryUnion(${valid})`
  return name === 'Polygon' ? `ST_CollectionExtract(${united}, 3)` : united
}

function simpleGeometries(geometry: Geometry): Exclude<Geometry, { type: 'GeometryCollection' }>[] {
  return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap(simpleGeometries) : [geometry]
}
