/** What divides ground, and into what: data, not branches. How strongly each class divides: BARRIER_CLASS_WEIGHTS. */
import type { UnitSettings } from './schemas.ts'

/** A quarter of 200 households, the least that a grid holds, is the most that an undivided block may weigh. */
export const DEFAULT_UNIT_SETTINGS: UnitSettings = {
  barrierClasses: {
    road: [
      'motorway',
      'trunk',
      'primary',
      'secondary',
      'tertiary',
      'unclassified',
      'residential',
      'living_street',
    ],
    rail: ['rail'],
    water: ['sea', 'lake', 'river', 'canal', 'stream'],
  },
  minorRoadClasses: ['service', 'lane', 'track'],
  minorRoadHouseholds: 200,
  divisionHouseholds: 50,
  sliverSquareMeters: 300,
  straddleShare: 0.02,
  ferryLandingMeters: 300,
}

/** The classes of the roads that divide heavy blocks only, by kind. */
export const minorClasses = ({ minorRoadClasses }: UnitSettings): UnitSettings['barrierClasses'] => ({
  road: minorRoadClasses,
  rail: [],
  water: [],
})
