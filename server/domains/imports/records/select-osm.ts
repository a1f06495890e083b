import type { BarrierRecord } from '../../../../geo-data/records.ts'
import type { OsmKind, OsmTags, OsmWanted } from '../readers/osm-entities.ts'

type Barrier = Pick<BarrierRecord, 'kind' | 'class'>

/** `highway=*` → class of a barrier. What is not listed (platforms, proposed roads …) divides no ground. */
const ROAD_CLASS: Record<string, string> = {
  motorway: 'motorway',
  trunk: 'trunk',
  primary: 'primary',
  secondary: 'secondary',
  tertiary: 'tertiary',
  unclassified: 'residential',
  residential: 'residential',
  living_street: 'residential',
  road: 'residential',
  service: 'service',
  track: 'lane',
  pedestrian: 'lane',
  byway: 'lane',
  path: 'path',
  footway: 'path',
  cycleway: 'path',
  bridleway: 'path',
  steps: 'path',
}
const WATERWAY_CLASS: Record<string, string> = {
  river: 'river',
  riverbank: 'river',
  canal: 'canal',
  stream: 'stream',
  tidal_channel: 'stream',
  ditch: 'stream',
  drain: 'stream',
}
const WATER_AREA_CLASS: Record<string, string> = {
  river: 'river',
  oxbow: 'lake',
  canal: 'canal',
  stream: 'stream',
}
const RAILWAYS = new Set(['rail', 'light_rail', 'narrow_gauge', 'monorail', 'funicular', 'subway'])

/** What a thing is as a barrier, by its tags alone; undefined when it is none. */
export function barrierOf(tags: OsmTags): (Barrier & { shape: 'polygon' | 'line' }) | undefined {
  const { highway, waterway, natural, landuse, railway, route } = tags
  const isWaterArea =
    natural === 'water' || waterway === 'riverbank' || landuse === 'reservoir' || landuse === 'basin'
  if (isWaterArea) {
    const water = waterway === 'riverbank' ? 'river' : (WATER_AREA_CLASS[tags.water ?? ''] ?? 'lake')
    return { kind: 'water', class: water, shape: 'polygon' }
  }
  if (natural === 'coastline') return { kind: 'water', class: 'sea', shape: 'line' }
  if (route === 'ferry') return { kind: 'link', class: 'ferry', shape: 'line' }
  const road = highway && tags.area !== 'yes' ? ROAD_CLASS[highway.replace(/_link$/, '')] : undefined
  if (road) return { kind: 'road', class: road, shape: 'line' }
  if (railway && RAILWAYS.has(railway)) return { kind: 'rail', class: 'rail', shape: 'line' }
  const water = waterway ? WATERWAY_CLASS[waterway] : undefined
  return water ? { kind: 'water', class: water, shape: tags.area === 'yes' ? 'polygon' : 'line' } : undefined
}

export const isBuilding = (tags: OsmTags) => tags.building !== undefined && tags.building !== 'no'

/** The level OSM gives an administrative boundary, 1 to 15. */
export function adminLevelOf(tags: OsmTags): number | undefined {
  const level = Number(tags.admin_level)
  return tags.boundary === 'administrative' && Number.isInteger(level) && level >= 1 && level <= 15
    ? level
    : undefined
}

/** What an import wants of OpenStreetMap: administrative areas, buildings, barriers. Buildings drawn as mere points, and what is tagged building=no, are read to be listed. */
export function selectOsm(tags: OsmTags, kind: OsmKind, closed: boolean): OsmWanted | undefined {
  if (isBuilding(tags)) return { layer: 'buildings', shape: kind === 'node' ? 'point' : 'polygon' }
  if (kind === 'node') return undefined
  if (adminLevelOf(tags) !== undefined && closed) return { layer: 'areas', shape: 'polygon', onlyAlone: true }
  const barrier = barrierOf(tags)
  if (barrier) return { layer: `barriers/${barrier.kind}`, shape: barrier.shape }
  return tags.building === 'no' ? { layer: 'buildings', shape: 'polygon' } : undefined
}
