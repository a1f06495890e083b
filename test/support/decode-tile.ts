import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'

export type DecodedFeature = {
  properties: Record<string, string | number | boolean>
  kind: 'unknown' | 'point' | 'line' | 'polygon'
  /** west, north, east, south in tile units. */
  box: [number, number, number, number]
  /** Enclosed area in square tile units, 0 for points and lines. */
  area: number
  /** Length of all lines and rings in tile units, as drawn. */
  length: number
}

const KINDS = ['unknown', 'point', 'line', 'polygon'] as const

/** The features of one layer of a vector tile, by id; none when the tile has no such layer. */
export function decodeTile(bytes: Uint8Array, layerName: string): DecodedFeature[] {
  const layer = new VectorTile(new PbfReader(bytes)).layers[layerName]
  if (!layer) return []
  const features = Array.from({ length: layer.length }, (_, i): DecodedFeature => {
    const feature = layer.feature(i)
    const kind = KINDS[feature.type]!
    const rings = feature.loadGeometry()
    const xs = rings.flat().map((point) => point.x)
    const ys = rings.flat().map((point) => point.y)
    return {
      properties: feature.properties,
      kind,
      box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
      length: rings.reduce((sum, path) => sum + pathLength(path), 0),
      area: kind === 'polygon' ? rings.reduce((sum, ring) => sum + signedArea(ring), 0) : 0,
    }
  })
  return features.sort((a, b) => (String(a.properties.id) < String(b.properties.id) ? -1 : 1))
}

const signedArea = (ring: { x: number; y: number }[]) =>
  ring.reduce((sum, { x, y }, i) => {
    const previous = ring.at(i - 1)!
    return sum + (previous.x * y - x * previous.y) / 2
  }, 0)

const pathLength = (path: { x: number; y: number }[]) =>
  path.reduce((sum, { x, y }, i) => {
    const previous = path[i - 1]
    return previous ? sum + Math.hypot(x - previous.x, y - previous.y) : sum
  }, 0)
