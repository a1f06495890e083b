import type { Position } from 'geojson'
import { divideBlocks, type HeavyBlock } from '../../algorithms/topology/divide-block.ts'
import { FaceLocator } from '../../algorithms/topology/locate-in-faces.ts'
import type { Database } from '../../platform/database.ts'
import type { WorkerPool } from '../../platform/worker-pool.ts'
import { type BuildingRow, type FaceRow, readBuildings, readFaces, readShapes } from './ground-queries.ts'
import type { UnitSettings } from './schemas.ts'

/** The lines that divide the heavy blocks of a community along their buildings. */
export async function findDividers(
  { db, workers }: { db: Database; workers?: WorkerPool | undefined },
  communityId: string,
  settings: UnitSettings,
): Promise<Position[][]> {
  const buildings = await readBuildings(db, communityId)
  // Weighed before anything is noded: most villages have nothing to divide.
  if (sumOfHouseholds(buildings) <= settings.divisionHouseholds) return []
  const faces = await readFaces(db, communityId, settings.barrierClasses, [])
  const blocks = await heavyBlocks(db, faces, buildings, settings.divisionHouseholds)
  if (blocks.length === 0) return []
  const input = { blocks, maxHouseholds: settings.divisionHouseholds }
  return workers ? workers.run<Position[][]>('divideBlocks', input) : divideBlocks(input)
}

/** Blocks above the limit with more than one building: a single building is never divided. */
async function heavyBlocks(
  db: Database,
  faces: readonly FaceRow[],
  buildings: readonly BuildingRow[],
  maxHouseholds: number,
): Promise<HeavyBlock[]> {
  const locator = new FaceLocator(faces.map(({ geometry }) => geometry.coordinates))
  const byFace = new Map<number, BuildingRow[]>()
  for (const building of buildings) {
    const face = locator.nearest(building.lng, building.lat)?.face
    if (face !== undefined) byFace.set(face, [...(byFace.get(face) ?? []), building])
  }
  const heavy = [...byFace].filter(
    ([, members]) => members.length > 1 && sumOfHouseholds(members) > maxHouseholds,
  )
  const shapes = await readShapes(
    db,
    heavy.flatMap(([, members]) => members.map(({ id }) => id)),
  )
  const shapeOf = new Map(shapes.map(({ id, geometry }) => [id, geometry]))
  return heavy.map(([face, members]) => ({
    face: faces[face]!.geometry.coordinates,
    buildings: members.map(({ id, households, compound }) => ({
      outlines: shapeOf.get(id)!.coordinates.map(([outline]) => outline!),
      households,
      compound,
    })),
  }))
}

const sumOfHouseholds = (buildings: readonly BuildingRow[]) =>
  buildings.reduce((sum, { households }) => sum + households, 0)
