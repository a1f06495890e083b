/** Where a panel wants the map to go; the map follows. */
import { createStore } from './store.ts'

/** west, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number]

export type ViewRequest = { kind: 'show'; bounds: Bounds } | { kind: 'zoom'; by: 1 | -1 } | { kind: 'north' }

export const viewRequest = createStore<ViewRequest | undefined>(undefined)
export const requestView = (request: ViewRequest) => viewRequest.set({ ...request })
