import type { Geometry, Position } from 'geojson'

export type GeometryProblem = { rule: string; message: string }
export type CheckedGeometry = { geometry: Geometry; repairs: string[] } | GeometryProblem

class Problem extends Error {
  readonly rule: string
  constructor(rule: string, message: string) {
    super(message)
    this.rule = rule
  }
}

type Context = { vertices: number; mostVertices: number; repairs: string[] }

/** Collections inside collections: one level is what real files have. */
const MOST_COLLECTION_DEPTH = 4

/**
 * Checks that an unknown value has the shape of a GeoJSON geometry: known type, arrays of the right depth, finite numbers, enough of them.
 * @param value anything, for example out of JSON.parse
 * @param mostVertices a geometry with more is a problem `too-many-vertices`
 * @returns a clean copy (two ordinates, rings closed, empty parts left out) with what was put right; or the problem: `no-geometry`,
 * `bad-geometry`, `not-finite`, `degenerate`, `too-many-vertices`. Whether rings cross is not asked here.
 * Cost: linear; never recurses deeper than the geometry's own type.
 */
export function checkGeometry(value: unknown, mostVertices: number): CheckedGeometry {
  const context: Context = { vertices: 0, mostVertices, repairs: [] }
  try {
    return { geometry: geometryOf(value, context, 0), repairs: [...new Set(context.repairs)] }
  } catch (error) {
    if (error instanceof Problem) return { rule: error.rule, message: error.message }
    throw error
  }
}

function geometryOf(value: unknown, context: Context, depth: number): Geometry {
  if (value === null || value === undefined) throw new Problem('no-geometry', 'The feature has no geometry.')
  if (typeof value !== 'object')
    throw new Problem('bad-geometry', `The geometry is ${typeof value}, not an object.`)
  const { type, coordinates, geometries } = value as Record<string, unknown>
  switch (type) {
    case 'Point':
      return { type, coordinates: position(coordinates, context) }
    case 'MultiPoint':
      return { type, coordinates: list(coordinates).map((item) => position(item, context)) }
    case 'LineString':
      return { type, coordinates: line(coordinates, context) }
    case 'MultiLineString':
      return { type, coordinates: parts(coordinates, context, line) }
    case 'Polygon':
      return { type, coordinates: polygon(coordinates, context) }
    case 'MultiPolygon':
      return { type, coordinates: parts(coordinates, context, polygon) }
    case 'GeometryCollection':
      if (depth >= MOST_COLLECTION_DEPTH)
        throw new Problem('bad-geometry', 'Geometry collections are nested too deep.')
      return { type, geometries: list(geometries).map((item) => geometryOf(item, context, depth + 1)) }
    default:
      throw new Problem('bad-geometry', `The geometry has the type ${JSON.stringify(type)?.slice(0, 40)}.`)
  }
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value))
    throw new Problem('bad-geometry', 'The coordinates are not an array of the depth that the type asks for.')
  if (value.length === 0) throw new Problem('no-geometry', 'The geometry is empty.')
  return value
}

function position(value: unknown, context: Context): Position {
  if (
    !Array.isArray(value) ||
    value.length < 2 ||
    typeof value[0] !== 'number' ||
    typeof value[1] !== 'number'
  )
    throw new Problem('bad-geometry', 'A position is not an array of two numbers.')
  const [x, y] = value
  if (!(Number.isFinite(x) && Number.isFinite(y)))
    throw new Problem('not-finite', `The position (${x}, ${y}) is not finite.`)
  if (++context.vertices > context.mostVertices)
    throw new Problem(
      'too-many-vertices',
      `The geometry has more than ${context.mostVertices} vertices; simplify or divide it.`,
    )
  return [x, y]
}

function line(value: unknown, context: Context): Position[] {
  const positions = list(value).map((item) => position(item, context))
  if (positions.length < 2)
    throw new Problem('degenerate', 'A line has one position, at least two are needed.')
  return positions
}

/** The parts that can stand; one that is degenerate is left out, unless it is the only one. */
function parts<T>(value: unknown, context: Context, read: (item: unknown, context: Context) => T): T[] {
  const items = list(value)
  return items.flatMap((item) => {
    try {
      return [read(item, context)]
    } catch (error) {
      const canGo = error instanceof Problem && (error.rule === 'degenerate' || error.rule === 'no-geometry')
      if (!canGo || items.length === 1) throw error
      context.repairs.push('A part without extent was left out.')
      return []
    }
  })
}

function polygon(value: unknown, context: Context): Position[][] {
  const [outline, ...holes] = list(value)
  const rings = [ring(outline, context)]
  for (const hole of holes) {
    try {
      rings.push(ring(hole, context))
    } catch (error) {
      if (!(error instanceof Problem && error.rule === 'degenerate')) throw error
      context.repairs.push('A hole without extent was left out.')
    }
  }
  return rings
}

function ring(value: unknown, context: Context): Position[] {
  const positions = list(value).map((item) => position(item, context))
  const [first, last] = [positions[0]!, positions.at(-1)!]
  if (first[0] !== last[0] || first[1] !== last[1]) {
    positions.push([...first])
    context.repairs.push('An open ring was closed.')
  }
  const distinct = new Set(positions.map(([x, y]) => `${x},${y}`))
  if (positions.length < 4 || distinct.size < 3)
    throw new Problem(
      'degenerate',
      `A ring has ${distinct.size} different corners, at least three are needed.`,
    )
  return positions
}
