import { expect, test } from 'vitest'
import {
  askToStop,
  followSharedProgress,
  openSharedProgress,
  shareDone,
} from '../../../server/algorithms/shared-progress.ts'

test('the share done and the wish to stop reach the other side through shared memory', () => {
  const shared = openSharedProgress()
  // What a structured clone to another thread keeps: the same memory behind another array.
  const { onProgress, shouldStop } = followSharedProgress(structuredClone(shared))
  expect([shareDone(shared), shouldStop()]).toEqual([0, false])
  onProgress(1 / 3)
  expect(shareDone(shared)).toBe(0.333333)
  askToStop(shared)
  expect(shouldStop()).toBe(true)
})
