import type { Geometry } from 'geojson'
import { checkGeometry } from '../../../algorithms/geometry/check-geometry.ts'
import { type RawItem, type ReaderLimits, rejected } from './raw-feature.ts'

/** Properties that name a feature, most telling first. */
const ID_PROPERTIES = [
  'id',
  'ID',
  'gid',
  'GID',
  'fid',
  'FID',
  'osm_id',
  'objectid',
  'OBJECTID',
  'uuid',
  'code',
  'Code',
  'CODE',
  '编码',
  '代码',
]

export const GEOMETRY_TYPES: ReadonlySet<unknown> = new Set<Geometry['type']>([
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
])

/** How features get their ids: the named property if one is given, else the feature's id, an id property, or `#ordinal`. */
export function sourceIdOf(
  id: unknown,
  properties: Record<string, unknown>,
  ordinal: number,
  idField?: string,
): string {
  const candidates = idField ? [properties[idField]] : [id, ...ID_PROPERTIES.map((name) => properties[name])]
  const found = candidates.find(
    (value) => (typeof value === 'string' && value !== '') || Number.isFinite(value),
  )
  return found === undefined ? `#${ordinal}` : String(found).slice(0, 200)
}

/**
 * Checks one parsed value of a GeoJSON file.
 * @param value a Feature, or a bare geometry
 * @param ordinal its place in the file, from 1
 * @returns the feature, or its rejection with the reason
 */
export function geojsonFeature(
  value: unknown,
  ordinal: number,
  limits: ReaderLimits,
  idField?: string,
): RawItem {
  if (typeof value !== 'object' || value === null)
    return rejected(
      `#${ordinal}`,
      'bad-feature',
      `Feature ${ordinal} is ${value === null ? 'null' : typeof value}.`,
    )
  const { type, id, properties, geometry } = value as Record<string, unknown>
  const isBare = GEOMETRY_TYPES.has(type)
  if (type !== 'Feature' && !isBare)
    return rejected(
      `#${ordinal}`,
      'bad-feature',
      `Feature ${ordinal} has the type ${JSON.stringify(type)?.slice(0, 40)}.`,
    )
  const attributes = isPlainObject(properties) && !isBare ? properties : {}
  const sourceId = sourceIdOf(isBare ? undefined : id, attributes, ordinal, idField)
  const checked = checkGeometry(isBare ? value : geometry, limits.verticesPerFeature)
  if ('rule' in checked) return rejected(sourceId, checked.rule, checked.message)
  const { repairs } = checked
  return {
    sourceId,
    geometry: checked.geometry,
    properties: attributes,
    ...(repairs.length > 0 ? { repairs } : {}),
  }
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
