import type { Position } from 'geojson'
import { type AssembledNet, assembleNet } from '../../algorithms/topology/assemble-net.ts'
import type { Database } from '../../platform/database.ts'
import type { WorkerPool } from '../../platform/worker-pool.ts'
import { type Community, readFaces } from './ground-queries.ts'
import { netFindings } from './net-findings.ts'
import { readNetInput } from './read-net-input.ts'
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
  const { input, buildings } = await readNetInput(db, community.id, faces, settings)
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
