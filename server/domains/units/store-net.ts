import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { AssembledNet } from '../../algorithms/topology/assemble-net.ts'
import type { Database } from '../../platform/database.ts'
import { recordChange } from '../../platform/record-change.ts'
import type { BuildingRow, Community } from './ground-queries.ts'
import {
  type FindingInsert,
  insertFindings,
  insertNeighbours,
  insertNet,
  insertUnitBuildings,
  insertUnits,
  listCurrentNets,
  listStraddling,
  lockCommunity,
  type NeighbourRow,
  type UnitInsert,
  updateUnitWeights,
} from './net-queries.ts'

/** What a ready-made unit brings along; others get the weights of their buildings. */
type ReadyFacts = { sourceId?: string; households?: number; population?: number }

/** A net that was made, before it has an id. */
export type MadeNet = {
  community: Community
  units: (Omit<AssembledNet['units'][number], 'owner'> & ReadyFacts)[]
  topology: AssembledNet['topology']
  neighbours: NeighbourRow[]
  buildings: (Pick<BuildingRow, 'id' | 'households' | 'population'> & { unit: number })[]
  findings: FindingInsert[]
  straddleShare: number
}

export type StoredNet = {
  communityId: string
  netId: string
  revision: number
  changed: boolean
  unitCount: number
  findingCount: number
}

/**
 * Stores a net as the next revision of its community, in the caller's transaction. The same ground makes no new revision:
 * then only the weights of its units are counted again.
 */
export async function storeNet(transaction: Database, net: MadeNet, actor: string): Promise<StoredNet> {
  const { community } = net
  await lockCommunity(transaction, community.id)
  const digest = digestOf(net)
  const [current] = await listCurrentNets(transaction, [community.id])
  const counts = { communityId: community.id, unitCount: net.units.length }
  if (current?.digest === digest) {
    await updateUnitWeights(transaction, current)
    return {
      ...counts,
      netId: current.id,
      revision: current.revision,
      changed: false,
      findingCount: current.findingCount,
    }
  }

  const row = { id: uuidv7(), countyId: community.countyId, communityId: community.id, digest }
  const revision = await insertNet(transaction, { ...row, topology: net.topology })
  const units = weighedUnits(net)
  await insertUnits(transaction, row, units)
  await insertNeighbours(transaction, row, net.neighbours)
  const members = net.buildings.map(({ id, unit }) => ({ building: id, unit: units[unit]!.id }))
  await insertUnitBuildings(transaction, row, members)
  const straddlers = await straddling(transaction, row, net.straddleShare)
  const findings = [...net.findings, ...straddlers].sort(byRuleAndSubject)
  await insertFindings(transaction, row, findings)
  await recordChange(transaction, {
    actor,
    action: 'built',
    entity: 'net',
    entityId: row.id,
    facts: { community: community.id, revision, units: units.length, findings: findings.length },
  })
  return { ...counts, netId: row.id, revision, changed: true, findingCount: findings.length }
}

/** What makes a net this net: its ground, who neighbours whom, and where each building lies; weights may change under it. */
function digestOf({ topology, units, neighbours, buildings }: MadeNet): string {
  const members = buildings.map(({ id, unit }) => `${id} ${unit}`).sort()
  const kinds = units.map(({ geometry: _, ...facts }) => facts)
  return createHash('sha256')
    .update(JSON.stringify([topology.arcs, topology.objects.units, kinds, neighbours, members]))
    .digest('hex')
}

function weighedUnits(net: MadeNet): UnitInsert[] {
  const units = net.units.map(
    ({ kind, geometry, sourceId, households, population }, ordinal): UnitInsert => ({
      id: uuidv7(),
      ordinal,
      sourceId: sourceId ?? null,
      kind,
      households: households ?? 0,
      population: population ?? 0,
      buildingCount: 0,
      geometry,
    }),
  )
  for (const building of net.buildings) {
    const unit = units[building.unit]!
    unit.buildingCount += 1
    if (unit.sourceId !== null) continue
    unit.households += building.households
    unit.population += building.population
  }
  return units
}

/** One order on every engine, whatever the order of the faces. */
const byRuleAndSubject = (p: FindingInsert, q: FindingInsert) =>
  compare(p.rule, q.rule) || compare(p.subject, q.subject) || (p.size ?? 0) - (q.size ?? 0)

const compare = (p: string, q: string) => (p < q ? -1 : p > q ? 1 : 0)

async function straddling(
  transaction: Database,
  net: { id: string; countyId: string },
  share: number,
): Promise<FindingInsert[]> {
  const found = await listStraddling(transaction, net, share)
  return found.map((building) => ({
    rule: 'building-straddles',
    severity: 'info',
    subject: building.sourceId,
    message: `${(building.share * 100).toFixed(1)} % of the building lie outside its unit; up to ${share * 100} % are taken as drawing noise.`,
    remedy:
      'It counts whole in the unit of its inner point. Move the barrier or the building where one is drawn wrong.',
    size: building.share,
    place: building.place,
  }))
}
