import { polygonSquareMeters } from '../../algorithms/geometry/ellipsoid-measures.ts'
import type { AssembledNet } from '../../algorithms/topology/assemble-net.ts'
import type { BuildingRow, Community, FaceRow } from './ground-queries.ts'
import type { FindingInsert } from './net-queries.ts'

/** A point this near to its community lies on the border: noding moved the border by less than a grid step. */
const ON_BORDER_METERS = 0.02

/** What looks wrong in the ground of a net, before it is stored. */
export const netFindings = (
  community: Community,
  faces: readonly FaceRow[],
  buildings: readonly BuildingRow[],
  net: AssembledNet,
): FindingInsert[] => [
  ...(faces.length === 0 ? [noGround(community)] : []),
  ...faces.filter(({ claims }) => claims > 1).map((face) => overlap(community, face)),
  ...net.buildingUnits.flatMap(({ distanceMeters }, index) =>
    distanceMeters > ON_BORDER_METERS ? [outside(buildings[index]!, distanceMeters)] : [],
  ),
]

const noGround = (community: Community): FindingInsert => ({
  rule: 'community-without-ground',
  severity: 'error',
  subject: community.sourceId,
  message: `${community.name} has no ground of its own: other communities claim all of it.`,
  remedy: 'Correct the boundaries; its buildings are in no unit until then.',
  size: null,
  place: null,
})

function overlap(community: Community, face: FaceRow): FindingInsert {
  const squareMeters = polygonSquareMeters(face.geometry.coordinates)
  return {
    rule: 'community-overlap',
    severity: 'warning',
    subject: community.sourceId,
    message: `${squareMeters.toFixed(1)} m² are claimed by ${face.claims} communities.`,
    remedy: `They went to ${community.name}, the smallest of them. Correct the boundaries if they belong elsewhere.`,
    size: squareMeters,
    place: face.geometry,
  }
}

const outside = (building: BuildingRow, distanceMeters: number): FindingInsert => ({
  rule: 'building-outside',
  severity: 'warning',
  subject: building.sourceId,
  message: `The building lies ${distanceMeters.toFixed(1)} m outside its community.`,
  remedy: 'It counts in the nearest unit. Correct the building, its community or the boundary.',
  size: distanceMeters,
  place: { type: 'Point', coordinates: [building.lng, building.lat] },
})
