/** Average persons of a household (China's census of 2020: 2.62), where a source gives no population. */
export const PERSONS_PER_HOUSEHOLD = 2.62

/** How one kind of building is turned into households. Square metres are gross floor area: footprint × levels. */
export type HouseholdRule = {
  /** Uses the rule is for, as sources write them (OSM `building=*` values and the Chinese words). */
  uses: readonly string[]
  grossSquareMetersPerHousehold: number
  /** Levels taken where the source gives none. */
  assumedLevels: number
  /** Smaller footprints are sheds and garages: no household. */
  leastFootprintSquareMeters: number
  /** Larger footprints without known levels are halls: no household. */
  mostFootprintSquareMeters: number
  /** At most this many households, whatever the area (a house is one household). */
  most: number
}

const HALL_SQUARE_METERS = 20_000
const ANY = Number.POSITIVE_INFINITY

/**
 * The default rule, replaceable as a whole. The first rule that lists the use decides; a use that none lists has no households.
 * The figures are planning rules of thumb (100 m² gross per flat, 140 m² where the use is unknown); a known total corrects their scale.
 */
const DEFAULT_HOUSEHOLD_RULES: readonly HouseholdRule[] = [
  {
    uses: [
      'house',
      'detached',
      'semidetached_house',
      'bungalow',
      'cabin',
      'farm',
      'villa',
      'houseboat',
      'static_caravan',
      '独栋',
      '民房',
    ],
    grossSquareMetersPerHousehold: 1,
    assumedLevels: 1,
    leastFootprintSquareMeters: 15,
    mostFootprintSquareMeters: ANY,
    most: 1,
  },
  {
    uses: ['apartments', 'tower', 'flats', '公寓', '住宅楼', '高层住宅'],
    grossSquareMetersPerHousehold: 100,
    assumedLevels: 6,
    leastFootprintSquareMeters: 40,
    mostFootprintSquareMeters: HALL_SQUARE_METERS,
    most: ANY,
  },
  {
    uses: ['residential', 'terrace', 'mixed', '住宅', '居住', '商住'],
    grossSquareMetersPerHousehold: 110,
    assumedLevels: 3,
    leastFootprintSquareMeters: 25,
    mostFootprintSquareMeters: HALL_SQUARE_METERS,
    most: ANY,
  },
  {
    uses: ['dormitory', '宿舍'],
    grossSquareMetersPerHousehold: 40,
    assumedLevels: 4,
    leastFootprintSquareMeters: 40,
    mostFootprintSquareMeters: HALL_SQUARE_METERS,
    most: ANY,
  },
  {
    uses: ['unknown', 'yes', ''],
    grossSquareMetersPerHousehold: 140,
    assumedLevels: 2,
    leastFootprintSquareMeters: 40,
    mostFootprintSquareMeters: 1500,
    most: ANY,
  },
]

export type BuildingFacts = { use: string; levels?: number | undefined; footprintSquareMeters: number }

/**
 * Estimates the households of a building whose number is not known.
 * @param building use as the source says it (several with `;`: the one with most households counts), levels ≥ 1 if known, footprint in m²
 * @returns a whole number ≥ 0; 0 for every use that is no dwelling, for sheds, and for halls of unknown height
 */
export function estimateHouseholds(
  building: BuildingFacts,
  rules: readonly HouseholdRule[] = DEFAULT_HOUSEHOLD_RULES,
): number {
  const uses = building.use.toLowerCase().split(';')
  return Math.max(...uses.map((use) => householdsByRule(use.trim(), building, rules)))
}

function householdsByRule(use: string, building: BuildingFacts, rules: readonly HouseholdRule[]): number {
  const rule = rules.find((candidate) => candidate.uses.includes(use))
  if (!rule) return 0
  const { footprintSquareMeters, levels } = building
  if (!(footprintSquareMeters >= rule.leastFootprintSquareMeters)) return 0
  if (levels === undefined && footprintSquareMeters > rule.mostFootprintSquareMeters) return 0
  const grossSquareMeters = footprintSquareMeters * (levels ?? rule.assumedLevels)
  return Math.min(rule.most, Math.max(1, Math.round(grossSquareMeters / rule.grossSquareMetersPerHousehold)))
}
