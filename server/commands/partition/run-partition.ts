import type { PartitionOptions } from '../../algorithms/partition/partition-units.ts'
import type { MeasuredTopology } from '../../algorithms/topology/unit-topology.ts'
import { invalidRequest } from '../../platform/errors.ts'
import { addMicroGrids, type NamedPlan } from './add-micro-grids.ts'
import { buildUnitGraph } from './build-unit-graph.ts'
import { makeAlternatives } from './make-alternatives.ts'
import { nameZones } from './name-zones.ts'
import { openDivider } from './open-divider.ts'
import { type CurrentNames, readCurrent } from './read-current.ts'
import { type PartitionRequest, readOptions, type TypedOptions } from './read-options.ts'
import { readUnits, type Unit } from './read-units.ts'

export type PartitionRun = {
  request: PartitionRequest
  units: Unit[]
  topology: MeasuredTopology
  plans: NamedPlan[]
  hasCurrent: boolean
  warnings: string[]
}

/** Moves tried for one plan, as far as a small or large map does not ask for more or less for each unit. */
const MOVES_PER_PLAN = 17_000_000
const [LEAST_EFFORT, MOST_EFFORT] = [0.4, 60]

/** Of the work of plans with micro-grids, what the grids take. */
const SHARE_OF_GRIDS = 0.5

/** Reads the files, makes one plan or several, and names their zones. `onProgress` gets the share done, 0…1. */
export async function runPartition(
  path: string,
  typed: TypedOptions,
  onProgress: (share: number) => void,
): Promise<PartitionRun> {
  const request = readOptions(typed)
  const [first, ...further] = request.weights
  const { units, warnings } = readUnits(path, {
    weight: first.field,
    furtherWeights: further.map(({ field }) => field),
    ...(typed.id && { id: typed.id }),
  })
  const current = typed.current === undefined ? undefined : readCurrent(typed.current, units, warnings)
  const { graph, topology } = buildUnitGraph(units, typed, warnings)
  if (request.tier && further.length > 0)
    warnings.push(
      `--tiers divides the zones again by ${first.field} alone; the other bands hold for the zones.`,
    )
  const ofGrids = request.tier ? SHARE_OF_GRIDS : 1
  const options = {
    ...pickOptions(request),
    seed: request.seed,
    effort: Math.min(MOST_EFFORT, Math.max(LEAST_EFFORT, MOVES_PER_PLAN / 1000 / units.length)),
    onProgress: (share: number) => onProgress(ofGrids * share),
    ...(current && { current: current.zoneOf, lockedZones: findLocked(request.locks, current) }),
    ...(request.seconds !== undefined && { shouldStop: stopAfter(request.seconds) }),
  }
  const { divide, close } = openDivider(request.threads)
  try {
    const made = await makeAlternatives(graph, options, { count: request.alternatives, warnings, divide })
    const { zoneCount } = made[0]!.plan
    if (request.zones !== undefined && zoneCount !== request.zones)
      warnings.push(describeMissedCount(request.zones, zoneCount))
    const named = made.map(
      (alternative): NamedPlan => ({
        ...alternative,
        zoneNames: nameZones(alternative.plan.continuedZones, current?.names ?? []),
      }),
    )
    const microOptions = {
      ...request.tier!,
      divide,
      onProgress: (share: number) => onProgress(ofGrids + (1 - ofGrids) * share),
      ...(options.shouldStop && { shouldStop: options.shouldStop }),
    }
    const plans = request.tier ? await addMicroGrids(graph, named, microOptions) : named
    return { request, units, topology, plans, hasCurrent: current !== undefined, warnings }
  } finally {
    await close()
  }
}

/** Why a plan has another number of zones than the one asked for: parts, regions, locks and the units themselves set limits. */
function describeMissedCount(wanted: number, made: number): string {
  const why =
    made > wanted
      ? 'each separate part, region, locked zone and unit over the most is a zone of its own at least'
      : 'a zone has a unit at least, and locked zones are not divided'
  return `--zones is ${wanted}, and ${made} is as near as this map comes: ${why}. Ask for ${made}.`
}

function pickOptions({ weights, target, zones, prefer, measure }: PartitionRequest): PartitionOptions {
  const [{ min, max }, ...furtherBands] = weights
  return {
    min,
    max,
    furtherBands,
    measure,
    ...(target !== undefined && { target }),
    ...(zones !== undefined && { zones }),
    ...(prefer && { prefer }),
  }
}

function findLocked(locks: readonly string[], { numberOf, names }: CurrentNames): number[] {
  return locks.map((name) => {
    const number = numberOf.get(name)
    if (number === undefined)
      throw invalidRequest(
        'lock',
        `--lock names zone ${name}, which is none of the ${names.length} zones of today.`,
      )
    return number
  })
}

/** The clock is only a cap: it is looked at between steps, and the plan is the best so far. */
function stopAfter(seconds: number): () => boolean {
  const end = performance.now() + seconds * 1000
  return () => performance.now() >= end
}
