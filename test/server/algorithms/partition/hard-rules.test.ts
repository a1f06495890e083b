/** The hard rules against every plan there is: on random planar maps the engine is never wrong about what cannot be. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type PartitionResult,
  partitionUnits,
} from '../../../../server/algorithms/partition/partition-units.ts'
import type { PartitionOptions, UnitGraph } from '../../../../server/algorithms/partition/unit-graph.ts'
import {
  askOracle,
  componentsOf,
  freeUnits,
  isConnected,
  leastExcessWith,
  type OraclePart,
} from '../../../support/exhaustive-oracle.ts'
import { planarWorlds } from '../../../support/planar-world.ts'

type Oracle = ReturnType<typeof askOracle>

/** HARD_RULES_RUNS=50000 looks for what a thousand maps do not show. */
const RUNS = Number(process.env.HARD_RULES_RUNS ?? 1000)

test('hard rules hold, a plan is found where one exists, and every exception is true', {
  timeout: 600_000,
}, () => {
  fc.assert(
    fc.property(planarWorlds(9), ({ graph, options }) => {
      const plan = partitionUnits(graph, options)
      const oracle = askOracle(graph, options)
      expectWholeZones(graph, plan, options)
      expectListedZones(plan, options)
      expectTrueReasons(graph, { plan, oracle, options })
      expectLeastExcess({ plan, oracle, options })
    }),
    { numRuns: RUNS },
  )
})

test('on larger maps too: zones are whole, the list is complete, and pockets are shut off as it says', {
  timeout: 600_000,
}, () => {
  fc.assert(
    fc.property(planarWorlds(60, 31), ({ graph, options }) => {
      const plan = partitionUnits(graph, options)
      expectWholeZones(graph, plan, options)
      expectListedZones(plan, options)
      const members = membersOf(plan)
      for (const { reason, zone, unit } of plan.exceptions) {
        if (reason !== 'pocket-under-min') continue
        const all = componentsOf(graph, freeUnits(graph, options))
        const part = all.find((units) => units.includes(unit!))!
        expectShutOff(graph, { units: members[zone]!, part, options, gate: unit! })
      }
    }),
    { numRuns: Math.ceil(RUNS / 20) },
  )
})

function membersOf({ zoneOfUnit, zoneCount }: PartitionResult): number[][] {
  const members = Array.from({ length: zoneCount }, (): number[] => [])
  zoneOfUnit.forEach((zone, unit) => {
    members[zone]!.push(unit)
  })
  return members
}

function expectWholeZones(
  graph: UnitGraph,
  plan: PartitionResult,
  { current, lockedZones = [] }: PartitionOptions,
) {
  expect([...plan.zoneOfUnit].every((zone) => zone >= 0 && zone < plan.zoneCount)).toBe(true)
  const locked = lockedZones
    .map((zone) => [...graph.weights.keys()].filter((unit) => current?.[unit] === zone))
    .filter(({ length }) => length > 0)
  const members = membersOf(plan)
  for (const units of locked) expect(members).toContainEqual(units)
  for (const units of members)
    if (!locked.some(([first]) => first === units[0])) expect(isConnected(graph, units)).toBe(true)
}

function isOutside(weight: number, { min, max }: PartitionOptions): boolean {
  return weight < min || weight > max
}

function expectListedZones(plan: PartitionResult, options: PartitionOptions) {
  const outside = [...plan.zoneWeights.keys()].filter((zone) => isOutside(plan.zoneWeights[zone]!, options))
  expect(plan.exceptions.map(({ zone }) => zone)).toEqual(outside)
}

type Judged = { plan: PartitionResult; oracle: Oracle; options: PartitionOptions }

function expectTrueReasons(graph: UnitGraph, { plan, oracle, options }: Judged) {
  const members = membersOf(plan)
  for (const exception of plan.exceptions) {
    const units = members[exception.zone]!
    const part = oracle.parts.find((each) => units.every((unit) => each.units.includes(unit)))
    switch (exception.reason) {
      case 'unit-over-max':
        expect(oracle.heavy).toContain(exception.unit)
        expect(units.filter((unit) => graph.weights[unit]! > 0)).toEqual([exception.unit])
        break
      case 'locked':
        expect(units.every(oracle.isLocked)).toBe(true)
        break
      case 'pocket-under-min':
        expectPocket(graph, { units, part: part!, options, gate: exception.unit! })
        break
      case 'part-under-min':
        expect(part!.units).toEqual(units)
        expect(part!.weight).toBeLessThan(options.min)
        break
      case 'zones-infeasible':
        expect(options.zones).toBeDefined()
        break
      default:
        expect(exception.reason).not.toBe('not-found')
        expect(Math.min(...part!.leastExcess)).toBeGreaterThan(0)
    }
  }
}

function expectPocket(graph: UnitGraph, { part, ...asked }: Omit<Shut, 'part'> & { part: OraclePart }) {
  expectShutOff(graph, { ...asked, part: part.units })
  expect(Math.min(...part.leastExcess)).toBeGreaterThan(0)
}

type Shut = { units: number[]; part: number[]; options: PartitionOptions; gate: number }

/** Behind the gate lies something lighter than min, and with all such it is over max. */
function expectShutOff(graph: UnitGraph, { units, part, options, gate }: Shut) {
  const weigh = (some: readonly number[]) => some.reduce((sum, unit) => sum + graph.weights[unit]!, 0)
  const pieces = componentsOf(
    graph,
    part.filter((unit) => unit !== gate),
  )
  const pockets = pieces.filter((piece) => weigh(piece) < options.min)
  expect(weigh(pockets.flat()) + graph.weights[gate]!).toBeGreaterThan(options.max)
  expect(pockets.some((pocket) => pocket.some((unit) => units.includes(unit)))).toBe(true)
}

/** What lies outside the band besides the settled zones is the least that any plan leaves there. */
function expectLeastExcess({ plan, oracle, options }: Judged) {
  const ofParts = plan.exceptions.filter(({ reason }) => reason !== 'unit-over-max' && reason !== 'locked')
  const outside = ofParts.reduce(
    (sum, { weight }) => sum + Math.max(options.min - weight, weight - options.max),
    0,
  )
  const zonesOfParts = plan.zoneCount - oracle.settledZones
  if (options.zones === undefined) {
    const least = oracle.parts.reduce((sum, { leastExcess }) => sum + Math.min(...leastExcess), 0)
    expect(outside).toBeCloseTo(least, 6)
  } else {
    const most = oracle.parts.reduce((sum, { units }) => sum + units.length, 0)
    const wanted = options.zones - oracle.settledZones
    expect(zonesOfParts).toBe(Math.min(most, Math.max(oracle.parts.length, wanted)))
    expect(outside).toBeCloseTo(leastExcessWith(oracle.parts, zonesOfParts), 6)
  }
}
