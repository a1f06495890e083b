import type { MultiPolygon, Polygon } from 'geojson'
import { polygonSquareMeters } from '../../algorithms/geometry/ellipsoid-measures.ts'
import { assembleNet } from '../../algorithms/topology/assemble-net.ts'
import type { Database } from '../../platform/database.ts'
import { notFound } from '../../platform/errors.ts'
import { listCommunities, readReadyFaces } from './ground-queries.ts'
import type { FindingInsert } from './net-queries.ts'
import { readNetInput } from './read-net-input.ts'
import { DEFAULT_UNIT_SETTINGS } from './rules.ts'
import { type StoredNet, storeNet } from './store-net.ts'

/** A unit that came ready-made, from a cadastre or a census, with its weights. */
export type ReadyUnit = {
  sourceId: string
  households: number
  population: number
  geometry: Polygon | MultiPolygon
}

/** What is less does not count as a gap or an overlap: drawing noise. */
const LEAST_SQUARE_METERS = 1

/**
 * Makes a net of given polygons, in the caller's transaction. They are noded with each other and with the border, so that the net
 * tiles the community: small gaps go to a neighbour, large ones become units without households, overlaps go to the
 * smaller unit, what lies outside the community is cut off; each is listed. Units keep the weights they came with.
 */
export async function storeReadyUnits(
  transaction: Database,
  communityId: string,
  units: readonly ReadyUnit[],
  actor: string,
): Promise<StoredNet> {
  const settings = DEFAULT_UNIT_SETTINGS
  const [community] = await listCommunities(transaction, [communityId])
  if (!community) throw notFound('community', communityId)
  const faces = await readReadyFaces(
    transaction,
    communityId,
    units.map(({ geometry }) => geometry),
  )
  const { input, buildings } = await readNetInput(transaction, communityId, faces, settings)
  const net = assembleNet(input)
  const made = {
    community,
    units: net.units.map(({ owner, ...unit }) => {
      const { sourceId, households, population } = units[owner ?? -1] ?? {}
      return sourceId === undefined
        ? unit
        : { ...unit, sourceId, households: households!, population: population! }
    }),
    topology: net.topology,
    neighbours: net.neighbours,
    buildings: net.buildingUnits.map(({ unit }, index) => ({ ...buildings[index]!, unit })),
    findings: [...faceFindings(faces, units), ...lostGround(net.units, units)],
    straddleShare: settings.straddleShare,
  }
  return storeNet(transaction, made, actor)
}

function faceFindings(
  faces: Awaited<ReturnType<typeof readReadyFaces>>,
  units: readonly ReadyUnit[],
): FindingInsert[] {
  return faces.flatMap(({ geometry, owner, claims }): FindingInsert[] => {
    const size = polygonSquareMeters(geometry.coordinates)
    if (claims === 1 || size < LEAST_SQUARE_METERS) return []
    const place = { size, place: geometry, severity: 'warning' as const }
    if (owner === null)
      return [
        {
          ...place,
          rule: 'unit-gap',
          subject: '',
          message: `${size.toFixed(1)} m² of the community lie in no unit.`,
          remedy:
            'A small gap went to a neighbour, a large one became a unit without households. Correct the units.',
        },
      ]
    const { sourceId } = units[owner]!
    return [
      {
        ...place,
        rule: 'unit-overlap',
        subject: sourceId,
        message: `${size.toFixed(1)} m² are claimed by ${claims} units.`,
        remedy: `They went to ${sourceId}, the smallest of them. Correct the units.`,
      },
    ]
  })
}

/** Units that lost more of their ground than overlaps explain as noise: to the border, or to smaller units. */
function lostGround(
  kept: readonly { owner: number | null; geometry: Polygon | MultiPolygon }[],
  units: readonly ReadyUnit[],
): FindingInsert[] {
  const keptOf = new Map(kept.map(({ owner, geometry }) => [owner, squareMetersOf(geometry)]))
  return units.flatMap(({ sourceId, households, geometry }, index): FindingInsert[] => {
    const given = squareMetersOf(geometry)
    const left = keptOf.get(index) ?? 0
    if (left > given * (1 - DEFAULT_UNIT_SETTINGS.straddleShare)) return []
    const isLost = left === 0
    return [
      {
        rule: isLost ? 'unit-without-ground' : 'unit-cut',
        severity: isLost ? 'error' : 'warning',
        subject: sourceId,
        message: isLost
          ? `The unit has no ground of its own in the community: its ${households} households are not counted.`
          : `Of ${given.toFixed(0)} m² the unit keeps ${left.toFixed(0)} m²; the rest lies outside the community or in other units.`,
        remedy: 'Correct the unit or the boundary.',
        size: given - left,
        place: geometry,
      },
    ]
  })
}

const squareMetersOf = (geometry: Polygon | MultiPolygon): number =>
  (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).reduce(
    (sum, rings) => sum + polygonSquareMeters(rings),
    0,
  )
