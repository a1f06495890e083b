import type { MultiPolygon, Polygon, Position } from 'geojson'
import { topology } from 'topojson-server'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { chainLengthMeters, equalAreaPlane, ringAreaSquareMeters } from '../geometry/equal-area-plane.ts'

/** Coordinates are snapped to this many parts of a degree, so that equal corners are equal. */
const SNAP_PER_DEGREE = 1e7

export type UnitGeometry = Polygon | MultiPolygon | null
export type UnitTopology = Topology<{ units: GeometryCollection }>

/** A stretch of boundary between two units: the arcs they share. */
export type SharedBoundary = { a: number; b: number; arcs: number[]; sharedMeters: number }

export type MeasuredTopology = {
  topology: UnitTopology
  /** Pairs of units with a common boundary, a < b, in the order of a, then b. */
  boundaries: SharedBoundary[]
  areasSquareMeters: Float64Array
  /** All rings, holes too. */
  perimetersMeters: Float64Array
  /** Units on the same side of one arc: they overlap there. Pairs, a < b. */
  overlaps: [number, number][]
  /** From lng, lat to the metres that everything was measured in. */
  toPlane: (position: Position) => [number, number]
}

/**
 * Finds the arcs that units share, and measures units and common boundaries on an equal-area plane.
 *
 * @param geometries polygons in lng, lat degrees, or null; not changed
 * @returns          topology and measures; two units that only meet in a point share no boundary
 *
 * O(vertices). Shared arcs need equal corners (after snapping to 1e-7°): a corner on a neighbour's straight side splits it.
 */
export function buildUnitTopology(geometries: readonly UnitGeometry[]): MeasuredTopology {
  const snapped = geometries.map(snapGeometry)
  const toPlane = equalAreaPlane(centerOf(snapped))
  const areasSquareMeters = new Float64Array(snapped.length)
  const perimetersMeters = new Float64Array(snapped.length)
  snapped.forEach((geometry, unit) => {
    for (const polygon of polygonsOf(geometry)) {
      polygon.forEach((ring, index) => {
        const points = ring.map(toPlane)
        areasSquareMeters[unit]! += ringAreaSquareMeters(points) * (index === 0 ? 1 : -1)
        perimetersMeters[unit]! += chainLengthMeters(points)
      })
    }
  })
  const units = {
    type: 'GeometryCollection' as const,
    geometries: snapped.map((geometry) => geometry ?? { type: 'MultiPolygon' as const, coordinates: [] }),
  }
  const built = topology({ units }) as unknown as UnitTopology
  return {
    topology: built,
    areasSquareMeters,
    perimetersMeters,
    toPlane,
    ...findBoundaries(built, toPlane),
  }
}

/** Ring arcs of each unit: index i walks arc i forwards, ~i backwards. */
export function arcsOfUnits(built: UnitTopology): number[][] {
  return built.objects.units.geometries.map((geometry) => {
    if (geometry.type === 'Polygon') return geometry.arcs.flat()
    return geometry.type === 'MultiPolygon' ? geometry.arcs.flat(2) : []
  })
}

function findBoundaries(built: UnitTopology, toPlane: MeasuredTopology['toPlane']) {
  const users = built.arcs.map((): { unit: number; isForward: boolean }[] => [])
  arcsOfUnits(built).forEach((arcs, unit) => {
    for (const arc of arcs) users[arc < 0 ? ~arc : arc]!.push({ unit, isForward: arc >= 0 })
  })
  const found = new Map<string, SharedBoundary>()
  const overlaps = new Map<string, [number, number]>()
  users.forEach((sides, arc) => {
    for (const [first, second] of pairsOf(sides)) {
      const a = Math.min(first.unit, second.unit)
      const b = Math.max(first.unit, second.unit)
      if (a === b) continue
      const boundary = found.get(`${a} ${b}`) ?? { a, b, arcs: [], sharedMeters: 0 }
      boundary.arcs.push(arc)
      boundary.sharedMeters += chainLengthMeters(built.arcs[arc]!.map(toPlane))
      found.set(`${a} ${b}`, boundary)
      if (first.isForward === second.isForward) overlaps.set(`${a} ${b}`, [a, b])
    }
  })
  const boundaries = [...found.values()].sort((x, y) => x.a - y.a || x.b - y.b)
  return { boundaries, overlaps: [...overlaps.values()] }
}

function pairsOf<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((first, index) => items.slice(index + 1).map((second): [T, T] => [first, second]))
}

/** Outer rings counter-clockwise, holes clockwise, so that neighbours walk a shared arc in opposite directions. */
function snapGeometry(geometry: UnitGeometry): UnitGeometry {
  if (!geometry) return null
  const coordinates = polygonsOf(geometry)
    .map((polygon) => polygon.map(snapRing).map((ring, index) => wind(ring, index === 0)))
    // A ring that snaps to fewer than three corners has no inside.
    .map((polygon) => polygon.filter((ring) => ring.length >= 4))
    .filter((polygon) => polygon.length > 0)
  return { type: 'MultiPolygon', coordinates }
}

function snapRing(ring: Position[]): Position[] {
  const snapped = ring.map(([lng, lat]) => [
    Math.round(lng! * SNAP_PER_DEGREE) / SNAP_PER_DEGREE,
    Math.round(lat! * SNAP_PER_DEGREE) / SNAP_PER_DEGREE,
  ])
  return snapped.filter(([lng, lat], index) => {
    const before = snapped[index - 1]
    return index === 0 || lng !== before![0] || lat !== before![1]
  })
}

function wind(ring: Position[], isOuter: boolean): Position[] {
  let doubled = 0
  for (let index = 0; index + 1 < ring.length; index++)
    doubled += ring[index]![0]! * ring[index + 1]![1]! - ring[index + 1]![0]! * ring[index]![1]!
  return doubled > 0 === isOuter ? ring : ring.toReversed()
}

function polygonsOf(geometry: UnitGeometry): Position[][][] {
  if (!geometry) return []
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
}

function centerOf(geometries: readonly UnitGeometry[]): Position {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const geometry of geometries)
    for (const polygon of polygonsOf(geometry))
      for (const [lng, lat] of polygon[0] ?? []) {
        west = Math.min(west, lng!)
        east = Math.max(east, lng!)
        south = Math.min(south, lat!)
        north = Math.max(north, lat!)
      }
  return west > east ? [0, 0] : [(west + east) / 2, (south + north) / 2]
}
