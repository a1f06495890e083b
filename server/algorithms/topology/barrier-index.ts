import Flatbush from 'flatbush'
import type { Position } from 'geojson'

/** Lines that ground is divided along; `class` as in the barrier table, `strength` 0…1. */
export type BarrierLine = { class: string; coordinates: Position[] }

/** Noding moves a line by at most 0.71 of the 1e-7° grid; what lies within 1.5 of it lies on the line. */
const TOLERANCE_DEGREES = 1.5e-7

/** Finds the barrier that a noded edge lies on. */
export class BarrierIndex {
  readonly #tree: Flatbush | undefined
  readonly #segments: Float64Array
  readonly #classes: string[]
  readonly #strength: (barrierClass: string) => number

  /** @param strength of a class, 0…1: where two barriers share an edge the stronger one names it */
  constructor(lines: readonly BarrierLine[], strength: (barrierClass: string) => number) {
    this.#strength = strength
    this.#classes = lines.flatMap((line) =>
      new Array<string>(Math.max(0, line.coordinates.length - 1)).fill(line.class),
    )
    this.#segments = new Float64Array(this.#classes.length * 4)
    this.#tree = this.#classes.length > 0 ? new Flatbush(this.#classes.length) : undefined
    let at = 0
    for (const { coordinates } of lines)
      for (let i = 1; i < coordinates.length; i++) {
        const [ax, ay] = coordinates[i - 1] as [number, number]
        const [bx, by] = coordinates[i] as [number, number]
        this.#segments.set([ax, ay, bx, by], at)
        at += 4
        this.#tree!.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
      }
    this.#tree?.finish()
  }

  /** The strongest class whose line runs through the middle of the segment a–b; undefined off every barrier. */
  classAt(a: Position, b: Position): string | undefined {
    const x = (a[0]! + b[0]!) / 2
    const y = (a[1]! + b[1]!) / 2
    const t = TOLERANCE_DEGREES
    let found: string | undefined
    for (const segment of this.#tree?.search(x - t, y - t, x + t, y + t) ?? []) {
      const candidate = this.#classes[segment]!
      if (found !== undefined && !this.#isStronger(candidate, found)) continue
      if (this.#distance(segment, x, y) <= t) found = candidate
    }
    return found
  }

  /** Classes of one strength go by their name, so that the order of the lines never shows. */
  #isStronger(a: string, b: string): boolean {
    const difference = this.#strength(a) - this.#strength(b)
    return difference > 0 || (difference === 0 && a < b)
  }

  #distance(segment: number, x: number, y: number): number {
    const [ax, ay, bx, by] = this.#segments.subarray(segment * 4, segment * 4 + 4) as unknown as [
      number,
      number,
      number,
      number,
    ]
    const [dx, dy] = [bx - ax, by - ay]
    const square = dx * dx + dy * dy
    const share = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0
    return Math.hypot(ax + share * dx - x, ay + share * dy - y)
  }
}
