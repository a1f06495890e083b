import type { Position } from 'geojson'
import type { NodeCoordinates } from './node-coordinates.ts'
import type { OsmWay } from './osm-entities.ts'
import { type RawItem, rejected } from './raw-feature.ts'

export const isClosed = (refs: readonly number[]) => refs.length >= 4 && refs[0] === refs.at(-1)

/**
 * A way as a feature.
 * Polygons must be whole; of lines that leave the file the parts inside are kept, since half a road is still a barrier.
 */
export function wayFeature(
  { id, refs, tags }: OsmWay,
  shape: 'polygon' | 'line' | 'point',
  coordinates: NodeCoordinates,
): RawItem {
  const sourceId = `w${id}`
  const runs = knownRuns(refs, coordinates)
  const place = runs[0]?.[0] ? ({ type: 'Point', coordinates: runs[0][0] } as const) : undefined
  const missing = refs.length - runs.reduce((sum, run) => sum + run.length, 0)
  if (shape === 'polygon') {
    if (missing > 0)
      return rejected(
        sourceId,
        'incomplete-way',
        `${missing} of the ${refs.length} nodes of the way are not in the file.`,
        place,
      )
    if (!isClosed(refs))
      return rejected(sourceId, 'open-ring', `The way should be an area but is not closed.`, place)
    return { sourceId, geometry: { type: 'Polygon', coordinates: [runs[0]!] }, properties: tags }
  }
  const lines = runs.filter((run) => run.length >= 2)
  if (lines.length === 0)
    return rejected(sourceId, 'incomplete-way', `No two nodes in a row of the way are in the file.`, place)
  return {
    sourceId,
    geometry:
      lines.length === 1
        ? { type: 'LineString', coordinates: lines[0]! }
        : { type: 'MultiLineString', coordinates: lines },
    properties: tags,
    ...(missing > 0
      ? { repairs: [`${missing} of ${refs.length} nodes are outside the file; the rest is kept.`] }
      : {}),
  }
}

/** Stretches of consecutive nodes that the file holds. */
function knownRuns(refs: number[], coordinates: NodeCoordinates): Position[][] {
  const runs: Position[][] = []
  let run: Position[] = []
  for (const ref of refs) {
    const position = coordinates.get(ref)
    if (position) run.push(position)
    else if (run.length > 0) {
      runs.push(run)
      run = []
    }
  }
  if (run.length > 0) runs.push(run)
  return runs
}
