/** A small county with two communities, for tests of units and plans. */
import type { Database } from '../../server/platform/database.ts'
import { aBarrier, anArea, square } from './builders.ts'

/** West and east community of a county, 2 km each way together, with a road through both and one across the west. */
export async function aCounty(db: Database) {
  const county = await anArea(db, { geometry: square(120, 30, 0.02) })
  const community = (name: string, geometry: object) =>
    anArea(db, { county, parent: county, level: 'community', name, geometry })
  const west = await community('西村', rectangles([120, 30, 120.01, 30.02]))
  const east = await community('东村', rectangles([120.01, 30, 120.02, 30.02]))
  // Runs on a slant, so that its crossing with the common border is no corner of either.
  await aBarrier(db, {
    county,
    class: 'primary',
    line: [
      [119.99, 30.0101],
      [120.03, 30.0137],
    ],
  })
  await aBarrier(db, {
    county,
    class: 'residential',
    line: [
      [120.004, 29.99],
      [120.004, 30.03],
    ],
  })
  return { county, west, east, community }
}

/** A MultiPolygon of boxes: west, south, east, north. */
export const rectangles = (...boxes: [number, number, number, number][]) => ({
  type: 'MultiPolygon',
  coordinates: boxes.map(([west, south, east, north]) => [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ]),
})
