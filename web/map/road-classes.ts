/** Roads by class: which are shown from how far, and how wide they are drawn. */
import type { ExpressionSpecification } from 'maplibre-gl'
import { BARRIER } from '../api/collections.ts'

/** Metres of carriageway by class, strongest first; anything else is a path. */
const METERS: Record<string, number> = {
  motorway: 26,
  trunk: 24,
  primary: 22,
  secondary: 17,
  tertiary: 13,
  residential: 9,
  service: 6,
  lane: 4,
}
const ARTERIALS = ['motorway', 'trunk', 'primary', 'secondary']

export const roadClass: ExpressionSpecification = ['get', BARRIER.class]
export const isArterial: ExpressionSpecification = ['in', roadClass, ['literal', ARTERIALS]]

/** Small roads appear when there is room for them. */
export const isRoomFor: ExpressionSpecification = [
  'step',
  ['zoom'],
  isArterial,
  12.5,
  ['in', roadClass, ['literal', [...ARTERIALS, 'tertiary', 'residential']]],
  14,
  true,
]

/** Metres of carriageway; also the order in which roads lie on each other. */
export const roadMeters = [
  'match',
  roadClass,
  ...Object.entries(METERS).flat(),
  2.5,
] as unknown as ExpressionSpecification

/** Pixels, growing with the zoom a little slower than the ground does; `extra` pixels show as an edge. */
export function roadWidth(extra: number): ExpressionSpecification {
  const pixels = (pixelsPerMeter: number, edge: number): ExpressionSpecification => [
    '+',
    ['*', pixelsPerMeter, roadMeters],
    edge,
  ]
  return [
    'interpolate',
    ['exponential', 1.6],
    ['zoom'],
    11,
    pixels(0.05, extra / 2),
    14,
    pixels(0.2, extra),
    18,
    pixels(1.5, extra),
  ]
}
