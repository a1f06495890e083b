/** Grids on a map: coloured by households, exceptions with a dashed rim, with their codes. */
import {
  type Appearance,
  type DrawnPart,
  type Expression,
  FONTS,
  growing,
  type Language,
  legible,
  TEXT,
} from '../../platform/appearance.ts'
import type { PlanRules } from './schemas.ts'

/** Purple to orange, after ColorBrewer's PuOr: told apart by colour-blind readers; the ends stand out, the middle is calm. */
const UNDER = '#7556b0'
const WITHIN = ['#bdb6d9', '#dcd9ea', '#f4efe6', '#fbd9ab', '#f5b465']
const OVER = '#c2530f'
const EDGE = '#4d4a57'
const DEDICATED = '#0b4f5c'

const households: Expression = ['get', 'households']
const isException: Expression = ['!=', ['coalesce', ['get', 'exception'], ''], '']
const round = { 'line-join': 'round' } as const

/** Under the band, five equal steps within it (its ends included), over it. */
function colourOfHouseholds({ min, max }: PlanRules['band']): Expression {
  const edges = WITHIN.map((_, step) => Math.round(min + ((max - min) * step) / WITHIN.length))
  const steps = WITHIN.map((colour, step) => [edges[step]!, colour] as const)
  // A step begins higher than the one before: of a narrow band some have no room.
  const distinct = steps.filter(([from], step) => step === 0 || from > edges[step - 1]!)
  return ['step', households, UNDER, ...distinct.flat(), max + 1, OVER] as unknown as Expression
}

/** `003` from afar; the whole code and the households near by. A draft has its label only. */
function codeText(language: Language): Expression {
  const short: Expression = ['case', ['has', 'code'], ['slice', ['get', 'code'], -3], ['get', 'label']]
  const figure: Expression = ['concat', ['to-string', households], language === 'en' ? ' hh' : ' 户']
  const below = (first: Expression): Expression => [
    'format',
    first,
    {},
    '\n',
    {},
    figure,
    { 'font-scale': 0.82 },
  ]
  return [
    'step',
    ['zoom'],
    short,
    14.3,
    below(short),
    15.8,
    below(['coalesce', ['get', 'code'], ['get', 'label']]),
  ]
}

const code = (language: Language, minzoom: number): DrawnPart => ({
  name: 'code',
  storey: 'label',
  type: 'symbol',
  minzoom,
  layout: {
    'text-field': codeText(language),
    'text-font': FONTS,
    'text-size': growing(12, 10.5, 16, 14),
    'text-line-height': 1.25,
    'text-padding': 2,
  },
  paint: legible(TEXT),
})

const edge = (minzoom: number, pixels: number): DrawnPart => ({
  name: 'edge',
  storey: 'border',
  type: 'line',
  minzoom,
  layout: round,
  paint: { 'line-color': EDGE, 'line-width': growing(10, 0.3, 17, pixels), 'line-opacity': 0.7 },
})

/** @param band households of a grid that the plan keeps to */
export const gridsAppearance = (band: PlanRules['band']): Appearance => ({
  parts: (language) => [
    {
      name: 'fill',
      storey: 'grid',
      type: 'fill',
      paint: { 'fill-color': colourOfHouseholds(band), 'fill-opacity': 0.74 },
    },
    edge(0, 1.8),
    {
      // Seen without telling colours apart, and without a picture for a pattern.
      name: 'exception',
      storey: 'border',
      type: 'line',
      minzoom: 12,
      filter: isException,
      layout: round,
      paint: { 'line-color': TEXT, 'line-width': growing(12, 1.2, 17, 3), 'line-dasharray': [2, 1.5] },
    },
    code(language, 12.4),
  ],
})

export const microGridsAppearance: Appearance = {
  parts: (language) => [edge(13, 1), code(language, 16)],
}

export const dedicatedGridsAppearance: Appearance = {
  parts: (language) => [
    {
      name: 'edge',
      storey: 'border',
      type: 'line',
      layout: round,
      paint: { 'line-color': DEDICATED, 'line-width': growing(10, 0.8, 17, 3) },
    },
    code(language, 13),
  ],
}
