import type { NearestShape } from '../../algorithms/geometry/nearest-shapes.ts'
import type { PartitionResult, ZoneException } from '../../algorithms/partition/partition-units.ts'
import type { GridException } from './schemas.ts'

type Band = { min: number; max: number }
type Near = { label: string; distanceMeters: number }

/** The remedy of each reason, with both numbers; the viewer translates by `reason` and the facts. */
function remedyOf(exception: ZoneException, band: Band, near: Near | undefined): string {
  switch (exception.reason) {
    case 'unit-over-max':
      return `One unit alone holds ${exception.weight} households, more than ${band.max}: divide it into ${exception.piecesNeeded ?? 2} or more units.`
    case 'part-under-min': {
      const where = near ? ` to grid ${near.label}, ${Math.round(near.distanceMeters)} m away` : ''
      return `This part holds ${exception.weight} households, fewer than ${band.min}, and nothing joins it to the rest: declare a link (bridge, ferry)${where}, or accept a small grid.`
    }
    case 'part-infeasible':
      return `${exception.partWeight ?? exception.weight} households cannot be shared into whole grids of ${band.min}–${band.max}: widen the band here.`
    case 'zones-infeasible':
      return `No plan with the number of grids asked for holds ${band.min}–${band.max}: ask for another number, or widen the band.`
    case 'pocket-under-min':
      return `${exception.pocketWeight} households, fewer than ${band.min}, lie behind one unit only, and are ${exception.weightWithPockets} with it, more than ${band.max}: divide that unit, declare another link to a neighbour, or accept this grid.`
    case 'no-plan-exists':
      return `Every division of these ${exception.partWeight} households was tried: none puts each grid inside ${band.min}–${band.max}. Divide the heaviest units, or widen the band here.`
    case 'locked':
      return `The grid is locked at ${exception.weight} households: unlock it to bring it inside ${band.min}–${band.max}.`
    case 'not-found':
      return `No division inside ${band.min}–${band.max} was found (${exception.weight} households here): divide the heaviest units, or widen the band here.`
  }
}

/** Why zones lie outside the band, by zone, as they are stored with their grids. */
export function describeExceptions(
  partition: PartitionResult,
  {
    band,
    labelOf,
    nearest,
  }: { band: Band; labelOf: (zone: number) => string; nearest: Map<number, NearestShape> },
): Map<number, GridException> {
  return new Map(
    partition.exceptions.map((exception) => {
      const near = nearOf(exception, labelOf, nearest)
      return [
        exception.zone,
        {
          reason: exception.reason,
          households: exception.weight,
          band: { min: band.min, max: band.max },
          remedy: remedyOf(exception, band, near),
          ...(near ? { nearestGrid: near.label, nearestMeters: Math.round(near.distanceMeters) } : {}),
          ...(exception.piecesNeeded ? { piecesNeeded: exception.piecesNeeded } : {}),
          ...(exception.weightWithPockets
            ? { pocketHouseholds: exception.pocketWeight, withGateHouseholds: exception.weightWithPockets }
            : {}),
        },
      ]
    }),
  )
}

/** The grid across the longest border, or for a part that touches none the nearest one. */
function nearOf(
  { zone, nearestZone }: ZoneException,
  labelOf: (zone: number) => string,
  nearest: Map<number, NearestShape>,
): Near | undefined {
  if (nearestZone !== undefined) return { label: labelOf(nearestZone), distanceMeters: 0 }
  const found = nearest.get(zone)
  return found && { label: labelOf(found.shape), distanceMeters: found.distanceMeters }
}
