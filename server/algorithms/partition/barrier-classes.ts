/**
 * How good a place for a boundary each class of line is, 0…1: what people do not cross on foot comes first. Data, not
 * rules: a deployment may hand its own.
 */
export const BARRIER_CLASS_WEIGHTS: Readonly<Record<string, number>> = {
  sea: 1,
  lake: 1,
  river: 1,
  canal: 0.95,
  rail: 0.95,
  motorway: 0.95,
  trunk: 0.9,
  primary: 0.8,
  stream: 0.7,
  secondary: 0.65,
  tertiary: 0.5,
  unclassified: 0.4,
  residential: 0.3,
  living_street: 0.25,
  service: 0.15,
  track: 0.15,
  lane: 0.15,
  path: 0.1,
}

/** Weight of a class that is not in the list. */
const UNKNOWN_CLASS_WEIGHT = 0.5

/** The properties that may say what a line is, as OSM and our own records name them. */
const CLASS_PROPERTIES = ['class', 'barrier_class', 'waterway', 'railway', 'highway', 'kind']

/**
 * The weight of a barrier line from its properties: a number `weight` within 0…1 counts as it is, else its class.
 *
 * @returns 0…1; 0.5 when nothing known is said
 */
export function barrierWeightOf(properties: Readonly<Record<string, unknown>> | null): number {
  const own = properties?.weight
  if (typeof own === 'number' && own >= 0 && own <= 1) return own
  for (const property of CLASS_PROPERTIES) {
    const weight = BARRIER_CLASS_WEIGHTS[String(properties?.[property])]
    if (weight !== undefined) return weight
  }
  return UNKNOWN_CLASS_WEIGHT
}
