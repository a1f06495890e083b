import type { NetTopology } from '../../algorithms/topology/net-topology.ts'
import type { Database } from '../../platform/database.ts'
import { notFound } from '../../platform/errors.ts'
import { findNet, listNeighbours, listUnits, type NeighbourRow, type UnitRow } from './net-queries.ts'

/** A net with everything that dividing a community needs: one community at a time. */
export type LoadedNet = {
  netId: string
  communityId: string
  countyId: string
  revision: number
  topology: NetTopology
  /** In order of their ordinals: unit i of the topology. */
  units: UnitRow[]
  /** Pairs of ordinals, a < b. */
  neighbours: NeighbourRow[]
}

/**
 * Loads the current net of a community, or a net by its own id (an older revision that a plan stands on).
 *
 * @throws DomainError `not-found`
 */
export async function loadNet(
  db: Database,
  wanted: { communityId: string } | { netId: string },
): Promise<LoadedNet> {
  const net = await findNet(db, wanted)
  if (!net)
    throw 'netId' in wanted ? notFound('net', wanted.netId) : notFound('net of community', wanted.communityId)
  const { id: netId, ...facts } = net
  return { netId, ...facts, units: await listUnits(db, net), neighbours: await listNeighbours(db, net) }
}
