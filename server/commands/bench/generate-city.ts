import { buildCsrGraph } from '../../algorithms/graph/csr-graph.ts'
import { labelComponents } from '../../algorithms/graph/label-components.ts'
import { findPockets } from '../../algorithms/partition/find-pockets.ts'
import { priceUnits } from '../../algorithms/partition/part-graph.ts'
import type { UnitGraph } from '../../algorithms/partition/partition-units.ts'
import { SeededRandom } from '../../algorithms/statistics/seeded-random.ts'
import { type VoronoiCells, voronoiCells } from './voronoi-cells.ts'

export type City = {
  graph: UnitGraph
  cells: VoronoiCells /** Unit of each cell, −1 = water. */
  unitOfCell: Int32Array
}

/** What an invented city is divided into. */
export const CITY_BAND = { min: 200, max: 400 }

const CELL_METERS = 70
/** Cells are joined into units of one to four, so that units have corners, dents and unequal sizes. */
const [CELLS_PER_UNIT, MOST_CELLS_PER_UNIT] = [2.2, 4]
const RIVER_FROM_UNITS = 100
const RIVER_HALF_WIDTH_METERS = 90
const [BRIDGE_SPACING_METERS, BRIDGE_WIDTH_METERS] = [900, 110]
/** Households of a unit: log-normal like those of the cities the engine was tried on, a few empty, none over 350. */
const [MEAN_HOUSEHOLDS, SIGMA, EMPTY_SHARE, MOST_HOUSEHOLDS] = [90, 0.55, 0.05, 350]

/**
 * An invented city: irregular units around a dense middle, a winding river with a bridge now and then, empty units.
 *
 * @param unitCount about how many units (within a few per cent)
 *
 * The same seed gives the same city. About O(n log n).
 */
export function generateCity(unitCount: number, seed: number): City {
  const random = new SeededRandom(seed)
  const hasRiver = unitCount >= RIVER_FROM_UNITS
  const cells = voronoiCells(unitCount * CELLS_PER_UNIT * (hasRiver ? 1.04 : 1), CELL_METERS, random)
  const ground = hasRiver
    ? layRiver(cells, random)
    : new Uint8Array(cells.areasSquareMeters.length).fill(LAND)
  keepLargestPart(cells, ground)
  const unitOfCell = joinCells(cells, ground, { unitCount, random })
  return { graph: graphOf(cells, unitOfCell, { ground, random }), cells, unitOfCell }
}

const [WATER, LAND, BRIDGE] = [0, 1, 2]

function layRiver({ sites }: VoronoiCells, random: SeededRandom): Uint8Array {
  const extent = sites.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const phase = random.next() * 2 * Math.PI
  return Uint8Array.from({ length: sites.length / 2 }, (_, cell) => {
    const [x, y] = [sites[2 * cell]!, sites[2 * cell + 1]!]
    const middle = extent * (0.15 * Math.sin((4 * y) / extent + phase) + 0.1)
    if (Math.abs(x - middle) > RIVER_HALF_WIDTH_METERS) return LAND
    const along = y + extent + BRIDGE_SPACING_METERS / 2
    return along % BRIDGE_SPACING_METERS < BRIDGE_WIDTH_METERS ? BRIDGE : WATER
  })
}

/** What the river cuts off is left out. */
function keepLargestPart({ pairs }: VoronoiCells, ground: Uint8Array): void {
  const { componentOf, count } = labelComponents(
    buildCsrGraph(ground.length, pairs),
    (cell) => ground[cell] !== WATER,
  )
  const sizes = new Int32Array(count)
  for (const component of componentOf) if (component !== -1) sizes[component]! += 1
  const largest = sizes.indexOf(Math.max(...sizes))
  componentOf.forEach((component, cell) => {
    if (component !== largest) ground[cell] = WATER
  })
}

/** Joins neighbouring land cells in a random order until there are as few as wished; bridges stay alone. */
function joinCells(
  { pairs }: VoronoiCells,
  ground: Uint8Array,
  { unitCount, random }: { unitCount: number; random: SeededRandom },
): Int32Array {
  const leaders = Int32Array.from(ground, (_, cell) => cell)
  const sizes = new Int32Array(ground.length).fill(1)
  const find = (cell: number): number => {
    while (leaders[cell] !== cell) {
      leaders[cell] = leaders[leaders[cell]!]!
      cell = leaders[cell]!
    }
    return cell
  }
  let left = ground.reduce((sum, kind) => sum + (kind === WATER ? 0 : 1), 0)
  const order = Int32Array.from(pairs, (_, index) => index)
  for (let last = order.length - 1; last >= 0 && left > unitCount; last--) {
    const drawn = random.below(last + 1)
    const { a, b } = pairs[order[drawn]!]!
    order[drawn] = order[last]!
    if (ground[a] !== LAND || ground[b] !== LAND) continue
    const [first, second] = [find(a), find(b)]
    if (first === second || sizes[first]! + sizes[second]! > MOST_CELLS_PER_UNIT) continue
    leaders[second] = first
    sizes[first]! += sizes[second]!
    left--
  }
  const numbers = new Map<number, number>()
  return Int32Array.from(ground, (kind, cell) => {
    if (kind === WATER) return -1
    const leader = find(cell)
    const number = numbers.get(leader) ?? numbers.size
    numbers.set(leader, number)
    return number
  })
}

function graphOf(
  cells: VoronoiCells,
  unitOfCell: Int32Array,
  { ground, random }: { ground: Uint8Array; random: SeededRandom },
): UnitGraph {
  const unitCount = unitOfCell.reduce((most, unit) => Math.max(most, unit), -1) + 1
  const areas = new Float64Array(unitCount)
  const perimeters = new Float64Array(unitCount)
  const weights = Float64Array.from({ length: unitCount }, () => drawHouseholds(random))
  unitOfCell.forEach((unit, cell) => {
    if (unit === -1) return
    areas[unit]! += cells.areasSquareMeters[cell]!
    perimeters[unit]! += cells.perimetersMeters[cell]!
    if (ground[cell] === BRIDGE) weights[unit] = 0
  })
  const shared = new Map<number, number>()
  for (const { a, b, sharedMeters } of cells.pairs) {
    const [low, high] = [unitOfCell[a]!, unitOfCell[b]!].sort((p, q) => p - q) as [number, number]
    if (low === -1) continue
    if (low === high) perimeters[low]! -= 2 * sharedMeters
    else shared.set(low * unitCount + high, (shared.get(low * unitCount + high) ?? 0) + sharedMeters)
  }
  const lengths = [...shared.values()]
  const pairs = Array.from(shared.keys(), (key) => ({ a: Math.floor(key / unitCount), b: key % unitCount }))
  const { offsets, neighbours, pairOf } = buildCsrGraph(unitCount, pairs)
  const graph = {
    weights,
    areasSquareMeters: areas,
    perimetersMeters: perimeters,
    offsets,
    neighbours,
    sharedMeters: Float64Array.from(pairOf, (pair) => lengths[pair]!),
    barrierWeights: new Float64Array(neighbours.length),
  }
  emptyPockets(graph)
  return graph
}

/** Behind a heavy unit a pocket too light for a zone has no plan at all: nobody lives there. */
function emptyPockets(graph: UnitGraph): void {
  const gates = findPockets(priceUnits(graph, { measure: 'edges', barrierDiscount: 0 }), CITY_BAND)
  for (const { units } of gates.flatMap(({ pockets }) => pockets))
    for (const unit of units) graph.weights[unit] = 0
}

function drawHouseholds(random: SeededRandom): number {
  // Box and Muller's normal deviate; every unit draws three numbers, whatever becomes of them.
  const [first, second, third] = [1 - random.next(), random.next(), random.next()]
  if (third < EMPTY_SHARE) return 0
  const deviate = Math.sqrt(-2 * Math.log(first)) * Math.cos(2 * Math.PI * second)
  const households = MEAN_HOUSEHOLDS * Math.exp(SIGMA * deviate - (SIGMA * SIGMA) / 2)
  return Math.min(MOST_HOUSEHOLDS, Math.max(1, Math.round(households)))
}
