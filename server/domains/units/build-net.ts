import type { Position } from 'geojson'
import { type AssembledNet, assembleNet, type NetInput } from '../../algorithms/topology/assemble-net.ts'
import type { Database } from '../../platform/database.ts'
import type { WorkerPool } from '../../platform/worker-pool.ts'
import {
  type BarrierRow,
  type Community,
  readBarriers,
  readBuildings,
  readCrossings,
  readFaces,
} from './ground-queries.ts'
import { netFindings } from './net-findings.ts'
import type { UnitSettings } from './schemas.ts'
import { type StoredNet, storeNet } from './store-net.ts'

/**
 * Makes and stores the net of one community.
 *
 * @param dividers lines that divide its heavy blocks and those of its neighbours
 */
export async function buildNet(
  { db, workers }: { db: Database; workers?: WorkerPool },
  community: Community,
  dividers: readonly Position[][],
  { settings, actor }: { settings: UnitSettings; actor: string },
): Promise<StoredNet> {
  const faces = await readFaces(db, community.id, settings.barrierClasses, dividers)
  const buildings = await readBuildings(db, community.id)
  const input: NetInput = {
    faces: faces.map(({ geometry, isWater }) => ({ rings: geometry.coordinates, isWater })),
    buildings: buildings.map(({ lng, lat }) => [lng, lat]),
    barriers: (await readBarriers(db, community.id, settings.barrierClasses)).flatMap(barrierLines),
    sliverSquareMeters: settings.sliverSquareMeters,
    crossings: (await readCrossings(db, community.id, settings.ferryLandingMeters)).map(
      ({ geometry, ...crossing }) => ({ ...crossing, coordinates: geometry.coordinates }),
    ),
    ferryLandingMeters: settings.ferryLandingMeters,
  }
  const net = workers ? await workers.run<AssembledNet>('assembleNet', input) : assembleNet(input)
  const made = {
    community,
    units: net.units,
    topology: net.topology,
    neighbours: net.neighbours,
    buildings: net.buildingUnits.map(({ unit }, index) => ({ ...buildings[index]!, unit })),
    findings: netFindings(community, faces, buildings, net),
    straddleShare: settings.straddleShare,
  }
  return db.transaction((transaction) => storeNet(transaction, made, actor))
}

const barrierLines = ({ class: barrierClass, geometry }: BarrierRow) => {
  const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates
  return lines.map((coordinates) => ({ class: barrierClass, coordinates }))
}
