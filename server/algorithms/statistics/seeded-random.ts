/**
 * A small seeded generator of pseudo-random numbers (mulberry32): the same seed gives the same sequence everywhere.
 *
 * Period 2³², 32 bits a call, about 3 ns. Not for secrets.
 * Source: Tommy Ettinger's mulberry32 (public domain).
 */
export class SeededRandom {
  private state: number

  constructor(seed: number) {
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  }

  /** The next number, 0 ≤ x < 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** The next whole number, 0 ≤ x < bound (bound ≥ 1). */
  below(bound: number): number {
    return Math.floor(this.next() * bound)
  }
}
