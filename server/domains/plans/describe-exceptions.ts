import type { PartitionResult, ZoneException } from '../../algorithms/partition/partition-units.ts'
import type { GridException } from './schemas.ts'

type Band = { min: number; max: number }

/** The remedy of each reason, with both numbers; the viewer translates by `reason` and the facts. */
function remedyOf(exception: ZoneException, band: Band, nearestGrid: string | undefined): string {
  switch (exception.reason) {
    case 'unit-over-max':
      return `One unit alone holds ${exception.weight} households, more than ${band.max}: divide it into ${exception.piecesNeeded ?? 2} or more units.`
    case 'part-under-min':
      return `This part holds ${exception.weight} households, fewer than ${band.min}, and nothing joins it to the rest: declare a link (bridge, ferry)${nearestGrid ? ` to grid ${nearestGrid}` : ''}, or accept a small grid.`
    case 'part-infeasible':
      return `${exception.partWeight ?? exception.weight} households cannot be shared into whole grids of ${band.min}–${band.max}: widen the band here.`
    case 'locked':
      return 'The grid is locked: unlock it to bring it inside the band.'
    case 'not-found':
      return 'No division inside the band was found: divide the heaviest units, or widen the band here.'
  }
}

/** Why zones lie outside the band, by zone, as they are stored with their grids. */
export function describeExceptions(
  partition: PartitionResult,
  band: Band,
  labelOf: (zone: number) => string,
): Map<number, GridException> {
  return new Map(
    partition.exceptions.map((exception) => {
      const nearestGrid = exception.nearestZone === undefined ? undefined : labelOf(exception.nearestZone)
      return [
        exception.zone,
        {
          reason: exception.reason,
          households: exception.weight,
          band: { min: band.min, max: band.max },
          remedy: remedyOf(exception, band, nearestGrid),
          ...(nearestGrid ? { nearestGrid } : {}),
          ...(exception.piecesNeeded ? { piecesNeeded: exception.piecesNeeded } : {}),
        },
      ]
    }),
  )
}
