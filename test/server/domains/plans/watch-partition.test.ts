import { expect } from 'vitest'
import { watchPartition } from '../../../../server/domains/plans/watch-partition.ts'
import { test } from '../../../support/app.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

/** Hours of work, if nobody stops it. */
const endless = () => ({
  graph: aUnitGrid({ columns: 40, weights: new Array<number>(1600).fill(30) }),
  options: { min: 200, max: 400, effort: 1e5 },
})

test('a partition in a thread says how far it is and stops when it is no longer wanted', async ({
  services,
}) => {
  const shares: number[] = []
  let isCancelled = false
  const running = watchPartition(services.workers, endless(), {
    onShare: async (share) => {
      shares.push(share)
      isCancelled = share > 0
    },
    isCancelled: () => isCancelled,
  })
  await expect(running).rejects.toThrow('The job was cancelled.')
  expect(shares.at(-1)).toBeGreaterThan(0)
  expect(shares.at(-1)).toBeLessThan(0.5)
})

test('the thread is free again when the progress could not be told', async ({ services }) => {
  const running = watchPartition(services.workers, endless(), {
    onShare: () => Promise.reject(new Error('the connection is gone')),
    isCancelled: () => false,
  })
  await expect(running).rejects.toThrow('the connection is gone')
})

test('what the algorithm refuses comes through', async ({ services }) => {
  const { graph } = endless()
  const watch = { onShare: async () => undefined, isCancelled: () => false }
  const options = { min: 400, max: 200 }
  await expect(watchPartition(services.workers, { graph, options }, watch)).rejects.toThrow(
    'The band 400–200 is empty',
  )
})
