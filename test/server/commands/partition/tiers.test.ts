/** Micro-grids inside grids in one call, at the size of a whole town of 300 grids. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { PartitionResult } from '../../../../server/algorithms/partition/partition-units.ts'
import { SeededRandom } from '../../../../server/algorithms/statistics/seeded-random.ts'
import type { NamedPlan } from '../../../../server/commands/partition/add-micro-grids.ts'
import { describePlan } from '../../../../server/commands/partition/describe-plan.ts'
import { runPartition } from '../../../../server/commands/partition/run-partition.ts'
import { aSquare } from '../../../support/lng-lat-squares.ts'

const scratch = mkdtempSync(join(tmpdir(), 'wangge-tiers-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const COLUMNS = 90
/** Of 8,100 units with about 90,000 households. Two alone are more than a micro-grid may hold. */
const TOO_HEAVY = new Map([
  [1234, 45],
  [5678, 70],
])
const random = new SeededRandom(7)
const households = Array.from(
  { length: COLUMNS * COLUMNS },
  (_, unit) => TOO_HEAVY.get(unit) ?? 4 + random.below(15),
)

async function divideTown(typed: { min: string; max: string; tiers: string }) {
  const path = join(scratch, 'units.geojson')
  const features = households.map((weight, unit) => ({
    type: 'Feature',
    properties: { id: `u${unit}`, households: weight },
    geometry: aSquare(unit % COLUMNS, Math.floor(unit / COLUMNS)),
  }))
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features }))
  const shares: number[] = []
  const run = await runPartition(path, { weight: ['households'], ...typed }, (share) => shares.push(share))
  return { run, shares, ...(run.plans[0] as NamedPlan & { micro: NamedPlan }) }
}

/** By walking from side to side inside each zone. */
function areConnected({ zoneOfUnit, zoneCount }: PartitionResult): boolean {
  const seen = new Set<number>()
  let pieces = 0
  for (const start of households.keys()) {
    if (seen.has(start)) continue
    pieces++
    const waiting = [start]
    while (waiting.length > 0) {
      const unit = waiting.pop()!
      if (seen.has(unit) || zoneOfUnit[unit] !== zoneOfUnit[start]) continue
      seen.add(unit)
      const column = unit % COLUMNS
      if (column > 0) waiting.push(unit - 1)
      if (column < COLUMNS - 1) waiting.push(unit + 1)
      waiting.push(
        ...[unit - COLUMNS, unit + COLUMNS].filter((next) => next >= 0 && next < households.length),
      )
    }
  }
  return pieces === zoneCount
}

function outsideBand({ zoneWeights }: PartitionResult, min: number, max: number): number[] {
  return [...zoneWeights.keys()].filter((zone) => zoneWeights[zone]! < min || zoneWeights[zone]! > max)
}

test('300 grids of 200–400 households and 4,500 micro-grids of 10–30 inside them', {
  timeout: 240_000,
}, async () => {
  const { run, shares, plan, micro, zoneNames } = await divideTown({ min: '200', max: '400', tiers: '10:30' })
  const total = households.reduce((sum, weight) => sum + weight, 0)
  expect(plan.zoneCount).toBe(Math.round(total / 300))
  expect([areConnected(plan), outsideBand(plan, 200, 400), plan.exceptions]).toEqual([true, [], []])

  expect(micro.plan.zoneCount).toBeGreaterThan(4200)
  expect(areConnected(micro.plan)).toBe(true)
  const gridOf = new Map<number, number>()
  micro.plan.zoneOfUnit.forEach((zone, unit) => {
    expect(gridOf.get(zone) ?? plan.zoneOfUnit[unit]).toBe(plan.zoneOfUnit[unit])
    gridOf.set(zone, plan.zoneOfUnit[unit]!)
  })
  for (const [zone, grid] of gridOf) expect(micro.zoneNames[zone]!.split('-')[0]).toBe(zoneNames[grid])
  expect(new Set(micro.zoneNames).size).toBe(micro.plan.zoneCount)

  expect(outsideBand(micro.plan, 10, 30)).toEqual(micro.plan.exceptions.map(({ zone }) => zone))
  expect(micro.plan.exceptions.map(({ reason, unit, piecesNeeded }) => [reason, unit, piecesNeeded])).toEqual(
    [
      ['unit-over-max', 1234, 2],
      ['unit-over-max', 5678, 3],
    ],
  )
  const reports = describePlan(micro.plan, {
    zoneNames: micro.zoneNames,
    unitIds: run.units.map(({ id }) => id),
    totalWeight: total,
    hasCurrent: false,
    weights: [{ field: 'households', min: 10, max: 30 }],
  }).exceptions
  expect(reports[0]).toMatchObject({
    message: 'Unit u1234 alone weighs 45; 30 is the most.',
    remedy: 'Divide the unit into at least 2 pieces.',
    avoidable: false,
  })
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
})
