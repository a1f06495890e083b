import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { metersPerDegree, segmentMeters } from './ellipsoid-measures.ts'

export type NearestShape = { shape: number; distanceMeters: number }

/**
 * For some shapes, the nearest other shape, measured from corner to corner.
 *
 *     ┌───┐ · · ┌───┐
 *     │ 0 │     │ 1 │        0 → 1
 *     └───┘     └───┘
 *
 * @param corners the corners of each shape, lng, lat in degrees; length n
 * @param asked   the shapes to find a neighbour for
 * @returns       for each asked shape the nearest one and the metres between their nearest corners; none where n = 1
 *
 * O(c log c) for c corners in all. Deterministic: equal distances go to the lower shape.
 */
export function nearestShapes(
  corners: readonly (readonly Position[])[],
  asked: readonly number[],
): Map<number, NearestShape> {
  const nearest = new Map<number, NearestShape>()
  const count = corners.reduce((sum, shape) => sum + shape.length, 0)
  if (count === 0 || asked.length === 0) return nearest
  const shapeOf = new Int32Array(count)
  const positions: Position[] = []
  const scale = metersPerDegree(corners.find((shape) => shape.length > 0)?.[0]?.[1] ?? 0)
  const index = new Flatbush(count)
  corners.forEach((shape, number) => {
    for (const position of shape) {
      const [x, y] = [position[0]! * scale.lng, position[1]! * scale.lat]
      shapeOf[index.add(x, y, x, y)] = number
      positions.push(position)
    }
  })
  index.finish()
  for (const shape of asked) {
    for (const position of corners[shape] ?? []) {
      const [found] = index.neighbors(
        position[0]! * scale.lng,
        position[1]! * scale.lat,
        1,
        Number.POSITIVE_INFINITY,
        (corner) => shapeOf[corner] !== shape,
      )
      if (found === undefined) break
      const candidate = { shape: shapeOf[found]!, distanceMeters: segmentMeters(position, positions[found]!) }
      const best = nearest.get(shape)
      const lead = best ? best.distanceMeters - candidate.distanceMeters : 1
      if (lead > 0 || (lead === 0 && best && candidate.shape < best.shape)) nearest.set(shape, candidate)
    }
  }
  return nearest
}
