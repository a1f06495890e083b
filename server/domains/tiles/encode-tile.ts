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

/** The feature without what snapping has flattened: repeated positions, lines of no length, spikes and rings of no area. */
function withoutCollapsed(feature: GeoJSONVTFeature): GeoJSONVTFeature[] {
  if (feature.type === 1) return [feature]
  const parts: TilePosition[][] = feature.geometry
  const geometry =
    feature.type === 2
      ? parts.map(withoutRepeats).filter((line) => line.length > 1)
      : parts.map(withoutFlatCorners).filter((ring) => ring.length > 3)
  return geometry.length === 0 ? [] : [{ ...feature, geometry }]
}

const withoutRepeats = (path: TilePosition[]) =>
  path.filter(([x, y], i) => i === 0 || x !== path[i - 1]![0] || y !== path[i - 1]![1])

/** A closed ring without corners of no area: repeats, points on a straight line, tips that run back on themselves. */
function withoutFlatCorners(ring: TilePosition[]): TilePosition[] {
  const corners: TilePosition[] = []
  for (const corner of ring) {
    corners.push(corner)
    while (corners.length > 2 && isFlat(corners.at(-3)!, corners.at(-2)!, corner)) corners.splice(-2, 1)
  }
  // The ring's first position is its last too: what is flat across that seam goes from either end.
  while (corners.length > 2) {
    if (isFlat(corners.at(-2)!, corners.at(-1)!, corners[0]!)) corners.pop()
    else if (isFlat(corners.at(-1)!, corners[0]!, corners[1]!)) corners.shift()
    else break
  }
  return corners.length > 2 ? [...corners, corners[0]!] : []
}

const isFlat = (a: TilePosition, b: TilePosition, c: TilePosition) =>
  (b[0] - a[0]) * (c[1] - b[1]) === (b[1] - a[1]) * (c[0] - b[0])
