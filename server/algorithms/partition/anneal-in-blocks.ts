import { SeededRandom } from '../statistics/seeded-random.ts'
import type { PartPlan, PartTask } from './anneal-part.ts'
import { contractPart } from './contract-part.ts'
import { divideByTrees } from './divide-by-trees.ts'
import { takePart } from './part-graph.ts'
import type { SearchSteps } from './search-steps.ts'
import { splitProgress } from './split-progress.ts'
import { ZoneState } from './zone-state.ts'

/** Units of a block, about. */
const BLOCK_UNITS = 400
/** Between two rounds the seams between the blocks move, so that no border stays shut. */
const ROUNDS = 16

type Block = { zones: number[]; units: Int32Array }

/**
 * Anneals a large part block by block: neighbouring zones make a block, blocks are annealed by themselves, a stretch of
 * the cooling at a time, and then cut anew. Blocks fit the processor's cache and run in any number of threads.
 *
 * @param task a part of many zones
 * @returns    the plan after the last round; the same for a seed, however many threads there are
 *
 * O(m log m) for the start and O(m) a round besides the moves.
 */
export function* annealInBlocks(task: PartTask): SearchSteps<PartPlan> {
  const { graph, objective, zoneCount } = task
  const random = new SeededRandom(task.seed)
  const zoneOf = task.start?.zoneOf.slice() ?? divideByTrees(graph, zoneCount, objective, random)
  const localOf = new Int32Array(graph.weights.length).fill(-1)
  const reports = splitProgress(new Array(ROUNDS).fill(1), task.onProgress)
  for (let round = 0; round < ROUNDS; round++) {
    const blocks = cutIntoBlocks(task, zoneOf, random)
    const progress = splitProgress(
      blocks.map(({ units }) => units.length),
      reports[round],
    )
    const plans = yield blocks.map((block, index) => ({
      ...task,
      ...taskOfBlock(task, block, { zoneOf, localOf }),
      seed: task.seed + 15_485_863 * (round + 1) + index,
      effort: task.effort / ROUNDS,
      cooling: { from: round / ROUNDS, to: (round + 1) / ROUNDS },
      onProgress: progress[index]!,
    }))
    for (const [index, { zones, units }] of blocks.entries())
      units.forEach((unit, local) => {
        zoneOf[unit] = zones[plans[index]!.zoneOf[local]!]!
      })
    // Stopped: straight to the last round, whose searches end in a hurry.
    if (task.shouldStop?.()) round = Math.max(round, ROUNDS - 2)
  }
  const state = new ZoneState(graph, objective, {
    zoneOf,
    zoneCount,
    ...(task.start && { home: task.start.home }),
  })
  return { zoneOf, zoneCount, excess: state.totalExcess(), cost: state.totalCost() }
}

/** Groups neighbouring zones by random trees over the map of zones, another way each time. */
function cutIntoBlocks({ graph, zoneCount }: PartTask, zoneOf: Int32Array, random: SeededRandom): Block[] {
  const map = contractPart(graph, zoneOf, zoneCount)
  const sizes = new Float64Array(zoneCount)
  for (const zone of zoneOf) sizes[zone]! += 1
  const count = Math.max(1, Math.round(zoneOf.length / BLOCK_UNITS))
  const band = { min: BLOCK_UNITS / 2, max: BLOCK_UNITS * 2 }
  const blockOf = divideByTrees({ ...map, weights: sizes, furtherWeights: [] }, count, band, random)
  const blocks = Array.from({ length: count }, () => ({ zones: [] as number[], units: [] as number[] }))
  blockOf.forEach((block, zone) => {
    blocks[block]!.zones.push(zone)
  })
  zoneOf.forEach((zone, unit) => {
    blocks[blockOf[zone]!]!.units.push(unit)
  })
  return blocks.map(({ zones, units }) => ({ zones, units: Int32Array.from(units) }))
}

function taskOfBlock(
  task: PartTask,
  { zones, units }: Block,
  { zoneOf, localOf }: { zoneOf: Int32Array; localOf: Int32Array },
) {
  const localZone = new Map(zones.map((zone, index) => [zone, index]))
  const zoneCount = zones.length
  const plan = units.map((unit) => localZone.get(zoneOf[unit]!)!)
  const home = task.start && units.map((unit) => localZone.get(task.start!.home[unit]!) ?? -1)
  return {
    graph: takePart(task.graph, units, localOf),
    zoneCount,
    plan,
    ...(home && { start: { zoneOf: plan, home, zoneCount } }),
  }
}
