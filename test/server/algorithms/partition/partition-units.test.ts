import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type PartitionOptions,
  type PartitionResult,
  partitionUnits,
  type UnitGraph,
} from '../../../../server/algorithms/partition/partition-units.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'
import { expectWholeZones } from '../../../support/whole-zones.ts'

const uniform = (count: number, weight: number) => new Array<number>(count).fill(weight)

describe('partitionUnits', () => {
  test('divides a field of equal units into zones inside the band', () => {
    const plan = partitionUnits(aUnitGrid({ columns: 12, weights: uniform(144, 50) }), { min: 200, max: 400 })
    expect(plan.exceptions).toEqual([])
    expect(plan.metrics.minWeight).toBeGreaterThanOrEqual(200)
    expect(plan.metrics.maxWeight).toBeLessThanOrEqual(400)
    expect(plan.metrics.polsbyPopperMean).toBeGreaterThan(0.6)
  })

  test('gives the same plan for the same seed', () => {
    const graph = aUnitGrid({ columns: 10, weights: Array.from({ length: 100 }, (_, i) => (i * 37) % 90) })
    const plan = (seed: number) => [...partitionUnits(graph, { min: 200, max: 400, seed }).zoneOfUnit]
    expect(plan(3)).toEqual(plan(3))
    expect(plan(3)).not.toEqual(plan(4))
  })

  test('makes exactly the number of zones asked for', () => {
    const plan = partitionUnits(aUnitGrid({ columns: 10, weights: uniform(100, 50) }), {
      min: 600,
      max: 800,
      zones: 7,
    })
    expect(plan.zoneCount).toBe(7)
    expect(plan.exceptions).toEqual([])
  })

  test('a unit over max stands alone and says into how many pieces it would have to go', () => {
    const graph = aUnitGrid({ columns: 3, weights: [100, 100, 100, 0, 950, 100, 100, 100, 100] })
    const plan = partitionUnits(graph, { min: 200, max: 400 })
    expect(plan.exceptions).toMatchObject([
      { reason: 'unit-over-max', weight: 950, unit: 4, piecesNeeded: 3 },
    ])
  })

  test('an island under min is one zone and names its nearest neighbour when it has one', () => {
    const graph = aUnitGrid({ columns: 4, weights: [50, 900, 100, 150] })
    const plan = partitionUnits(graph, { min: 200, max: 400 })
    expect([...plan.zoneOfUnit]).toEqual([0, 1, 2, 2])
    expect(plan.exceptions).toMatchObject([
      { zone: 0, reason: 'part-under-min', weight: 50, nearestZone: 1 },
      { zone: 1, reason: 'unit-over-max', piecesNeeded: 3 },
    ])
  })

  test('a far bank where nobody lives joins a zone with the water, one where somebody lives does not', () => {
    const farBank = (weight: number) => {
      const graph = aUnitGrid({ columns: 4, weights: [150, 150, 0, weight] })
      return partitionUnits({ ...graph, carriers: Uint8Array.of(1, 1, 0, 1) }, { min: 200, max: 400 })
    }
    expect([...farBank(0).zoneOfUnit]).toEqual([0, 0, 0, 0])
    expect(farBank(0).exceptions).toEqual([])
    expect(farBank(10).exceptions).toMatchObject([{ reason: 'part-under-min', weight: 10 }])
  })

  test('a part whose weight fits no number of zones says so', () => {
    const plan = partitionUnits(aUnitGrid({ columns: 5, weights: uniform(5, 100) }), { min: 300, max: 400 })
    expect(plan.exceptions).toMatchObject([
      { reason: 'part-infeasible', partWeight: 500, fewestZones: 2, mostZones: 1 },
    ])
  })

  test('broken weights are not out of the band by the order they are summed in', () => {
    const graph = aUnitGrid({ columns: 6, weights: uniform(6, 0.1) })
    const plan = partitionUnits(graph, { min: 0.3, max: 0.3 })
    expect(plan.zoneCount).toBe(2)
    expect(plan.exceptions).toEqual([])
  })

  test('a bridge without length joins two banks', () => {
    const banks = { columns: 5, weights: [100, 100, 0, 100, 100], isolated: [2] }
    expect(partitionUnits(aUnitGrid(banks), { min: 300, max: 400 }).exceptions).toHaveLength(3)
    const bridged = partitionUnits(aUnitGrid({ ...banks, links: [[1, 3]] }), { min: 300, max: 400 })
    expect(bridged.exceptions).toMatchObject([{ weight: 0, reason: 'part-under-min' }])
  })

  test('boundaries follow a barrier when asked to', () => {
    const river = (a: number, b: number) => (a % 10 === 3 && b % 10 === 4 ? 1 : 0)
    const graph = aUnitGrid({ columns: 10, weights: uniform(40, 10), barrierBetween: river })
    const plan = partitionUnits(graph, { min: 150, max: 250, zones: 2, prefer: 'boundaries' })
    expect(plan.metrics.boundaryOnBarriersShare).toBe(1)
  })

  test('locked zones stay, and the rest is divided around them', () => {
    const graph = aUnitGrid({ columns: 6, weights: uniform(36, 50) })
    const current = Int32Array.from({ length: 36 }, (_, unit) => (unit < 18 ? unit % 6 : 6 + (unit % 6)))
    const plan = partitionUnits(graph, { min: 150, max: 250, current, lockedZones: [0] })
    expect([0, 6, 12].map((unit) => plan.zoneOfUnit[unit])).toEqual([0, 0, 0])
    expect(plan.zoneOfUnit.filter((zone) => zone === 0)).toHaveLength(3)
  })

  test('a plan inside the band is kept unit for unit when stability is asked for', () => {
    const graph = aUnitGrid({ columns: 6, weights: uniform(36, 50) })
    const current = Int32Array.from({ length: 36 }, (_, unit) => Math.floor(unit / 6))
    const plan = partitionUnits(graph, { min: 200, max: 400, current })
    expect(plan.metrics.movedWeight).toBe(0)
    expect([...plan.continuedZones]).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('zones of today far over the band are divided; the number asked for holds with them too', () => {
    const graph = aUnitGrid({ columns: 12, weights: uniform(144, 25) })
    const current = Int32Array.from({ length: 144 }, (_, unit) => (unit % 12 < 6 ? 0 : 1))
    const plan = partitionUnits(graph, { min: 200, max: 400, current })
    expect(plan.exceptions).toEqual([])
    // Two of 1,800 keep 400 each at the most.
    expect(plan.metrics.movedWeight).toBe(plan.metrics.movedWeightFloor)
    for (const zones of [9, 13, 18]) {
      const counted = partitionUnits(graph, { min: 200, max: 400, current, zones })
      expect(counted).toMatchObject({ zoneCount: zones, exceptions: [] })
    }
  })

  test('an exact number of zones keeps today where it can', () => {
    const graph = aUnitGrid({ columns: 6, weights: uniform(72, 50) })
    const current = Int32Array.from({ length: 72 }, (_, unit) => Math.floor(unit / 6))
    const kept = partitionUnits(graph, { min: 200, max: 400, current, zones: 12 })
    expect(kept.metrics.movedWeight).toBe(0)
    const one = partitionUnits(graph, { min: 200, max: 400, current, zones: 11 })
    expect(one).toMatchObject({ zoneCount: 11, exceptions: [] })
    // A row of 300 goes; its neighbours hold 100 more each, so that at least 100 is passed on.
    expect(one.metrics.movedWeight).toBeLessThanOrEqual(450)
  })

  test('stops early with a whole plan and reports progress', () => {
    const shares: number[] = []
    const plan = partitionUnits(aUnitGrid({ columns: 30, weights: uniform(900, 50) }), {
      min: 200,
      max: 400,
      onProgress: (share) => shares.push(share),
      shouldStop: () => true,
    })
    expect(plan.isStopped).toBe(true)
    expect(plan.zoneOfUnit.every((zone) => zone >= 0)).toBe(true)
    expect(shares.at(-1)).toBe(1)
  })

  test('nothing at all is a plan without zones', () => {
    expect(partitionUnits(aUnitGrid({ columns: 1, weights: [] }), { min: 200, max: 400 }).zoneCount).toBe(0)
  })
})

/** A field with holes, empty and huge units, water, two regions and a few links. */
const fields = fc
  .record({
    columns: fc.integer({ min: 1, max: 8 }),
    weights: fc.array(fc.oneof(fc.constant(0), fc.nat(120), fc.nat(120), fc.constant(900)), {
      minLength: 1,
      maxLength: 56,
    }),
    isolated: fc.array(fc.nat(55), { maxLength: 12 }),
    water: fc.array(fc.nat(55), { maxLength: 10 }),
    regionBorder: fc.nat(60),
    links: fc.uniqueArray(fc.tuple(fc.nat(55), fc.nat(55)), { maxLength: 3, selector: String }),
    zones: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
    seed: fc.nat(1000),
  })
  .map(({ links, water, regionBorder, weights, zones, seed, ...rest }) => {
    const inside = links.filter(([a, b]) => a < b && b < weights.length)
    const graph: UnitGraph = {
      ...aUnitGrid({ ...rest, weights, links: inside }),
      regions: Int32Array.from(weights, (_, unit) => (unit < regionBorder ? 0 : 1)),
      carriers: Uint8Array.from(weights, (_, unit) => (water.includes(unit) ? 0 : 1)),
    }
    const options: PartitionOptions = { min: 200, max: 400, seed, effort: 0.1, ...(zones && { zones }) }
    return { graph, options }
  })

test('on any field: every unit in one zone, every zone of one region and in one piece, every exception true', () => {
  fc.assert(
    fc.property(fields, ({ graph, options }) => {
      const plan = partitionUnits(graph, options)
      expectWholeZones(graph, plan)
      expectTrueExceptions(graph, plan, options)
    }),
    { numRuns: 300 },
  )
})

function expectTrueExceptions(graph: UnitGraph, plan: PartitionResult, { min, max }: PartitionOptions) {
  const outside = [...plan.zoneWeights.keys()].filter(
    (zone) => plan.zoneWeights[zone]! < min || plan.zoneWeights[zone]! > max,
  )
  expect(plan.exceptions.map(({ zone }) => zone)).toEqual(outside)
  for (const { reason, unit, zone, piecesNeeded } of plan.exceptions) {
    if (reason !== 'unit-over-max') continue
    expect(plan.zoneOfUnit[unit!]).toBe(zone)
    expect(piecesNeeded! * max).toBeGreaterThanOrEqual(graph.weights[unit!]!)
  }
}

test('a branch that is light only without the pocket cut off from it is not called a pocket', () => {
  // 120 ─ 60 ─ 150 ─ a row of 560; behind the 60 also 131, cut off: 120 + 60 + 131 is over max.
  //       └ 131
  const row = [...new Array(26).fill(20), 40]
  const weights = [120, 60, 150, ...row, 131]
  const pocket = weights.length - 1
  const graph = aUnitGrid({
    columns: weights.length,
    weights,
    isolated: [pocket],
    links: [[1, pocket]],
  })
  const { exceptions } = partitionUnits(graph, { min: 290, max: 310 })
  const named = exceptions.filter(({ reason }) => reason === 'pocket-under-min')
  expect(named).toMatchObject([{ unit: 1, weight: 131, pocketWeight: 131, weightWithPockets: 311 }])
  expect(exceptions.length).toBeGreaterThan(1)
  expect(new Set(exceptions.map(({ reason }) => reason))).toEqual(
    new Set(['pocket-under-min', 'no-plan-exists']),
  )
})
