import type { Position } from 'geojson'
import { ringSquareDegrees } from '../geometry/ellipsoid-measures.ts'

/** A polygon as its rings: the outline anticlockwise, then the holes clockwise; closed; longitude, latitude. */
export type Face = Position[][]

/**
 * Brings polygons into one order, so that the same ground gives the same result whatever order the database returned it in:
 * rings start at their smallest corner (by longitude, then latitude), outlines run anticlockwise, holes clockwise; holes of a
 * face and the faces themselves are sorted by their corners.
 *
 * @param faces each with its rings, closed, outline first
 * @returns the faces in canonical form with their index in the input. Cost: O(n log n) comparisons.
 */
export function canonicalFaces(faces: readonly Face[]): { face: Face; source: number }[] {
  return faces
    .map((face, source) => ({ face: canonicalFace(face), source }))
    .sort((a, b) => compareRings(a.face[0]!, b.face[0]!))
}

/** One polygon in canonical form. */
export function canonicalFace(face: Face): Face {
  const [outline, ...holes] = face
  return [
    canonicalRing(outline!, true),
    ...holes.map((hole) => canonicalRing(hole, false)).sort(compareRings),
  ]
}

function canonicalRing(ring: Position[], anticlockwise: boolean): Position[] {
  const directed = ringSquareDegrees(ring) > 0 === anticlockwise ? ring : ring.toReversed()
  const open = directed.slice(0, -1)
  let first = 0
  for (let i = 1; i < open.length; i++) if (comparePositions(open[i]!, open[first]!) < 0) first = i
  return [...open.slice(first), ...open.slice(0, first), open[first]!]
}

const comparePositions = (a: Position, b: Position) => a[0]! - b[0]! || a[1]! - b[1]!

function compareRings(a: Position[], b: Position[]): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const order = comparePositions(a[i]!, b[i]!)
    if (order !== 0) return order
  }
  return a.length - b.length
}
