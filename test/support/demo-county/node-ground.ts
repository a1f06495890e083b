/** What the database does with lines, without a database: noding on the 1e-7° grid, and the faces between them. */
import type { Position } from 'geojson'
import ArrayList from 'jsts/java/util/ArrayList.js'
import InteriorPointArea from 'jsts/org/locationtech/jts/algorithm/InteriorPointArea.js'
import Coordinate from 'jsts/org/locationtech/jts/geom/Coordinate.js'
import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js'
import type LinearRing from 'jsts/org/locationtech/jts/geom/LinearRing.js'
import type Polygon from 'jsts/org/locationtech/jts/geom/Polygon.js'
import PrecisionModel from 'jsts/org/locationtech/jts/geom/PrecisionModel.js'
import NodedSegmentString from 'jsts/org/locationtech/jts/noding/NodedSegmentString.js'
import MCIndexSnapRounder from 'jsts/org/locationtech/jts/noding/snapround/MCIndexSnapRounder.js'
import Polygonizer from 'jsts/org/locationtech/jts/operation/polygonize/Polygonizer.js'

/** Rings, and a point inside. */
export type GroundFace = { rings: Position[][]; inside: Position }

const PER_DEGREE = 1e7
const factory = new GeometryFactory()
type Point = { x: number; y: number }

/** Works in whole steps of the grid from the first corner, where sums and products stay exact. */
export function nodeGround(lines: readonly (readonly Position[])[]): GroundFace[] {
  const [x0, y0] = (lines[0]?.[0] ?? []).map(toSteps) as [number, number]
  const strings = new ArrayList(undefined)
  for (const line of lines) {
    const corners = line.map(([lng, lat]) => new Coordinate(toSteps(lng!) - x0, toSteps(lat!) - y0))
    strings.add(new NodedSegmentString(corners, null))
  }
  const rounder = new MCIndexSnapRounder(new PrecisionModel(1))
  rounder.computeNodes(strings)
  const polygonizer = new Polygonizer(false)
  for (const segment of distinctSegments(rounder.getNodedSubstrings().toArray()))
    polygonizer.add(factory.createLineString(segment))
  const toPosition = ({ x, y }: Point): Position => [(x + x0) / PER_DEGREE, (y + y0) / PER_DEGREE]
  const toRing = (ring: LinearRing) => (ring.getCoordinates() as Point[]).map(toPosition)
  return (polygonizer.getPolygons().toArray() as Polygon[]).map((polygon) => ({
    rings: [
      toRing(polygon.getExteriorRing()),
      ...Array.from({ length: polygon.getNumInteriorRing() }, (_, k) => toRing(polygon.getInteriorRingN(k))),
    ],
    inside: toPosition(InteriorPointArea.getInteriorPoint(polygon)),
  }))
}

const toSteps = (degrees: number) => Math.round(degrees * PER_DEGREE)

/** Each stretch once, however many lines run along it. */
function distinctSegments(strings: readonly { getCoordinates: () => Point[] }[]): Point[][] {
  const segments = new Map<string, Point[]>()
  for (const string of strings) {
    const corners = string.getCoordinates()
    for (let k = 1; k < corners.length; k++) {
      const [a, b] = [corners[k - 1]!, corners[k]!]
      if (a.x === b.x && a.y === b.y) continue
      const [low, high] = a.x < b.x || (a.x === b.x && a.y < b.y) ? [a, b] : [b, a]
      segments.set(`${low.x} ${low.y} ${high.x} ${high.y}`, [a, b])
    }
  }
  return [...segments.values()]
}
