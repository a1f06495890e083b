import type { Area } from './areas.ts'
import type { Bounds } from './view-request.ts'

/** The box around areas: west, south, east, north. */
export function boundsOf(areas: readonly Pick<Area, 'bbox'>[]): [number, number, number, number] {
  const at = (side: 0 | 1 | 2 | 3) => areas.map(({ bbox }) => bbox[side]!)
  return [Math.min(...at(0)), Math.min(...at(1)), Math.max(...at(2)), Math.max(...at(3))]
}

export const boundsOfArea = ({ bbox }: Pick<Area, 'bbox'>): Bounds => [bbox[0]!, bbox[1]!, bbox[2]!, bbox[3]!]
