import type { Position } from 'geojson'
import type { Database } from '../../platform/database.ts'
import { cancelled } from '../../platform/jobs.ts'
import type { WorkerPool } from '../../platform/worker-pool.ts'
import { buildNet } from './build-net.ts'
import { findDividers } from './find-dividers.ts'
import { listBorders, listCommunities } from './ground-queries.ts'
import { DEFAULT_UNIT_SETTINGS } from './rules.ts'
import type { UnitSettings } from './schemas.ts'
import type { StoredNet } from './store-net.ts'

export type BuildRequest = {
  /** All communities when absent. Their neighbours are built with them, because they share the nodes of the border. */
  communityIds?: readonly string[]
  settings?: Partial<UnitSettings>
  /** Also replace units that came ready-made, in the communities named; otherwise those nets stay. */
  replaceReady?: boolean
  actor: string
  progress?: (share: number, step: string) => Promise<void>
  isCancelled?: () => boolean
}

export type BuiltUnits = { nets: StoredNet[]; unitCount: number; findingCount: number }

/** Of the work, what finding the dividers takes. */
const DIVIDING_SHARE = 0.5

/**
 * Makes the units of communities from barriers, borders and buildings, one community at a time, in two passes: first the
 * dividers of heavy blocks are found, then everything is noded together with the dividers (decision 0004).
 */
export async function buildUnits(
  services: { db: Database; workers?: WorkerPool },
  request: BuildRequest,
): Promise<BuiltUnits> {
  const settings = { ...DEFAULT_UNIT_SETTINGS, ...request.settings }
  const step = async (share: number) => {
    if (request.isCancelled?.()) throw cancelled()
    await request.progress?.(share, 'units.build')
  }

  // A divider that ends on a border makes a node for both sides: neighbours are built too, with the dividers of theirs.
  const borders = await bordersOf(services.db)
  const built = request.communityIds && withNeighbours(request.communityIds, borders)
  const replaceable = new Set(request.replaceReady ? request.communityIds : [])
  const communities = (await listCommunities(services.db, built)).filter(
    ({ id, hasReadyUnits }) => !hasReadyUnits || replaceable.has(id),
  )
  const divided = withNeighbours(
    communities.map(({ id }) => id),
    borders,
  )

  const dividers = new Map<string, Position[][]>()
  for (const [index, id] of divided.entries()) {
    await step((index / divided.length) * DIVIDING_SHARE)
    dividers.set(id, await findDividers(services, id, settings))
  }

  const nets: StoredNet[] = []
  for (const [index, community] of communities.entries()) {
    await step(DIVIDING_SHARE + (index / communities.length) * (1 - DIVIDING_SHARE))
    const lines = withNeighbours([community.id], borders).flatMap((id) => dividers.get(id) ?? [])
    nets.push(await buildNet(services, community, lines, { settings, actor: request.actor }))
  }
  return {
    nets,
    unitCount: nets.reduce((sum, net) => sum + net.unitCount, 0),
    findingCount: nets.reduce((sum, net) => sum + net.findingCount, 0),
  }
}

type Borders = Map<string, string[]>

async function bordersOf(db: Database): Promise<Borders> {
  const borders: Borders = new Map()
  for (const { id, neighbour } of await listBorders(db))
    borders.set(id, [...(borders.get(id) ?? []), neighbour])
  return borders
}

const withNeighbours = (ids: readonly string[], borders: Borders): string[] => [
  ...new Set(ids.flatMap((id) => [id, ...(borders.get(id) ?? [])])),
]
