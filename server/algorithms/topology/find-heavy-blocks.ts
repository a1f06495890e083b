import type { Face } from './canonical-faces.ts'
import { FaceLocator } from './locate-in-faces.ts'

/**
 * Finds the blocks above a limit that have more than one building: a single building is never divided.
 *
 * @param faces         rings of the blocks, longitude, latitude
 * @param buildings     a point in each, and its households; a building outside every block counts in the nearest
 * @param maxHouseholds of a block that stays whole
 * @returns             blocks with their buildings, both by index, in the order of their first building
 *
 * O(buildings · log faces).
 */
export function findHeavyBlocks(
  faces: readonly Face[],
  buildings: readonly { lng: number; lat: number; households: number }[],
  maxHouseholds: number,
): { face: number; members: number[] }[] {
  const locator = new FaceLocator(faces)
  const byFace = new Map<number, number[]>()
  for (const [index, { lng, lat }] of buildings.entries()) {
    const face = locator.nearest(lng, lat)?.face
    if (face === undefined) continue
    const members = byFace.get(face)
    if (members) members.push(index)
    else byFace.set(face, [index])
  }
  const weigh = (members: readonly number[]) =>
    members.reduce((sum, member) => sum + buildings[member]!.households, 0)
  return [...byFace]
    .filter(([, members]) => members.length > 1 && weigh(members) > maxHouseholds)
    .map(([face, members]) => ({ face, members }))
}
