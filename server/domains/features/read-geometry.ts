import type { Geometry } from 'geojson'
import { checkGeometry } from '../../algorithms/geometry/check-geometry.ts'
import { OutOfRange } from '../../algorithms/geometry/crs/convert-geometry.ts'
import type { Database } from '../../platform/database.ts'
import { DomainError, invalidRequest } from '../../platform/errors.ts'
import { contentCrs } from './content-crs.ts'
import { findInvalidity } from './write-queries.ts'

const FIELD = 'body/geometry'
/** More than any block or lake needs; validity of ten times as many takes the database seconds. */
const MOST_VERTICES = 20_000
/** Beyond it Web Mercator, in which tiles are stored, goes towards infinity. */
const MOST_LATITUDE = 85.051129

type Expected = {
  /** The header Content-Crs. */
  crs: string | undefined
  types: readonly Geometry['type'][]
}

/**
 * A geometry out of a request: of a type the collection takes, in WGS 84, snapped to 1e-7°, valid. Nothing is repaired: what is
 * stored is what was sent.
 * @throws DomainError `invalid-request`, or `too-large` for too many vertices
 */
export async function readGeometry(
  db: Database,
  value: unknown,
  { crs, types }: Expected,
): Promise<Geometry> {
  const system = contentCrs(crs)
  const sent = shapeOf(value)
  if (!types.includes(sent.type))
    throw invalidRequest(
      `${FIELD}/type`,
      `The collection holds ${types.join(', ')}; this is a ${sent.type}.`,
      {
        expected: types,
      },
    )
  refuseOver(system.vertices(sent))
  const geometry = shapeOf(converted(system.convert, sent))
  const invalidity = await findInvalidity(db, geometry)
  if (invalidity)
    throw invalidRequest(FIELD, `The geometry is not valid: ${invalidity.reason}.`, {
      place: invalidity.place,
      remedy: 'Draw it without crossing itself; ST_MakeValid or "make valid" of a GIS can repair it.',
    })
  return geometry
}

function shapeOf(value: unknown): Geometry {
  const checked = checkGeometry(value, MOST_VERTICES)
  if ('rule' in checked) {
    if (checked.rule === 'too-many-vertices') throw tooMany(MOST_VERTICES + 1)
    throw invalidRequest(FIELD, checked.message, { rule: checked.rule })
  }
  const [repair] = checked.repairs
  if (repair !== undefined)
    throw invalidRequest(FIELD, `The geometry would have to be repaired first: ${repair}`, {
      rule: 'not-exact',
    })
  return checked.geometry
}

function refuseOver(vertices: number) {
  if (vertices > MOST_VERTICES) throw tooMany(vertices)
}

const tooMany = (vertices: number) =>
  new DomainError(
    'too-large',
    `The geometry has ${vertices} vertices or more; at most ${MOST_VERTICES} are taken.`,
    {
      field: FIELD,
      most: MOST_VERTICES,
      remedy: 'Simplify or divide it, or bring it in by POST /api/imports.',
    },
  )

function converted(convert: (geometry: Geometry) => Geometry, geometry: Geometry): Geometry {
  try {
    const result = convert(geometry)
    const polar = latitudesOf(result).find((latitude) => Math.abs(latitude) > MOST_LATITUDE)
    if (polar === undefined) return result
    throw invalidRequest(FIELD, `The latitude ${polar} lies beyond ±${MOST_LATITUDE}.`)
  } catch (error) {
    if (error instanceof OutOfRange) throw invalidRequest(FIELD, error.message, { position: error.position })
    throw error
  }
}

function latitudesOf(geometry: Geometry): number[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(latitudesOf)
  const ordinates = (geometry.coordinates as unknown[]).flat(3) as number[]
  return ordinates.filter((_, index) => index % 2 === 1)
}
