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

const CALM_METERS = 850
const RIVER_REACH_METERS = 700
/** The exponent of the lake's superellipse: 2 would be an ellipse. */
const ROUNDNESS = 2.4

export function landWarp(seed: number, lake: LakeBox): Warp {
  const random = seededRandom(seed, 'warp')
  const phases = Array.from({ length: 6 }, () => between(random, 0, 2 * Math.PI))
  const turn = (between(random, -10, -5) * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const round = roundLake(lake)
  // The meanders die down towards the lake, which they would pull askew.
  const calmAtLake = (a: number) => 1 - Math.exp(-(((a - (lake.left + lake.right) / 2) / CALM_METERS) ** 2))
  const wave = (at: number, length: number, phase: number) =>
    Math.sin((2 * Math.PI * at) / length + phases[phase]!)
  return (u, v) => {
    const [a, b] = round(u, v)
    const meander = calmAtLake(a) * (215 * wave(a, 2600, 0) + 55 * wave(a, 1270, 1))
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
    if (p === 0 && q === 0) return [u, v]
    // Sharp-cornered at the box, so that its outline becomes the smooth shore road; rounder outside, so that lines do not kink.
    const box = Math.max(p, q)
    const sharpness = 12 + 240 * Math.exp(-(((box - 1) / 0.08) ** 2))
    const square = box * ((p / box) ** sharpness + (q / box) ** sharpness) ** (1 / sharpness)
    const rounded = (p ** ROUNDNESS + q ** ROUNDNESS) ** (1 / ROUNDNESS)
    const weight = square <= 1 ? 1 : Math.exp(-1.6 * Math.max(0, square - 1) ** 2)
    const factor = 1 - weight * (1 - square / rounded)
    return [centreU + (u - centreU) * factor, centreV + (v - centreV) * factor]
  }
}
