import { findParts } from '../../algorithms/partition/find-parts.ts'
import type { UnitGraph } from '../../algorithms/partition/partition-units.ts'
import type { BenchCase } from './bench-case.ts'

/** How an edge is priced: METIS holds balance better with small prices, and the boundary better with true ones. */
export const PRICINGS = ['true', 'coarse', 'root', 'one'] as const
export type Pricing = (typeof PRICINGS)[number]

export type MetisInput = {
  /** Units in the order of the lines. */
  units: Int32Array
  weight: number
  /** Zones that METIS need not find, −1 = to be divided, and how many they are. */
  settledZoneOf: Int32Array
  settledZones: number
}

const DECIMETERS = 10
/** Price of the mean edge where prices are small. */
const COARSE_MEAN = 8

/**
 * What METIS is to divide. It is spared what no plan can change, as whoever uses it with care would do: units over max and
 * parts too light for a zone are taken out as zones of their own.
 */
export function metisInput({ graph, min, max }: BenchCase): MetisInput {
  const { settled, parts } = findParts(graph, { min, max })
  const weigh = (units: Iterable<number>) => {
    let sum = 0
    for (const unit of units) sum += graph.weights[unit]!
    return sum
  }
  const fixed = [...settled.map(({ units }) => units), ...parts.filter((units) => weigh(units) < 2 * min)]
  const settledZoneOf = new Int32Array(graph.weights.length).fill(-1)
  fixed.forEach((units, zone) => {
    for (const unit of units) settledZoneOf[unit] = zone
  })
  const units = Int32Array.from(graph.weights.keys()).filter((unit) => settledZoneOf[unit] === -1)
  return {
    units,
    weight: weigh(units),
    settledZoneOf,
    settledZones: fixed.length,
  }
}

/** The graph as METIS reads it: a header, then a line for each unit. Weights are whole, prices too, and never 0. */
export function metisGraph(graph: UnitGraph, units: Int32Array, pricing: Pricing): string {
  const { weights, offsets, neighbours, sharedMeters } = graph
  const lineOf = new Int32Array(weights.length)
  units.forEach((unit, index) => {
    lineOf[unit] = index + 1
  })
  const mean = sharedMeters.reduce((sum, meters) => sum + meters, 0) / sharedMeters.length || 1
  const priceOf: Record<Pricing, (meters: number) => number> = {
    true: (meters) => meters * DECIMETERS,
    coarse: (meters) => (COARSE_MEAN * meters) / mean,
    root: (meters) => COARSE_MEAN * Math.sqrt(meters / mean),
    one: () => 1,
  }
  let directedEdges = 0
  const lines = Array.from(units, (unit) => {
    const words = [Math.round(weights[unit]!)]
    for (let edge = offsets[unit]!; edge < offsets[unit + 1]!; edge++) {
      const line = lineOf[neighbours[edge]!]!
      if (line === 0) continue
      directedEdges++
      words.push(line, Math.max(1, Math.round(priceOf[pricing](sharedMeters[edge]!))))
    }
    return words.join(' ')
  })
  return `${units.length} ${directedEdges / 2} 011\n${lines.join('\n')}\n`
}
