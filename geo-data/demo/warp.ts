/**
 * The bend of the land: maps the straight lattice (u east, v north, the river at v = 0) to curved ground.
 * Streets near the river follow its meanders, lines around the lake are pushed round, and all of it is turned a little.
 * Smooth and one-to-one, so whatever tiles the lattice tiles the ground.
 */
import type { Point } from './frame.ts'
import { between, seededRandom } from './random.ts'

export type Warp = (u: number, v: number) => Point

/** The rectangle of the lattice that the lake takes. */
export type LakeBox = { left: number; right: number; bottom: number; top: number }

const RIVER_REACH_METERS = 620
const ROUNDNESS = 3

export function landWarp(seed: number, lake: LakeBox): Warp {
  const random = seededRandom(seed, 'warp')
  const phases = Array.from({ length: 6 }, () => between(random, 0, 2 * Math.PI))
  const turn = (between(random, -10, -5) * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const round = roundLake(lake)
  const wave = (at: number, length: number, phase: number) =>
    Math.sin((2 * Math.PI * at) / length + phases[phase]!)
  return (u, v) => {
    const [a, b] = round(u, v)
    const meander = 135 * wave(a, 2700, 0) + 34 * wave(a, 1240, 1)
    const x = a + 42 * wave(b, 2300, 2) + 70 * wave(b + 0.3 * a, 6100, 3)
    const y =
      b + meander / (1 + (b / RIVER_REACH_METERS) ** 2) + 38 * wave(a, 2900, 4) + 60 * wave(a, 7300, 5)
    return [cos * x - sin * y, sin * x + cos * y]
  }
}

/** Pushes the corners of the lake's rectangle in to a superellipse; the push fades with the distance outside. */
function roundLake(lake: LakeBox): (u: number, v: number) => Point {
  const [centreU, centreV] = [(lake.left + lake.right) / 2, (lake.bottom + lake.top) / 2]
  const [halfU, halfV] = [(lake.right - lake.left) / 2, (lake.top - lake.bottom) / 2]
  return (u, v) => {
    const [p, q] = [Math.abs(u - centreU) / halfU, Math.abs(v - centreV) / halfV]
    const square = Math.max(p, q)
    if (square === 0) return [u, v]
    const rounded = (p ** ROUNDNESS + q ** ROUNDNESS) ** (1 / ROUNDNESS)
    const weight = square <= 1 ? 1 : Math.exp(-1.4 * (square - 1))
    const factor = 1 - weight * (1 - square / rounded)
    return [centreU + (u - centreU) * factor, centreV + (v - centreV) * factor]
  }
}
