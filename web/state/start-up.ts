/** From opening the page to data on the map: connecting, waiting for a first start, empty, or ready. */
import { api } from '../api/client.ts'
import { createStore } from './store.ts'

/** The work that a first start is waiting for: share done, and the key of what is being done. */
export type StartJob = { progress: number; step: string | null }
export type StartUp =
  | { phase: 'connecting' | 'unreachable' | 'empty' | 'ready' }
  | { phase: 'preparing'; job: StartJob | undefined }

export const startUp = createStore<StartUp>({ phase: 'connecting' })

const POLL_MILLISECONDS = 1000

/** Asks until the server is ready; meanwhile `startUp` says what it is doing. */
export async function whenReady(pollMilliseconds = POLL_MILLISECONDS): Promise<void> {
  for (;;) {
    const state = await askReadiness()
    if (state.phase === 'ready') return
    startUp.set(state)
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds))
  }
}

async function askReadiness(): Promise<StartUp> {
  try {
    const { response, error } = await api.GET('/health/ready')
    if (response.ok) return { phase: 'ready' }
    const job = error?.job as StartJob | null | undefined
    return { phase: 'preparing', job: typeof job?.progress === 'number' ? job : undefined }
  } catch {
    return { phase: 'unreachable' }
  }
}
