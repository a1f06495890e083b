/** A value that features watch: how they meet without knowing each other. */
export type Store<Value> = Readonly<{
  get: () => Value
  set: (next: Value) => void
  /** @returns how to stop watching */
  subscribe: (listener: (value: Value) => void) => () => void
}>

export function createStore<Value>(initial: Value): Store<Value> {
  let current = initial
  const listeners = new Set<(value: Value) => void>()
  return {
    get: () => current,
    set: (next) => {
      if (Object.is(current, next)) return
      current = next
      for (const listener of listeners) listener(next)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
