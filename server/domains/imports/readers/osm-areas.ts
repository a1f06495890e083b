import type { Geometry, Position } from 'geojson'
import { nestRings } from '../../../algorithms/topology/nest-rings.ts'
import { stitchRings } from '../../../algorithms/topology/stitch-rings.ts'
import type { NodeCoordinates } from './node-coordinates.ts'
import type { AreaRelation, MemberWay } from './osm-relations.ts'
import { type RawItem, rejected } from './raw-feature.ts'

/** A list of open ends longer than this helps nobody. */
const MOST_OPEN_ENDS = 50

/**
 * Makes the area of a relation: rings of its ways by shared end nodes, nested by geometry (the roles in the file are often wrong).
 * @returns the feature, or a rejection `incomplete-relation` (members or nodes outside the file), `open-ring` or `no-area` with the places of the open ends
 */
export function assembleRelation(
  relation: AreaRelation,
  memberWays: ReadonlyMap<number, MemberWay | undefined>,
  coordinates: NodeCoordinates,
): RawItem {
  const ids = [...new Set(relation.members.map(({ way }) => way))]
  const paths = ids.flatMap((id) => memberWays.get(id)?.refs ?? [])
  const { rings, openEnds } = stitchRings(paths)
  const missingWays = ids.length - paths.length
  const missingNodes = countMissing(paths, coordinates)
  const place = () => placeOf(openEnds, paths, coordinates)
  const label = relation.tags.name ? ` "${relation.tags.name}"` : ''

  if (ids.length === 0 || missingWays > 0 || missingNodes > 0)
    return rejected(
      relation.sourceId,
      'incomplete-relation',
      `The relation${label} is only partly in the file: ${missingWays} of its ${ids.length} ways and ${missingNodes} nodes are missing. Take an extract that holds complete relations (osmium extract --strategy smart).`,
      place(),
    )
  if (openEnds.length > 0)
    return rejected(
      relation.sourceId,
      'open-ring',
      `The outline of the relation${label} is open at ${openEnds.length} nodes.`,
      place(),
    )
  const geometry = nestRings(rings.map((ring) => ring.map((node) => coordinates.get(node)!)))
  if (!geometry)
    return rejected(relation.sourceId, 'no-area', `The relation${label} encloses no area.`, place())
  return { sourceId: relation.sourceId, geometry, properties: relation.tags }
}

function countMissing(paths: Float64Array[], coordinates: NodeCoordinates): number {
  let missing = 0
  for (const path of paths) for (const node of path) if (!coordinates.get(node)) missing++
  return missing
}

/** Where the outline is open; else where the first known node is; nothing when the file knows no place at all. */
function placeOf(
  openEnds: number[],
  paths: Float64Array[],
  coordinates: NodeCoordinates,
): Geometry | undefined {
  const known = (nodes: Iterable<number>): Position[] =>
    [...nodes].flatMap((node) => {
      const position = coordinates.get(node)
      return position ? [position] : []
    })
  const ends = known(openEnds.slice(0, MOST_OPEN_ENDS))
  if (ends.length > 0) return { type: 'MultiPoint', coordinates: ends }
  for (const path of paths) {
    const [first] = known(path)
    if (first) return { type: 'Point', coordinates: first }
  }
  return undefined
}
