/** Seeded randomness: the same keys give the same stream on every machine, so that a demo can be made again. */

export type Random = () => number

/** A stream of numbers in [0, 1) that depends on the keys alone (FNV-1a of the keys, then mulberry32). */
export function seededRandom(...keys: (string | number)[]): Random {
  let state = 0x811c9dc5
  for (const character of keys.join('/')) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random()
}

/** A whole number from low to high, both included. */
export function integerBetween(random: Random, low: number, high: number): number {
  return low + Math.floor((high - low + 1) * random())
}

export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)]!
}

/** A shuffled copy (Fisher–Yates). */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const copy = [...items]
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const kept = copy[last]!
    copy[last] = copy[other]!
    copy[other] = kept
  }
  return copy
}
