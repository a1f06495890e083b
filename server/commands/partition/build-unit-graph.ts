import { buildCsrGraph } from '../../algorithms/graph/csr-graph.ts'
import type { UnitGraph } from '../../algorithms/partition/partition-units.ts'
import { matchBarriers } from '../../algorithms/topology/match-barriers.ts'
import { buildUnitTopology, type MeasuredTopology } from '../../algorithms/topology/unit-topology.ts'
import { invalidRequest } from '../../platform/errors.ts'
import { listMapFaults } from './list-map-faults.ts'
import { type Edge, readAdjacency } from './read-adjacency.ts'
import { readBarriers } from './read-barriers.ts'
import type { Unit } from './read-units.ts'

export type GraphSources = { adjacency?: string; barriers?: string; within?: string }

/** The graph of a file's units: measures from their geometry, neighbours from the file or from common arcs. */
export function buildUnitGraph(units: readonly Unit[], sources: GraphSources, warnings: string[]) {
  const topology = buildUnitTopology(units.map(({ geometry }) => geometry))
  const ids = units.map(({ id }) => id)
  const edges = sources.adjacency ? readAdjacency(sources.adjacency, ids, warnings) : topology.boundaries
  const { offsets, neighbours, pairOf } = buildCsrGraph(units.length, edges)
  const weightOfPair = barrierWeights(edges, topology, sources.barriers)
  const furtherWeights = (units[0]?.furtherWeights ?? []).map((_, index) =>
    Float64Array.from(units, (unit) => unit.furtherWeights[index]!),
  )
  const regions = sources.within ? numberValues(units, sources.within) : undefined
  const graph: UnitGraph = {
    weights: Float64Array.from(units, ({ weight }) => weight),
    areasSquareMeters: topology.areasSquareMeters,
    perimetersMeters: topology.perimetersMeters,
    offsets,
    neighbours,
    sharedMeters: Float64Array.from(pairOf, (pair) => edges[pair]!.sharedMeters),
    barrierWeights: Float64Array.from(pairOf, (pair) => weightOfPair[pair]!),
    ...(furtherWeights.length > 0 && { furtherWeights }),
    ...(regions && { regions }),
  }
  warnings.push(...listMapFaults(graph, topology, ids))
  return { graph, topology }
}

function barrierWeights(edges: readonly Edge[], topology: MeasuredTopology, path: string | undefined) {
  if (!path) return new Float64Array(edges.length)
  const matched = matchBarriers(topology, readBarriers(path))
  const weightOf = new Map(topology.boundaries.map(({ a, b }, index) => [`${a} ${b}`, matched[index]!]))
  return Float64Array.from(edges, ({ a, b }) => weightOf.get(`${a} ${b}`) ?? 0)
}

/** Numbers the values of a field in the order of their first unit; units without one are a region of their own together. */
function numberValues(units: readonly Unit[], field: string): Int32Array {
  if (units.every(({ properties }) => properties[field] === undefined))
    throw invalidRequest('within', `No unit has the field ${field}.`)
  const numbers = new Map<string, number>()
  return Int32Array.from(units, ({ properties }) => {
    const value = String(properties[field] ?? '')
    const number = numbers.get(value) ?? numbers.size
    numbers.set(value, number)
    return number
  })
}
