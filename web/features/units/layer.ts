/** Units: the pieces that grids are made of, as thin lines. */
import { type Drawing, tileSource } from '../../map/drawing.ts'
import { PALETTE } from '../../map/palette.ts'

export const unitsDrawing: Drawing = {
  sources: { units: tileSource('units') },
  layers: {
    unit: [
      {
        id: 'unit',
        type: 'line',
        source: 'units',
        'source-layer': 'units',
        minzoom: 12,
        layout: { visibility: 'none', 'line-join': 'round' },
        paint: {
          'line-color': PALETTE.unit,
          'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.3, 17, 1.2],
          'line-opacity': 0.75,
        },
      },
    ],
  },
}
