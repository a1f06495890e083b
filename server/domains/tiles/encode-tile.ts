import { type GeoJSONVTFeature, geoJSONToTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature, Geometry } from 'geojson'
import { BUFFER, EXTENT, type TileRow } from './queries.ts'
import type { TileAddress } from './schemas.ts'

type TilePosition = [number, number]

/**
 * Encodes rows as a vector tile where the database cannot.
 * @param rows properties and GeoJSON geometry in the unit square of the world, already simplified
 * @returns the same features and properties as ST_AsMVT gives, geometry within one tile unit; empty when nothing is left
 */
export function encodeTile(name: string, { z, x, y }: TileAddress, rows: readonly TileRow[]): Buffer {
  const features = rows.map(
    ({ geometry, ...properties }): Feature => ({
      type: 'Feature',
      geometry: JSON.parse(geometry) as Geometry,
      properties,
    }),
  )
  const tile = geoJSONToTile({ type: 'FeatureCollection', features }, z, x, y, {
    coordinates: 'unitSquare',
    clip: true,
    extent: EXTENT,
    buffer: BUFFER,
    tolerance: 0,
  })
  const visible = tile.features.flatMap(withoutCollapsed)
  if (visible.length === 0) return Buffer.alloc(0)
  const bytes = fromGeojsonVt({ [name]: { ...tile, features: visible } }, { version: 2, extent: EXTENT })
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** The feature without repeated positions, lines of no length and rings of no area, or nothing when none is left. */
function withoutCollapsed(feature: GeoJSONVTFeature): GeoJSONVTFeature[] {
  if (feature.type === 1) return [feature]
  const parts: TilePosition[][] = feature.geometry.map(withoutRepeats)
  const geometry =
    feature.type === 2
      ? parts.filter((line) => line.length > 1)
      : parts.filter((ring) => doubleArea(ring) !== 0)
  return geometry.length === 0 ? [] : [{ ...feature, geometry }]
}

const withoutRepeats = (path: TilePosition[]) =>
  path.filter(([x, y], i) => i === 0 || x !== path[i - 1]![0] || y !== path[i - 1]![1])

/** Twice the signed area of a ring in whole tile units (shoelace), exact. */
function doubleArea(ring: TilePosition[]): number {
  let area = 0
  ring.forEach(([x, y], i) => {
    const [previousX, previousY] = ring.at(i - 1)!
    area += previousX * y - x * previousY
  })
  return area
}
