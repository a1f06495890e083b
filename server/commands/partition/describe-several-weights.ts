import type { ZoneException } from '../../algorithms/partition/partition-units.ts'
import type { PlanNames } from './name-zones.ts'

type Sentences = { message: string; remedy: string }

/** What is true of a zone only because there are several weights; undefined when one weight's own reason says it all. */
export function sentencesOfSeveralWeights(exception: ZoneException, names: PlanNames): Sentences | undefined {
  const { weightIndex = 0, heaviestIndex = weightIndex, conflict } = exception
  if (conflict) return sentencesOfConflict(exception, conflict, names)
  return heaviestIndex === weightIndex ? undefined : sentencesOfLoneUnit(exception, heaviestIndex, names)
}

/** A unit over the max of one weight is its own zone, and so under the min of another. */
function sentencesOfLoneUnit(
  { unit, weight, piecesNeeded, weightIndex = 0 }: ZoneException,
  heaviestIndex: number,
  { unitIds, weights }: PlanNames,
): Sentences {
  const [light, heavy] = [weights[weightIndex]!, weights[heaviestIndex]!]
  return {
    message: `Unit ${unitIds[unit!]} stands alone because it is over the most of ${heavy.field}, ${heavy.max}; it weighs ${weight} (${light.field}), and ${light.min} is the least.`,
    remedy: `Divide the unit into at least ${piecesNeeded} pieces.`,
  }
}

type Counted = Pick<ZoneException, 'partWeight' | 'fewestZones' | 'mostZones'> & { weightIndex?: number }

/** One weight needs more zones than the other allows: both figures, and how far either band would have to give way. */
function sentencesOfConflict(exception: Counted, conflict: Counted, { weights }: PlanNames): Sentences {
  const isNeedy = exception.fewestZones! > conflict.mostZones!
  const [needy, scarce] = isNeedy ? [exception, conflict] : [conflict, exception]
  const [many, few] = [weights[needy.weightIndex ?? 0]!, weights[scarce.weightIndex ?? 0]!]
  const lowered = Math.floor(scarce.partWeight! / needy.fewestZones!)
  const raised = Math.ceil(needy.partWeight! / Math.max(1, scarce.mostZones!))
  return {
    message: `Its part of the map weighs ${needy.partWeight} (${many.field}) and ${scarce.partWeight} (${few.field}): at most ${many.max} of ${many.field} each needs ${needy.fewestZones} zones, at least ${few.min} of ${few.field} each allows ${scarce.mostZones}.`,
    remedy: `Widen the band of ${few.field} to ${lowered} at the least, or that of ${many.field} to ${raised} at the most.`,
  }
}
