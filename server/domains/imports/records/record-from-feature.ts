import type { Geometry, LineString, MultiLineString, MultiPolygon, Point, Polygon, Position } from 'geojson'
import type {
  AreaLevel,
  AreaRecord,
  BarrierRecord,
  BuildingRecord,
  ImportRecord,
  RejectedRecord,
  UnitRecord,
} from '../../../../geo-data/records.ts'
import { type RawFeature, rejected } from '../readers/raw-feature.ts'
import { AREA_LEVELS } from './area-levels.ts'
import { divisionCode } from './division-code.ts'
import { type FieldMapping, fieldReader, type RecordField } from './field-mapping.ts'
import { barrierOf } from './select-osm.ts'

export type FeatureLayer = 'areas' | 'buildings' | 'barriers' | 'units'

export type FeatureRecordOptions = {
  layer: FeatureLayer
  fields?: FieldMapping | undefined
  /** Level of areas whose features do not say theirs. */
  level?: AreaLevel | undefined
  /** Kind and class of barriers whose features do not say theirs. */
  barrier?: Pick<BarrierRecord, 'kind' | 'class'> | undefined
}

type Area = Polygon | MultiPolygon
type Line = LineString | MultiLineString
type Read = (field: RecordField) => unknown
export type RepairedRecord = ImportRecord & { repairs?: string[] }

/** Side of the square that stands for a building known by a point only (a household register with coordinates). */
const POINT_BUILDING_SIDE_METERS = 10
const METERS_PER_DEGREE = 111_320
const BARRIER_KINDS = ['water', 'rail', 'road', 'link'] as const

/**
 * Makes a record of a generic feature for a chosen layer.
 * @param feature in WGS 84 (converted before)
 * @returns the record with what was put right, or a rejection: geometry that the layer cannot take, a barrier without a known class
 */
export function recordFromFeature(
  feature: RawFeature,
  options: FeatureRecordOptions,
): RepairedRecord | RejectedRecord {
  const readField = fieldReader(options.fields)
  const read: Read = (field) => readField(feature.properties, field)
  const record = byLayer(feature, read, options)
  if (record.layer === 'rejected') return record
  const repairs = [...(feature.repairs ?? []), ...(record.repairs ?? [])]
  return repairs.length > 0 ? { ...record, repairs } : record
}

function byLayer(
  feature: RawFeature,
  read: Read,
  options: FeatureRecordOptions,
): RepairedRecord | RejectedRecord {
  if (options.layer === 'barriers') return barrier(feature, read, options)
  const geometry = areaOf(feature.geometry)
  if (geometry && options.layer === 'areas') return area(feature, read, geometry, options.level)
  if (geometry && options.layer === 'units') return unit(feature, read, geometry)
  if (geometry) return building(feature, read, geometry)
  if (options.layer === 'buildings' && feature.geometry.type === 'Point')
    return {
      ...building(feature, read, squareAround(feature.geometry)),
      repairs: [`The point was given a square of ${POINT_BUILDING_SIDE_METERS} m as its footprint.`],
    }
  return rejected(
    feature.sourceId,
    'wrong-geometry',
    `A ${feature.geometry.type} cannot be one of the ${options.layer}: polygons are needed.`,
    feature.geometry,
  )
}

/** The polygons of a geometry; those of a collection together. */
function areaOf(geometry: Geometry): Area | undefined {
  if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') return geometry
  if (geometry.type !== 'GeometryCollection') return undefined
  const polygons = geometry.geometries.flatMap((part): Position[][][] => {
    const polygonal = areaOf(part)
    if (!polygonal) return []
    return polygonal.type === 'Polygon' ? [polygonal.coordinates] : polygonal.coordinates
  })
  return polygons.length > 0 ? { type: 'MultiPolygon', coordinates: polygons } : undefined
}

function squareAround({ coordinates: [lng = 0, lat = 0] }: Point): Polygon {
  const dy = POINT_BUILDING_SIDE_METERS / 2 / METERS_PER_DEGREE
  const dx = dy / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  const corner = (sx: number, sy: number) => [round7(lng + sx * dx), round7(lat + sy * dy)]
  return {
    type: 'Polygon',
    coordinates: [[corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)]],
  }
}

const round7 = (degrees: number) => Math.round(degrees * 1e7) / 1e7

function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' ? String(value) : undefined
}

/** A count: a finite number ≥ 0, also when the table has it as text. */
function count(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value.replaceAll(',', '')) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? Math.round(number) : undefined
}

const isTrue = (value: unknown) =>
  value === true || value === 1 || /^(yes|y|t|true|1|是|有)$/i.test(String(value ?? ''))

/** Only the entries that have a value, so that absent stays absent. */
function given<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as never
}

function area(feature: RawFeature, read: Read, geometry: Area, fallback?: AreaLevel): AreaRecord {
  const code = divisionCode(read('code'))
  const said = text(read('level'))
  const level = AREA_LEVELS.find((candidate) => candidate === said) ?? fallback ?? levelOfCode(code)
  const parent = divisionCode(read('parent')) ?? text(read('parent'))
  return {
    layer: 'areas',
    sourceId: feature.sourceId,
    level,
    name: text(read('name')) ?? '',
    ...given({ code, nameEn: text(read('nameEn')), parentSourceId: parent }),
    geometry,
  }
}

/** Trailing zeros tell the level of a code; without one an area is taken for a community, which is what grids are drawn in. */
function levelOfCode(code: string | undefined): AreaLevel {
  if (!code) return 'community'
  if (!code.endsWith('000')) return 'community'
  if (!code.endsWith('000000')) return 'town'
  if (!code.endsWith('00000000')) return 'county'
  return code.endsWith('0000000000') ? 'province' : 'city'
}

function unit(feature: RawFeature, read: Read, geometry: Area): UnitRecord | RejectedRecord {
  const households = count(read('households'))
  if (households === undefined)
    return rejected(
      feature.sourceId,
      'no-households',
      'A ready-made unit needs its households (field households or 户数); name the field with --field households=NAME.',
      geometry,
    )
  return {
    layer: 'units',
    sourceId: feature.sourceId,
    households,
    ...given({ name: text(read('name')), population: count(read('population')) }),
    geometry,
  }
}

function building(feature: RawFeature, read: Read, geometry: Area): BuildingRecord {
  const levels = count(read('levels'))
  return {
    layer: 'buildings',
    sourceId: feature.sourceId,
    use: text(read('use')) ?? 'unknown',
    ...given({
      name: text(read('name')),
      nameEn: text(read('nameEn')),
      levels: levels !== undefined && levels >= 1 && levels <= 200 ? levels : undefined,
      households: count(read('households')),
      population: count(read('population')),
      compound: text(read('compound')),
    }),
    geometry,
  }
}

function barrier(
  feature: RawFeature,
  read: Read,
  options: FeatureRecordOptions,
): BarrierRecord | RejectedRecord {
  const { geometry } = feature
  const isLine = geometry.type === 'LineString' || geometry.type === 'MultiLineString'
  const shape = isLine ? (geometry as Line) : areaOf(geometry)
  if (!shape)
    return rejected(
      feature.sourceId,
      'wrong-geometry',
      `A ${geometry.type} cannot be a barrier: lines or polygons are needed.`,
      geometry,
    )
  const said = saidBarrier(feature, read) ?? options.barrier
  if (!said)
    return rejected(
      feature.sourceId,
      'no-class',
      'What kind of barrier it is, is not said; give the fields kind and class, or --barrier KIND:CLASS for all.',
      geometry,
    )
  return {
    layer: 'barriers',
    sourceId: feature.sourceId,
    kind: said.kind,
    class: said.class,
    ...given({ name: text(read('name')), nameEn: text(read('nameEn')) }),
    ...(isTrue(read('bridge')) ? { bridge: true } : {}),
    ...(isTrue(read('tunnel')) ? { tunnel: true } : {}),
    geometry: shape,
  }
}

/** Our own kind and class, else OSM's keys as its shapefile and GeoJSON extracts carry them. */
function saidBarrier(
  { properties }: RawFeature,
  read: Read,
): Pick<BarrierRecord, 'kind' | 'class'> | undefined {
  const kind = BARRIER_KINDS.find((candidate) => candidate === text(read('kind')))
  const said = text(read('class'))
  if (kind && said) return { kind, class: said }
  const tags = Object.fromEntries(Object.entries(properties).filter(([, value]) => typeof value === 'string'))
  const byTags = barrierOf(tags as Record<string, string>)
  const byClass = byTags ?? (said ? barrierOf({ highway: said }) : undefined)
  return byClass && { kind: byClass.kind, class: byClass.class }
}
