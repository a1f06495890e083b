import { expect, test } from 'vitest'
import { openWorkerPool } from '../../../server/platform/worker-pool.ts'

test('an algorithm runs in a worker thread: typed arrays and errors come through', async () => {
  const pool = openWorkerPool(new URL('../../support/echo-worker.ts', import.meta.url))
  try {
    const weights = new Float64Array([1, 2])
    expect(await pool.run('echo', { weights })).toEqual({ weights: new Float64Array([1, 2]) })
    await expect(pool.run('fail', {})).rejects.toThrow('no plan')
  } finally {
    await pool.close()
  }
})
