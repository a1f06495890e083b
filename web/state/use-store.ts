import { useSyncExternalStore } from 'react'
import type { Store } from './store.ts'

/** Draws a component again whenever the store's value changes. */
export const useStore = <Value>(store: Store<Value>): Value =>
  useSyncExternalStore(store.subscribe, store.get)
