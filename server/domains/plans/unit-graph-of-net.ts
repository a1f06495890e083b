import type { Position } from 'geojson'
import { feature } from 'topojson-client'
import { polygonSquareMeters, segmentMeters } from '../../algorithms/geometry/ellipsoid-measures.ts'
import { BARRIER_CLASS_WEIGHTS } from '../../algorithms/partition/barrier-classes.ts'
import type { UnitGraph } from '../../algorithms/partition/partition-units.ts'
import type { LoadedNet } from '../units/index.ts'

/** What of a net is divided. */
export type DividedNet = Pick<LoadedNet, 'topology' | 'neighbours'> & {
  units: Pick<LoadedNet['units'][number], 'kind' | 'households'>[]
}

/** A net as the flat arrays the partition engine works on; unit i is the unit of ordinal i. */
export function unitGraphOfNet(net: DividedNet): UnitGraph {
  const count = net.units.length
  const degree = new Int32Array(count)
  for (const { a, b } of net.neighbours) {
    degree[a] = (degree[a] ?? 0) + 1
    degree[b] = (degree[b] ?? 0) + 1
  }
  const offsets = new Int32Array(count + 1)
  for (let unit = 0; unit < count; unit++) offsets[unit + 1] = (offsets[unit] ?? 0) + (degree[unit] ?? 0)
  const edgeCount = offsets[count] ?? 0
  const graph = {
    weights: Float64Array.from(net.units, (unit) => unit.households),
    ...measuresOf(net),
    offsets,
    neighbours: new Int32Array(edgeCount),
    sharedMeters: new Float64Array(edgeCount),
    barrierWeights: new Float64Array(edgeCount),
    carriers: Uint8Array.from(net.units, (unit) => (unit.kind === 'land' ? 1 : 0)),
  }
  const next = offsets.slice(0, count)
  for (const edge of net.neighbours) {
    for (const [from, to] of [
      [edge.a, edge.b],
      [edge.b, edge.a],
    ] as const) {
      const place = next[from] ?? 0
      next[from] = place + 1
      graph.neighbours[place] = to
      graph.sharedMeters[place] = edge.sharedMeters
      graph.barrierWeights[place] = BARRIER_CLASS_WEIGHTS[edge.barrierClass ?? ''] ?? 0
    }
  }
  return graph
}

/** Measured here and not by the database: its engines differ in the last digits, and the same net shall give the same plan. */
function measuresOf({ topology }: DividedNet): Pick<UnitGraph, 'areasSquareMeters' | 'perimetersMeters'> {
  const { features } = feature(topology, topology.objects.units)
  const polygons = features.map(({ geometry }) => {
    if (geometry.type === 'Polygon') return [geometry.coordinates]
    return geometry.type === 'MultiPolygon' ? geometry.coordinates : []
  })
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return {
    areasSquareMeters: Float64Array.from(polygons, (parts) => sum(parts.map(polygonSquareMeters))),
    perimetersMeters: Float64Array.from(polygons, (parts) => sum(parts.flat().map(ringMeters))),
  }
}

const ringMeters = (ring: readonly Position[]): number =>
  ring.slice(1).reduce((length, position, i) => length + segmentMeters(ring[i] ?? position, position), 0)
