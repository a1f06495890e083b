/** How many households a grid holds, as a colour: under the band, five steps within it, over it. Served styles have the same. */

/** Fewest and most households that a plan allows. */
type Band = Readonly<{ min: number; max: number }>

/** Purple to orange, after ColorBrewer's PuOr: told apart by colour-blind readers; the ends stand out, the middle is calm. */
const UNDER = '#7556b0'
const WITHIN = ['#bdb6d9', '#dcd9ea', '#f4efe6', '#fbd9ab', '#f5b465'] as const
const OVER = '#c2530f'

export type HouseholdClass = Readonly<{
  place: 'under' | 'within' | 'over'
  /** Households from (included) and to (included, but the last); undefined = open. */
  from?: number
  to?: number
  colour: string
}>

/** The seven classes of a band, fewest households first. The band's ends are within it. */
export function householdClasses({ min, max }: Band): HouseholdClass[] {
  const edges = WITHIN.map((_, step) => Math.round(min + ((max - min) * step) / WITHIN.length))
  return [
    { place: 'under', to: min - 1, colour: UNDER },
    ...WITHIN.map((colour, step) => ({
      place: 'within' as const,
      from: edges[step]!,
      to: step + 1 < edges.length ? edges[step + 1]! - 1 : max,
      colour,
    })),
    { place: 'over', from: max + 1, colour: OVER },
  ]
}

/** The class that a number of households falls into. */
export function classOf(households: number, band: Band): HouseholdClass {
  const classes = householdClasses(band)
  return classes.find(({ to }) => to === undefined || households <= to) ?? classes.at(-1)!
}
