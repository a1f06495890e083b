import type { ZoneException } from '../../algorithms/partition/partition-units.ts'
import type { PlanNames } from './name-zones.ts'

type Sentences = { message: string; remedy: string }

/** What was proven about a part whose weight alone would fit; undefined for other reasons. */
export function sentencesOfProof(exception: ZoneException, names: PlanNames): Sentences | undefined {
  const { reason, weight, weightIndex = 0, partWeight, fewestZones, mostZones } = exception
  const { field, min, max } = names.weights[weightIndex]!
  const of = names.weights.length > 1 ? ` (${field})` : ''
  switch (reason) {
    case 'pocket-under-min':
      return sentencesOfPocket(exception, names)
    case 'zones-infeasible':
      return {
        message: `The zone weighs ${weight}${of}; the band is ${min}–${max}, and no plan with the number of zones asked for holds it.`,
        remedy: `Ask for another number of zones (the weights allow ${fewestZones} to ${mostZones}), or widen the band.`,
      }
    case 'no-plan-exists':
      return {
        message: `The zone weighs ${weight}${of}; the band is ${min}–${max}, and no plan inside it exists: every division of its part of the map (${partWeight}${of} in all) was tried.`,
        remedy: 'Widen the band, divide the heaviest units, or link the part to a neighbour.',
      }
    default:
      return undefined
  }
}

/** Pockets are a matter of the first weight, whichever weight of the zone is outside its band for it. */
function sentencesOfPocket(
  { weight, weightIndex = 0, unit, pocketWeight, weightWithPockets }: ZoneException,
  { unitIds, weights }: PlanNames,
): Sentences {
  const { min, max } = weights[0]!
  const [of, ofFirst] =
    weights.length > 1 ? [weightIndex, 0].map((index) => ` (${weights[index]!.field})`) : ['', '']
  return {
    message: `The zone weighs ${weight}${of}: behind unit ${unitIds[unit!]} alone lie ${pocketWeight}${ofFirst}, under ${min}, and with that unit they are ${weightWithPockets}, over ${max}.`,
    remedy: `Divide unit ${unitIds[unit!]}, or add a link (an edge of 0 m) from behind it to another neighbour.`,
  }
}
