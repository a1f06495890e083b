import type { SeededRandom } from '../statistics/seeded-random.ts'
import { bandExcess } from './objective.ts'
import type { PartGraph } from './part-graph.ts'
import { RandomTree, type TreeMembers } from './random-tree.ts'
import type { Band } from './unit-graph.ts'

type Piece = { units: Int32Array; zones: number; firstZone: number }
type Bands = Band & { furtherBands?: readonly Band[] }
type Cut = { inside: Int32Array; outside: Int32Array; zonesInside: number; badness: number }

/**
 * Divides a connected part into `zoneCount` connected zones by recursive cuts of random spanning trees. A cut is good
 * when whole numbers k1 + k2 = k exist with k1·min ≤ W1 ≤ k1·max and k2·min ≤ W2 ≤ k2·max: arithmetic with the
 * band itself, so that no slack is lost from level to level; further weights each by their own band. Among several trees the cheapest good cut wins; without
 * a good one the cut nearest to the band does, and later moves repair it.
 *
 * @param graph     a connected part of m units
 * @param zoneCount 1…m
 * @param bands     wished weight of every zone
 * @returns         zone of each unit, 0…zoneCount−1, none empty; length m
 *
 * O(m log m · tree depth). Deterministic for the generator.
 */
export function divideByTrees(
  graph: PartGraph,
  zoneCount: number,
  bands: Bands,
  random: SeededRandom,
): Int32Array {
  const zoneOf = new Int32Array(graph.weights.length)
  const pieceOf = new Int32Array(graph.weights.length)
  const tree = new RandomTree(graph)
  const pieces: Piece[] = [{ units: Int32Array.from(zoneOf.keys()), zones: zoneCount, firstZone: 0 }]
  for (let label = 1; pieces.length > 0; label++) {
    const piece = pieces.pop()!
    if (piece.zones === 1) {
      for (const unit of piece.units) zoneOf[unit] = piece.firstZone
      continue
    }
    for (const unit of piece.units) pieceOf[unit] = label
    const cut = bestCut(tree, piece, {
      bands,
      random,
      members: { labelOf: pieceOf, one: label, other: label },
    })
    pieces.push(
      { units: cut.inside, zones: cut.zonesInside, firstZone: piece.firstZone },
      {
        units: cut.outside,
        zones: piece.zones - cut.zonesInside,
        firstZone: piece.firstZone + cut.zonesInside,
      },
    )
    for (const unit of piece.units) pieceOf[unit] = 0
  }
  return zoneOf
}

type CutSearch = {
  bands: Bands
  random: SeededRandom
  members: TreeMembers
}

/** The best cut over several random trees; more trees where the piece is small and a good cut hard to hit. */
function bestCut(tree: RandomTree, piece: Piece, { bands, random, members }: CutSearch): Cut {
  const trees = piece.units.length > 2000 ? 1 : piece.units.length > 200 ? 3 : 8
  let best: Cut | undefined
  for (let turn = 0; turn < trees; turn++) {
    tree.grow(piece.units[random.below(piece.units.length)]!, members, random)
    const branch = bestBranch(tree, piece.zones, bands)
    if (best && best.badness <= branch.badness) continue
    const inside = piece.units.filter((unit) => tree.isBelow(unit, branch.unit))
    const outside = piece.units.filter((unit) => !tree.isBelow(unit, branch.unit))
    best = { inside, outside, zonesInside: branch.zones, badness: branch.badness }
  }
  return best!
}

/** The branch to cut off: inside the bands first, then cheap and not too lopsided. */
function bestBranch(tree: RandomTree, zones: number, bands: Bands) {
  const root = tree.order[0]!
  const mean = tree.weight[root]! / zones
  const best = { unit: tree.order[1]!, zones: 1, badness: Number.POSITIVE_INFINITY }
  for (let index = 1; index < tree.count; index++) {
    const unit = tree.order[index]!
    const exact = mean > 0 ? tree.weight[unit]! / mean : (tree.size[unit]! * zones) / tree.count
    const { lowest, highest } = sharesOfWeights(tree, unit, { exact, zones })
    // Each side keeps at least one unit for each of its zones.
    const least = Math.max(1, zones - (tree.count - tree.size[unit]!))
    const most = Math.min(zones - 1, tree.size[unit]!)
    for (let share = Math.floor(lowest); share <= Math.ceil(highest); share++) {
      const inside = Math.min(most, Math.max(least, share))
      const cut = { unit, root, inside, zones }
      let missedWeight = excessOfCut(tree.weight, bands, cut)
      for (let further = 0; further < tree.furtherWeights.length; further++)
        missedWeight += excessOfCut(tree.furtherWeights[further]!, bands.furtherBands![further]!, cut)
      // Price of the cut for each zone on its smaller side: peeling off single zones would take a tree for each.
      const ratio = (tree.cutCost[unit]! + 1) / Math.min(inside, zones - inside)
      const badness = missedWeight * 1e6 + ratio * (1 + Math.abs(exact - inside))
      if (badness < best.badness) Object.assign(best, { unit, zones: inside, badness })
    }
  }
  return best
}

/** Between which numbers of zones the weights of a branch wish it to be; the same number twice for one weight. */
function sharesOfWeights(tree: RandomTree, unit: number, { exact, zones }: { exact: number; zones: number }) {
  const range = { lowest: exact, highest: exact }
  for (const sums of tree.furtherWeights) {
    const whole = sums[tree.order[0]!]!
    if (whole === 0) continue
    range.lowest = Math.min(range.lowest, (sums[unit]! * zones) / whole)
    range.highest = Math.max(range.highest, (sums[unit]! * zones) / whole)
  }
  return range
}

/** Weight by which the two sides of a cut miss what their numbers of zones may hold, in mean zones. */
function excessOfCut(
  sums: Float64Array,
  { min, max }: Band,
  { unit, root, inside, zones }: { unit: number; root: number; inside: number; zones: number },
): number {
  const whole = sums[root]!
  if (whole === 0) return 0
  const outside = zones - inside
  const excess =
    bandExcess(sums[unit]!, { min: inside * min, max: inside * max }) +
    bandExcess(whole - sums[unit]!, { min: outside * min, max: outside * max })
  return (excess * zones) / whole
}
