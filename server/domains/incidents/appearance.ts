/** Incidents as points: larger and darker the more severe, pale when closed. */
import type { Appearance, Expression } from '../../platform/appearance.ts'

/** One hue in four shades, so that the order is seen without telling hues apart. */
const SHADES = { minor: '#f2a7bd', normal: '#e0668c', urgent: '#c2255c', critical: '#7a0f38' }

const bySeverity = <Value>(values: Record<keyof typeof SHADES, Value>): Expression =>
  ['match', ['get', 'severity'], ...Object.entries(values).flat(), values.normal] as unknown as Expression

export const incidentsAppearance: Appearance = {
  clusterColour: SHADES.urgent,
  parts: () => [
    {
      name: 'point',
      storey: 'point',
      type: 'circle',
      layout: { 'circle-sort-key': bySeverity({ minor: 0, normal: 1, urgent: 2, critical: 3 }) },
      paint: {
        'circle-radius': bySeverity({ minor: 3.5, normal: 4.5, urgent: 5.5, critical: 7 }),
        'circle-color': bySeverity(SHADES),
        'circle-opacity': ['case', ['has', 'closedAt'], 0.45, 1],
        'circle-stroke-color': '#ffffff',
        'circle-stroke-width': 1.2,
        'circle-stroke-opacity': ['case', ['has', 'closedAt'], 0.45, 1],
      },
    },
  ],
}
