import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import type { PlanePoint } from '../geometry/equal-area-plane.ts'
import type { MeasuredTopology } from './unit-topology.ts'

export type BarrierLine = { coordinates: Position[]; weight: number }

/** How far a boundary may run beside a line and still count as lying on it. */
const TOLERANCE_METERS = 12
/** A boundary is looked at every so many metres. */
const SAMPLE_METERS = 20

type Segment = { from: PlanePoint; to: PlanePoint; weight: number }

/**
 * Matches barrier lines onto the common boundaries of units.
 *
 * @param topology units and their common boundaries
 * @param lines    lng, lat lines with a weight 0…1
 * @returns        for each boundary the mean weight along it: at each sampled point the strongest line within 12 m, 0 where
 *                 there is none, and 0 in all where less than half lies on a line; length as `topology.boundaries`
 *
 * O((segments + samples) log segments).
 */
export function matchBarriers(topology: MeasuredTopology, lines: readonly BarrierLine[]): Float64Array {
  const segments = segmentsOf(lines, topology.toPlane)
  const weights = new Float64Array(topology.boundaries.length)
  if (segments.length === 0) return weights
  const index = new Flatbush(segments.length)
  for (const { from, to } of segments)
    index.add(
      Math.min(from[0], to[0]) - TOLERANCE_METERS,
      Math.min(from[1], to[1]) - TOLERANCE_METERS,
      Math.max(from[0], to[0]) + TOLERANCE_METERS,
      Math.max(from[1], to[1]) + TOLERANCE_METERS,
    )
  index.finish()
  topology.boundaries.forEach(({ arcs }, boundary) => {
    const samples = arcs.flatMap((arc) => sampleChain(topology.topology.arcs[arc]!.map(topology.toPlane)))
    const hits = samples.map((sample) => strongestAt(sample, segments, index)).filter((weight) => weight > 0)
    // Fewer hits are lines that only cross or touch the boundary.
    if (hits.length * 2 >= samples.length && hits.length > 0)
      weights[boundary] = hits.reduce((sum, weight) => sum + weight, 0) / samples.length
  })
  return weights
}

function segmentsOf(lines: readonly BarrierLine[], toPlane: MeasuredTopology['toPlane']): Segment[] {
  return lines.flatMap(({ coordinates, weight }) => {
    const points = coordinates.map(toPlane)
    return points.slice(1).map((to, index) => ({ from: points[index]!, to, weight }))
  })
}

/** Points in the middle of pieces of at most SAMPLE_METERS. */
function sampleChain(points: readonly PlanePoint[]): PlanePoint[] {
  return points.slice(1).flatMap(([x1, y1], index) => {
    const [x0, y0] = points[index]!
    const pieces = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / SAMPLE_METERS))
    return Array.from({ length: pieces }, (_, piece): PlanePoint => {
      const share = (piece + 0.5) / pieces
      return [x0 + (x1 - x0) * share, y0 + (y1 - y0) * share]
    })
  })
}

function strongestAt(point: PlanePoint, segments: readonly Segment[], index: Flatbush): number {
  let strongest = 0
  for (const found of index.search(point[0], point[1], point[0], point[1])) {
    const segment = segments[found]!
    if (segment.weight > strongest && distanceTo(point, segment) <= TOLERANCE_METERS)
      strongest = segment.weight
  }
  return strongest
}

function distanceTo([x, y]: PlanePoint, { from, to }: Segment): number {
  const dx = to[0] - from[0]
  const dy = to[1] - from[1]
  const squared = dx * dx + dy * dy
  const along = squared > 0 ? ((x - from[0]) * dx + (y - from[1]) * dy) / squared : 0
  const share = Math.min(1, Math.max(0, along))
  return Math.hypot(x - from[0] - share * dx, y - from[1] - share * dy)
}
