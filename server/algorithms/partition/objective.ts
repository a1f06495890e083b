import type { Band, Preference } from './unit-graph.ts'

/** What a plan of one part costs. Every figure is per zone or per mean cut edge, so it carries over between maps. */
export type Objective = {
  min: number
  max: number
  target: number
  /** Bands of the weights after the first, in their order. */
  furtherBands: readonly Band[]
  /** Price of a weight outside the band, per target weight. */
  violationPrice: number
  /** Price of 1 − Polsby–Popper of each zone. */
  compactnessPrice: number
  /** Price of the squared share by which a zone misses the target. */
  balancePrice: number
  /** Price of a moved weight, per target weight. */
  movePrice: number
  /** Temperatures of the annealing, in mean cut edges. */
  startTemperature: number
  endTemperature: number
}

/**
 * The weights behind `--prefer`, in mean cut edges; compactness as in zones of PRESET_UNITS. All keep the hard rules; they
 * differ in what comes next:
 * compact: shape, then boundary; boundaries: barriers, then length; balance: the target; stability: moved weight.
 */
const PRESETS: Record<Preference, Preset> = {
  compact: { compactness: 9, balance: 0, move: 0, violation: 300, barriers: [0.7, 0], heat: [2, 0.2] },
  boundaries: { compactness: 2, balance: 0, move: 0, violation: 300, barriers: [0.97, 1], heat: [2, 0.2] },
  balance: { compactness: 5, balance: 60, move: 0, violation: 300, barriers: [0.7, 0], heat: [2, 0.2] },
  stability: {
    compactness: 0.5,
    balance: 0,
    move: 200,
    violation: 20_000,
    barriers: [0.7, 0],
    heat: [10, 0.2],
  },
}

type Preset = {
  compactness: number
  balance: number
  move: number
  violation: number
  /** What a full barrier takes away of a boundary's price, and what following no barrier adds to it. */
  barriers: [discount: number, surcharge: number]
  heat: [number, number]
}

export type Wish = {
  min: number
  max: number
  target: number
  prefer: Preference
  measure: 'length' | 'edges'
  furtherBands?: readonly Band[]
  /** How many units a zone has in the mean. */
  unitsPerZone: number
}

/** At so many units a zone its shape costs what the presets say. */
const PRESET_UNITS = 9

/**
 * The objective a preference stands for; one cut edge costs 1. Counting edges leaves the shape out. The border of a compact
 * zone of u units has edges in proportion to √u, and so has the price of its shape: the two weigh the same in zones of any size.
 */
export function chooseObjective(wish: Wish): Objective {
  const { min, max, target, prefer, measure, furtherBands, unitsPerZone } = wish
  const preset = PRESETS[prefer]
  return {
    min,
    max,
    target,
    furtherBands: furtherBands ?? [],
    violationPrice: preset.violation,
    compactnessPrice: measure === 'edges' ? 0 : preset.compactness * Math.sqrt(unitsPerZone / PRESET_UNITS),
    balancePrice: preset.balance,
    movePrice: preset.move,
    startTemperature: preset.heat[0],
    endTemperature: preset.heat[1],
  }
}

/** How barriers change what a boundary costs. */
export function barrierPricingOf(prefer: Preference): { barrierDiscount: number; openSurcharge: number } {
  const [barrierDiscount, openSurcharge] = PRESETS[prefer].barriers
  return { barrierDiscount, openSurcharge }
}

/** Weight by which a zone lies outside the band. */
export function bandExcess(weight: number, { min, max }: Band): number {
  return weight > max ? weight - max : weight < min ? min - weight : 0
}

/** The same as a share of the band's middle, so that different weights compare. */
export function excessShare(weight: number, band: Band): number {
  return (2 * bandExcess(weight, band)) / (band.min + band.max)
}

/** Polsby–Popper, 4πA/P²: 1 for a disc, 0 for a line or a zone without measures. */
export function polsbyPopper(areaSquareMeters: number, perimeterMeters: number): number {
  return perimeterMeters > 0 ? (4 * Math.PI * areaSquareMeters) / (perimeterMeters * perimeterMeters) : 0
}

/** Everything a zone costs by itself: band, compactness, target. */
export function zoneCost(objective: Objective, weight: number, area: number, perimeter: number): number {
  const miss = (weight - objective.target) / objective.target
  return (
    (objective.violationPrice * bandExcess(weight, objective)) / objective.target +
    objective.compactnessPrice * (1 - polsbyPopper(area, perimeter)) +
    objective.balancePrice * miss * miss
  )
}
