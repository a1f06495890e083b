import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ZoneState } from '../../../../server/algorithms/partition/zone-state.ts'
import { aPartField } from '../../../support/part-field.ts'

test.for([0, 2])(
  'after any moves every sum is what a fresh count gives, with %i further weights',
  (count) => {
    const move = fc.record({ unit: fc.nat(24), zone: fc.nat(2) })
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        const weights = Array.from({ length: 25 }, (_, unit) => unit)
        const furtherWeights = [
          weights.map((weight) => (weight * 7) % 11),
          weights.map((weight) => weight % 2),
        ]
        const { graph, objective } = aPartField(
          { columns: 5, weights, furtherWeights: furtherWeights.slice(0, count) },
          [
            { min: 20, max: 40 },
            { min: 0, max: 3 },
          ].slice(0, count),
        )
        const zoneOf = Int32Array.from({ length: 25 }, (_, unit) => unit % 3)
        const state = new ZoneState(graph, objective, { zoneOf, zoneCount: 3, home: zoneOf.slice() })
        for (const { unit, zone } of moves) {
          if (zoneOf[unit] === zone) continue
          state.move(unit, zone)
        }
        const fresh = new ZoneState(graph, objective, { zoneOf: zoneOf.slice(), zoneCount: 3 })
        for (const sums of ['weight', 'area', 'perimeter', 'size', 'cost'] as const)
          expect([...state[sums]].map((sum) => sum.toFixed(6))).toEqual(
            [...fresh[sums]].map((sum) => sum.toFixed(6)),
          )
        expect(state.further?.sums).toEqual(fresh.further?.sums)
        expect(state.totalExcess()).toBeCloseTo(fresh.totalExcess(), 6)
        expect(state.cutEdges.slice(0, state.cutCount).sort()).toEqual(
          fresh.cutEdges.slice(0, fresh.cutCount).sort(),
        )
      }),
      { numRuns: 50 },
    )
  },
)
