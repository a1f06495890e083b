import type { NetInput } from '../../algorithms/topology/assemble-net.ts'
import type { Database } from '../../platform/database.ts'
import {
  type BarrierRow,
  type BuildingRow,
  type FaceRow,
  readBarriers,
  readBuildings,
  readCrossings,
} from './ground-queries.ts'
import { minorClasses } from './rules.ts'
import type { UnitSettings } from './schemas.ts'

/** What a net is assembled from: faces of a community, with what stands and runs there. */
export async function readNetInput(
  db: Database,
  communityId: string,
  faces: readonly (FaceRow & { owner?: number | null })[],
  settings: UnitSettings,
): Promise<{ input: NetInput; buildings: BuildingRow[] }> {
  const buildings = await readBuildings(db, communityId)
  const barriers = [
    ...(await readBarriers(db, communityId, settings.barrierClasses)),
    ...(await readBarriers(db, communityId, minorClasses(settings))),
  ]
  const crossings = await readCrossings(db, communityId, settings.ferryLandingMeters)
  const input: NetInput = {
    faces: faces.map(({ geometry, isWater, owner }) => ({
      rings: geometry.coordinates,
      isWater,
      owner: owner ?? null,
    })),
    buildings: buildings.map(({ lng, lat }) => [lng, lat]),
    barriers: barriers.flatMap(barrierLines),
    sliverSquareMeters: settings.sliverSquareMeters,
    crossings: crossings.map(({ geometry, ...crossing }) => ({
      ...crossing,
      coordinates: geometry.coordinates,
    })),
    ferryLandingMeters: settings.ferryLandingMeters,
  }
  return { input, buildings }
}

/** The lines of a barrier, with its class. */
export const barrierLines = ({ class: barrierClass, geometry }: BarrierRow) => {
  const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates
  return lines.map((coordinates) => ({ class: barrierClass, coordinates }))
}
