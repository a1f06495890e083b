import { expect, test } from 'vitest'
import { SeededRandom } from '../../../../server/algorithms/statistics/seeded-random.ts'
import { openDivider } from '../../../../server/commands/partition/open-divider.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const random = new SeededRandom(9)
const graph = aUnitGrid({ columns: 40, weights: Array.from({ length: 1600 }, () => 10 + random.below(60)) })
const band = { min: 200, max: 400, effort: 0.1 }

test('the plan is the same in one thread and in several', async () => {
  const here = await openDivider(1).divide(graph, band)
  const { divide, close } = openDivider(3)
  try {
    const shares: number[] = []
    const elsewhere = await divide(graph, { ...band, onProgress: (share) => shares.push(share) })
    expect(elsewhere).toEqual(here)
    expect(shares.at(-1)).toBeCloseTo(1)
  } finally {
    await close()
  }
})

test('the wish to stop reaches the threads', async () => {
  const { divide, close } = openDivider(2)
  try {
    const plan = await divide(graph, { ...band, effort: 1000, shouldStop: () => true })
    expect(plan.isStopped).toBe(true)
    // Stopped while hot, it still ends inside the band.
    expect(plan.exceptions).toEqual([])
    expect(plan.zoneOfUnit.every((zone) => zone >= 0 && zone < plan.zoneCount)).toBe(true)
  } finally {
    await close()
  }
})
