import { expect } from 'vitest'
import { test } from '../../support/app.ts'

test('an algorithm runs in a worker thread, typed arrays included', async ({ services }) => {
  expect(await services.workers.run('echo', { weights: new Float64Array([1, 2]) })).toEqual({
    weights: new Float64Array([1, 2]),
  })
})
