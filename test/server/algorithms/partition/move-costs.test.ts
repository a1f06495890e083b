import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MoveCosts } from '../../../../server/algorithms/partition/move-costs.ts'
import { ZoneState } from '../../../../server/algorithms/partition/zone-state.ts'
import { aPartField } from '../../../support/part-field.ts'

const furtherBands = [
  { min: 20, max: 40 },
  { min: 0, max: 3 },
]

/** 25 units in three zones, with every kind of cost. */
function aState(furtherCount: number) {
  const weights = Array.from({ length: 25 }, (_, unit) => unit)
  const furtherWeights = [weights.map((weight) => (weight * 7) % 11), weights.map((weight) => weight % 2)]
  const { graph, objective } = aPartField(
    { columns: 5, weights, furtherWeights: furtherWeights.slice(0, furtherCount) },
    furtherBands.slice(0, furtherCount),
  )
  const prices = { ...objective, balancePrice: 5, movePrice: 7 }
  const zoneOf = Int32Array.from({ length: 25 }, (_, unit) => Math.floor(unit / 9))
  return new ZoneState(graph, prices, { zoneOf, zoneCount: 3, home: zoneOf.slice() })
}

/** Cut edges over which another unit may leave the zone that `edge` leads into. */
function exitsAfter({ graph, zoneOf, cutEdges, cutCount }: ZoneState, edge: number): number[] {
  const middle = zoneOf[graph.neighbours[edge]!]!
  return [...cutEdges.subarray(0, cutCount)].filter(
    (exit) => zoneOf[graph.sources[exit]!] === middle && graph.neighbours[exit] !== graph.sources[edge],
  )
}

const picks = fc.array(fc.record({ first: fc.nat(1000), second: fc.nat(1000) }), { maxLength: 40 })

test.for([0, 2])('after any moves the next one costs what is foretold, with %i further weights', (count) => {
  fc.assert(
    fc.property(picks, (picked) => {
      const state = aState(count)
      const { sources, neighbours } = state.graph
      const costs = new MoveCosts(state)
      for (const { first, second } of picked) {
        if (state.cutCount === 0) return
        const edge = state.cutEdges[first % state.cutCount]!
        const middle = state.zoneOf[neighbours[edge]!]!
        const exits = exitsAfter(state, edge)
        const before = state.totalCost()
        const ofMove = costs.ofMove(edge)
        if (exits.length === 0) continue
        const exit = exits[second % exits.length]!
        const to = state.zoneOf[neighbours[exit]!]!
        const ofChain = costs.ofChain(edge, exit)
        state.move(sources[edge]!, middle)
        expect(state.totalCost()).toBeCloseTo(before + ofMove, 6)
        state.move(sources[exit]!, to)
        expect(state.totalCost()).toBeCloseTo(before + ofChain, 6)
      }
    }),
    { numRuns: 100 },
  )
})

test('what is kept of a move is not used for a plan that was put in its place', () => {
  const state = aState(0)
  const costs = new MoveCosts(state)
  const edge = state.cutEdges[0]!
  costs.ofMove(edge)
  state.zoneOf.forEach((zone, unit) => {
    state.zoneOf[unit] = unit === state.graph.sources[edge] ? zone : 2
  })
  state.recount()
  expect(costs.ofMove(edge)).toBe(new MoveCosts(state).ofMove(edge))
})
