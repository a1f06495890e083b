/** Several weights at once, each inside its own band: through the whole engine. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Band,
  type PartitionOptions,
  type PartitionResult,
  partitionUnits,
  type UnitGraph,
  type ZoneException,
} from '../../../../server/algorithms/partition/partition-units.ts'
import { allBands, allWeights } from '../../../../server/algorithms/partition/unit-graph.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'
import { expectWholeZones } from '../../../support/whole-zones.ts'

describe('several weights', () => {
  test('both bands hold where one alone would break the other', () => {
    const weights = new Array<number>(100).fill(50)
    // Incidents crowd in the north-west: zones by households alone hold up to 60 of them.
    const incidents = weights.map((_, unit) => (unit % 10 < 5 && unit < 50 ? 10 : 1))
    const graph = aUnitGrid({ columns: 10, weights, furtherWeights: [incidents] })
    const byHouseholds = partitionUnits({ ...graph, furtherWeights: [] }, { min: 200, max: 400 })
    const worst = (plan: PartitionResult) => Math.max(...sumZones(graph.furtherWeights![0]!, plan))
    expect(worst(byHouseholds)).toBeGreaterThan(45)
    const plan = partitionUnits(graph, { min: 200, max: 400, furtherBands: [{ min: 4, max: 45 }] })
    expect(plan.exceptions).toEqual([])
    expect(worst(plan)).toBeLessThanOrEqual(45)
    expect(plan.metrics.furtherSpreads[0]!.maxWeight).toBe(worst(plan))
  })

  test('the number of zones is one that every weight allows', () => {
    const graph = aUnitGrid({
      columns: 6,
      weights: new Array(36).fill(50),
      furtherWeights: [new Array(36).fill(10)],
    })
    // 1,800 households in zones of about 300 would be 6; 360 incidents of at most 45 need 8.
    const plan = partitionUnits(graph, { min: 200, max: 400, furtherBands: [{ min: 0, max: 45 }] })
    expect(plan).toMatchObject({ zoneCount: 9, exceptions: [] })
  })

  test('a weight whose band everything fits changes nothing', () => {
    const weights = Array.from({ length: 80 }, (_, unit) => (unit * 37) % 90)
    const graph = aUnitGrid({ columns: 10, weights })
    const alone = partitionUnits(graph, { min: 200, max: 400 })
    const beside = partitionUnits(
      { ...graph, furtherWeights: [new Float64Array(80).fill(1)] },
      { min: 200, max: 400, furtherBands: [{ min: 0, max: 80 }] },
    )
    expect(beside.zoneOfUnit).toEqual(alone.zoneOfUnit)
  })
})

/** A field with holes, links, two regions and water; households beside incidents and children, some of them huge. */
const fields = fc
  .record({
    columns: fc.integer({ min: 1, max: 7 }),
    units: fc.array(
      fc.record({
        households: fc.oneof(fc.constant(0), fc.nat(150), fc.constant(900)),
        incidents: fc.oneof(fc.constant(0), fc.nat(15), { arbitrary: fc.constant(100), weight: 1 }),
        children: fc.nat(30),
      }),
      { minLength: 1, maxLength: 40 },
    ),
    isolated: fc.array(fc.nat(39), { maxLength: 8 }),
    water: fc.array(fc.nat(39), { maxLength: 6 }),
    regionBorder: fc.nat(45),
    bands: fc.record({ leastIncidents: fc.nat(20), mostIncidents: fc.integer({ min: 20, max: 60 }) }),
    zones: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    seed: fc.nat(1000),
  })
  .map(({ units, water, regionBorder, bands, zones, seed, ...rest }) => {
    const furtherWeights = [units.map(({ incidents }) => incidents), units.map(({ children }) => children)]
    const weights = units.map(({ households }) => households)
    const graph: UnitGraph = {
      ...aUnitGrid({ ...rest, weights, furtherWeights }),
      regions: Int32Array.from(units, (_, unit) => (unit < regionBorder ? 0 : 1)),
      carriers: Uint8Array.from(units, (_, unit) => (water.includes(unit) ? 0 : 1)),
    }
    const furtherBands = [
      { min: bands.leastIncidents, max: bands.mostIncidents },
      { min: 0, max: 150 },
    ]
    const options = { min: 200, max: 400, furtherBands, seed, effort: 0.1, ...(zones && { zones }) }
    return { graph, options }
  })

test('on any field: whole zones, and every weight outside its band is listed with a reason that is true', () => {
  fc.assert(
    fc.property(fields, ({ graph, options }) => {
      const plan = partitionUnits(graph, options)
      expectWholeZones(graph, plan)
      expectAllListed(graph, plan, options)
      for (const exception of plan.exceptions)
        expectTrue(graph, plan, { exception, bands: allBands(options) })
    }),
    { numRuns: 300 },
  )
})

function sumZones(weights: Float64Array, { zoneOfUnit, zoneCount }: PartitionResult): Float64Array {
  const sums = new Float64Array(zoneCount)
  zoneOfUnit.forEach((zone, unit) => {
    sums[zone]! += weights[unit]!
  })
  return sums
}

function expectAllListed(graph: UnitGraph, plan: PartitionResult, options: PartitionOptions) {
  const listed = plan.exceptions.map(({ zone, weightIndex, weight }) => [zone, weightIndex, weight])
  const sums = allWeights(graph).map((weights) => sumZones(weights, plan))
  const outside = Array.from({ length: plan.zoneCount }, (_, zone) =>
    allBands(options)
      .map(({ min, max }, index) => ({ index, weight: sums[index]![zone]!, min, max }))
      .filter(({ weight, min, max }) => weight < min || weight > max)
      .map(({ index, weight }) => [zone, index, weight]),
  ).flat()
  expect(listed).toEqual(outside)
}

type Claim = { exception: ZoneException; bands: readonly Band[] }

function expectTrue(graph: UnitGraph, plan: PartitionResult, { exception, bands }: Claim) {
  const weights = allWeights(graph)
  const band = bands[exception.weightIndex!]!
  const { reason, zone, unit, heaviestIndex, piecesNeeded, partWeight, conflict } = exception
  if (reason === 'unit-over-max') {
    expect(weights[heaviestIndex!]![unit!]).toBeGreaterThan(bands[heaviestIndex!]!.max)
    bands.forEach(({ max }, index) => {
      expect(piecesNeeded! * max).toBeGreaterThanOrEqual(weights[index]![unit!]!)
      // Alone but for units without any weight, and the water.
      const others = [...weights[index]!.keys()].filter(
        (each) => each !== unit && plan.zoneOfUnit[each] === zone && graph.carriers![each] === 1,
      )
      expect(others.every((each) => weights[index]![each] === 0)).toBe(true)
    })
  }
  if (reason === 'part-under-min' && partWeight !== undefined) expect(partWeight).toBeLessThan(band.min)
  if (reason !== 'part-infeasible') return
  const wished = [{ weight: partWeight!, band }]
  if (conflict) wished.push({ weight: conflict.partWeight, band: bands[conflict.weightIndex]! })
  const fits = (count: number) =>
    wished.every(({ weight, band: { min, max } }) => count * min <= weight && weight <= count * max)
  const counts = Array.from(graph.weights, (_, index) => index + 1)
  expect(counts.some(fits)).toBe(false)
}
