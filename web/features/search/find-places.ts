import type { Area } from '../../state/areas.ts'
import type { Grid } from '../../state/grids.ts'

const MOST = 8

export type Found = { areas: Area[]; grids: Grid[] }

/** Areas and grids whose name or code holds the text, any case; the few best of each. Beginnings come first. */
export function findPlaces(text: string, areas: readonly Area[], grids: Iterable<Grid>): Found {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return { areas: [], grids: [] }
  return {
    areas: best(wanted, [...areas], (area) => [area.name, area.nameEn, area.code]),
    grids: best(wanted, [...grids], ({ properties }) => [
      properties.code,
      properties.name,
      properties.nameEn,
    ]),
  }
}

function best<Thing>(wanted: string, things: Thing[], textsOf: (thing: Thing) => (string | null)[]): Thing[] {
  const ranked = things.flatMap((thing) => {
    const places = textsOf(thing).flatMap((text) => {
      const place = text?.toLowerCase().indexOf(wanted) ?? -1
      return place === -1 ? [] : [place]
    })
    return places.length > 0 ? [{ thing, place: Math.min(...places) }] : []
  })
  return ranked
    .sort((a, b) => a.place - b.place)
    .slice(0, MOST)
    .map(({ thing }) => thing)
}
