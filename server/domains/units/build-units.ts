import { type AssembledNet, assembleNet, type NetInput } from '../../algorithms/topology/assemble-net.ts'
import type { Database } from '../../platform/database.ts'
import { cancelled } from '../../platform/jobs.ts'
import type { WorkerPool } from '../../platform/worker-pool.ts'
import {
  type BarrierRow,
  type BuildingRow,
  type Community,
  type FaceRow,
  idsWithNeighbours,
  listCommunities,
  readBarriers,
  readBuildings,
  readFaces,
} from './ground-queries.ts'
import { netFindings } from './net-findings.ts'
import { DEFAULT_UNIT_SETTINGS } from './rules.ts'
import type { UnitSettings } from './schemas.ts'
import { type StoredNet, storeNet } from './store-net.ts'

export type BuildRequest = {
  /** All communities when absent. Their neighbours are built with them, because they share the nodes of the border. */
  communityIds?: readonly string[]
  settings?: Partial<UnitSettings>
  actor: string
  progress?: (share: number, step: string) => Promise<void>
  isCancelled?: () => boolean
}

export type BuiltUnits = { nets: StoredNet[]; unitCount: number; findingCount: number }

/** Makes the units of communities from barriers, borders and buildings, community by community. */
export async function buildUnits(
  services: { db: Database; workers?: WorkerPool },
  request: BuildRequest,
): Promise<BuiltUnits> {
  const settings = { ...DEFAULT_UNIT_SETTINGS, ...request.settings }
  const ids = request.communityIds && (await idsWithNeighbours(services.db, request.communityIds))
  const communities = await listCommunities(services.db, ids)
  const nets: StoredNet[] = []
  for (const [index, community] of communities.entries()) {
    if (request.isCancelled?.()) throw cancelled()
    await request.progress?.(index / communities.length, 'units.build')
    nets.push(await buildNet(services, community, settings, request.actor))
  }
  return {
    nets,
    unitCount: nets.reduce((sum, net) => sum + net.unitCount, 0),
    findingCount: nets.reduce((sum, net) => sum + net.findingCount, 0),
  }
}

async function buildNet(
  { db, workers }: { db: Database; workers?: WorkerPool },
  community: Community,
  settings: UnitSettings,
  actor: string,
): Promise<StoredNet> {
  const faces = await readFaces(db, community.id, settings.barrierClasses, [])
  const barriers = await readBarriers(db, community.id, settings.barrierClasses)
  const buildings = await readBuildings(db, community.id)
  const input = netInput(faces, barriers, buildings, settings)
  const net = workers ? await workers.run<AssembledNet>('assembleNet', input) : assembleNet(input)
  return db.transaction((transaction) =>
    storeNet(
      transaction,
      {
        community,
        units: net.units,
        topology: net.topology,
        neighbours: net.neighbours.map((pair) => ({ ...pair, link: null })),
        buildings: net.buildingUnits.map(({ unit }, index) => ({ ...buildings[index]!, unit })),
        findings: netFindings(community, faces, buildings, net),
        straddleShare: settings.straddleShare,
      },
      actor,
    ),
  )
}

function netInput(
  faces: readonly FaceRow[],
  barriers: readonly BarrierRow[],
  buildings: readonly BuildingRow[],
  settings: UnitSettings,
): NetInput {
  return {
    faces: faces.map(({ geometry, isWater }) => ({ rings: geometry.coordinates, isWater })),
    barriers: barriers.filter(({ divides }) => divides).flatMap(barrierLines),
    buildings: buildings.map(({ lng, lat }) => [lng, lat]),
    sliverSquareMeters: settings.sliverSquareMeters,
  }
}

const barrierLines = (barrier: BarrierRow) =>
  (barrier.geometry.type === 'LineString'
    ? [barrier.geometry.coordinates]
    : barrier.geometry.coordinates
  ).map((coordinates) => ({ class: barrier.class, coordinates }))
