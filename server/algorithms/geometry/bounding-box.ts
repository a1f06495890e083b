import type { Position } from 'geojson'

export type BoundingBox = [west: number, south: number, east: number, north: number]

/** The smallest box around positions; of none, a box that holds nothing (Infinity … -Infinity). */
export function boundingBox(positions: readonly Position[]): BoundingBox {
  const box: BoundingBox = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of positions as readonly [number, number][]) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}
