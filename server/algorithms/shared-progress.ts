/**
 * Memory that a thread at work and the one that waits for it share: the share done goes one way, the wish to stop the
 * other. Functions cannot cross to another thread; this can, inside the input of a task.
 */
export type SharedProgress = Int32Array<SharedArrayBuffer>

/** Slots of the shared memory. */
const [STOP, DONE] = [0, 1]
const WHOLE = 1_000_000

export function openSharedProgress(): SharedProgress {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
}

/** For the thread at work: the callbacks of long algorithms. */
export function followSharedProgress(shared: SharedProgress): {
  onProgress: (share: number) => void
  shouldStop: () => boolean
} {
  return {
    onProgress: (share) => Atomics.store(shared, DONE, Math.round(share * WHOLE)),
    shouldStop: () => Atomics.load(shared, STOP) === 1,
  }
}

/** For the thread that waits: the share done, 0…1, to a millionth. */
export const shareDone = (shared: SharedProgress): number => Atomics.load(shared, DONE) / WHOLE

/** The algorithm ends with the best it has as soon as it looks. */
export function askToStop(shared: SharedProgress): void {
  Atomics.store(shared, STOP, 1)
}
