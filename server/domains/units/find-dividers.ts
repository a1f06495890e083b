import type { Position } from 'geojson'
import { divideBlocks, type HeavyBlock } from '../../algorithms/topology/divide-block.ts'
import { findHeavyBlocks } from '../../algorithms/topology/find-heavy-blocks.ts'
import { waysInsideBlocks } from '../../algorithms/topology/ways-inside-blocks.ts'
import type { Database } from '../../platform/database.ts'
import type { WorkerPool } from '../../platform/worker-pool.ts'
import {
  type BuildingRow,
  type FaceRow,
  readBarriers,
  readBuildings,
  readFaces,
  readShapes,
} from './ground-queries.ts'
import { barrierLines } from './read-net-input.ts'
import { minorClasses } from './rules.ts'
import type { UnitSettings } from './schemas.ts'

/** The lines that divide the heavy blocks of a community: the minor roads of the heaviest, then lines between their buildings. */
export async function findDividers(
  { db, workers }: { db: Database; workers?: WorkerPool | undefined },
  communityId: string,
  settings: UnitSettings,
): Promise<Position[][]> {
  const buildings = await readBuildings(db, communityId)
  // Weighed before anything is noded: most villages have nothing to divide.
  if (sumOfHouseholds(buildings) <= settings.divisionHouseholds) return []
  const faces = await readFaces(db, communityId, settings.barrierClasses, [])
  const ways = await minorWays(db, communityId, { faces, buildings, settings })
  const parts = ways.length > 0 ? await readFaces(db, communityId, settings.barrierClasses, ways) : faces
  const blocks = await heavyBlocks(db, parts, buildings, settings.divisionHouseholds)
  if (blocks.length === 0) return ways
  const input = { blocks, maxHouseholds: settings.divisionHouseholds }
  const dividers = workers ? await workers.run<Position[][]>('divideBlocks', input) : divideBlocks(input)
  return [...ways, ...dividers]
}

/** The minor roads of blocks so heavy that a border between grids will cross them: what parts people comes before lines that only we draw. */
async function minorWays(
  db: Database,
  communityId: string,
  ground: { faces: readonly FaceRow[]; buildings: readonly BuildingRow[]; settings: UnitSettings },
): Promise<Position[][]> {
  const { faces, buildings, settings } = ground
  const outlines = outlinesOf(faces)
  const heavy = findHeavyBlocks(outlines, buildings, settings.minorRoadHouseholds)
  if (heavy.length === 0) return []
  const roads = await readBarriers(db, communityId, minorClasses(settings))
  return waysInsideBlocks(
    roads.flatMap(barrierLines).map(({ coordinates }) => coordinates),
    heavy.map(({ face }) => outlines[face]!),
  )
}

const outlinesOf = (faces: readonly FaceRow[]) => faces.map(({ geometry }) => geometry.coordinates)

/** Blocks above the limit with the shapes of their buildings. */
async function heavyBlocks(
  db: Database,
  faces: readonly FaceRow[],
  buildings: readonly BuildingRow[],
  maxHouseholds: number,
): Promise<HeavyBlock[]> {
  const outlines = outlinesOf(faces)
  const heavy = findHeavyBlocks(outlines, buildings, maxHouseholds)
  const shapes = await readShapes(
    db,
    heavy.flatMap(({ members }) => members.map((member) => buildings[member]!.id)),
  )
  const shapeOf = new Map(shapes.map(({ id, geometry }) => [id, geometry]))
  return heavy.map(({ face, members }) => ({
    face: outlines[face]!,
    buildings: members
      .map((member) => buildings[member]!)
      .map(({ id, households, compound }) => ({
        outlines: shapeOf.get(id)!.coordinates.map(([outline]) => outline!),
        households,
        compound,
      })),
  }))
}

const sumOfHouseholds = (buildings: readonly BuildingRow[]) =>
  buildings.reduce((sum, { households }) => sum + households, 0)
