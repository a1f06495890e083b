/** Gridworkers as points: on duty or not. */
import type { Appearance } from '../../platform/appearance.ts'
import { FONTS, growing, legible, SOFT_TEXT } from '../../platform/appearance.ts'

const ON_DUTY = '#0b4f5c'
const OFF_DUTY = '#8b8f98'

export const workersAppearance: Appearance = {
  clusterColour: ON_DUTY,
  parts: () => [
    {
      name: 'point',
      storey: 'point',
      type: 'circle',
      paint: {
        'circle-radius': growing(12, 3, 17, 6),
        'circle-color': ['case', ['==', ['get', 'onDuty'], true], ON_DUTY, OFF_DUTY],
        'circle-stroke-color': '#ffffff',
        'circle-stroke-width': 1.2,
      },
    },
    {
      name: 'label',
      storey: 'label',
      type: 'symbol',
      minzoom: 16.5,
      layout: {
        'text-field': ['get', 'label'],
        'text-font': FONTS,
        'text-size': 10.5,
        'text-anchor': 'top',
        'text-offset': [0, 0.7],
        'text-optional': true,
      },
      paint: legible(SOFT_TEXT, 1.4),
    },
  ],
}
