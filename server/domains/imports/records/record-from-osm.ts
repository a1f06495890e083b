import type { Geometry, LineString, MultiLineString, MultiPolygon, Polygon } from 'geojson'
import type {
  AreaRecord,
  BarrierRecord,
  BuildingRecord,
  RejectedRecord,
} from '../../../../geo-data/records.ts'
import type { OsmTags } from '../readers/osm-entities.ts'
import { type RawFeature, rejected } from '../readers/raw-feature.ts'
import { divisionCode } from './division-code.ts'
import { adminLevelOf, barrierOf, isBuilding } from './select-osm.ts'

type Line = LineString | MultiLineString
type Area = Polygon | MultiPolygon
/** An area before its level is known, which takes all areas of the file. */
export type OsmArea = Omit<AreaRecord, 'level'> & { adminLevel: number }

/** What a building without a telling `building=*` is used for, by its other tags. */
const USE_TAGS = [
  'building:use',
  'amenity',
  'shop',
  'office',
  'tourism',
  'leisure',
  'craft',
  'industrial',
  'healthcare',
  'power',
  'public_transport',
] as const
const USE_OF: Partial<Record<(typeof USE_TAGS)[number], string>> = {
  shop: 'commercial',
  office: 'commercial',
  craft: 'commercial',
  industrial: 'industrial',
  power: 'industrial',
}

/**
 * Makes a record of an OpenStreetMap feature. Administrative areas come as OsmArea: their level depends on which levels the file has.
 * @param feature from readOsm with selectOsm: tags as properties, WGS 84
 */
export function recordFromOsm(
  feature: RawFeature,
): OsmArea | BuildingRecord | BarrierRecord | RejectedRecord {
  const tags = feature.properties as OsmTags
  const { sourceId, geometry } = feature
  if (isBuilding(tags)) return building(sourceId, tags, geometry)
  const adminLevel = adminLevelOf(tags)
  if (adminLevel !== undefined && isArea(geometry)) return area(sourceId, tags, adminLevel, geometry)
  const barrier = barrierOf(tags)
  if (!barrier && tags.building === 'no')
    return rejected(sourceId, 'not-a-building', 'It is tagged building=no.', geometry)
  if (!barrier || !(isArea(geometry) || isLine(geometry)))
    return rejected(
      sourceId,
      'not-wanted',
      `Nothing is known to do with a ${geometry.type} with these tags.`,
      geometry,
    )
  return {
    layer: 'barriers',
    sourceId,
    kind: barrier.kind,
    class: barrier.class,
    ...names(tags),
    ...(isYes(tags.bridge) ? { bridge: true } : {}),
    ...(isYes(tags.tunnel) ? { tunnel: true } : {}),
    geometry,
  }
}

const isYes = (value: string | undefined) => value !== undefined && value !== 'no'
const isArea = (geometry: Geometry): geometry is Area =>
  geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
const isLine = (geometry: Geometry): geometry is Line =>
  geometry.type === 'LineString' || geometry.type === 'MultiLineString'

function names(tags: OsmTags): { name?: string; nameEn?: string } {
  const name = tags['name:zh'] ?? tags.name
  const nameEn = tags['name:en']
  return { ...(name ? { name } : {}), ...(nameEn ? { nameEn } : {}) }
}

function area(sourceId: string, tags: OsmTags, adminLevel: number, geometry: Area): OsmArea {
  const code = divisionCode(tags.division_code ?? tags['ref:CN'] ?? tags.gb2260 ?? tags.ref)
  return {
    layer: 'areas',
    sourceId,
    adminLevel,
    name: '',
    ...names(tags),
    ...(code ? { code } : {}),
    geometry,
  }
}

function building(sourceId: string, tags: OsmTags, geometry: Geometry): BuildingRecord | RejectedRecord {
  if (tags.building === 'no')
    return rejected(sourceId, 'not-a-building', 'It is tagged building=no.', geometry)
  if (!isArea(geometry))
    return rejected(
      sourceId,
      'no-footprint',
      'The building is drawn as a point; only footprints can be assigned.',
      geometry,
    )
  const levels = Number(tags['building:levels'])
  return {
    layer: 'buildings',
    sourceId,
    use: usageOf(tags),
    ...names(tags),
    ...(levels >= 1 && levels <= 200 ? { levels: Math.round(levels) } : {}),
    geometry,
  }
}

function usageOf(tags: OsmTags): string {
  const { building } = tags
  if (building !== undefined && building !== 'yes') return building
  const key = USE_TAGS.find((candidate) => tags[candidate] !== undefined)
  if (key === undefined) return 'unknown'
  return key === 'building:use' ? tags[key]! : (USE_OF[key] ?? 'public')
}
