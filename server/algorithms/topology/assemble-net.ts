import type { MultiPolygon, Polygon } from 'geojson'
import { boundingBox } from '../geometry/bounding-box.ts'
import { polygonSquareMeters } from '../geometry/ellipsoid-measures.ts'
import { orderInRows } from '../geometry/order-in-rows.ts'
import { barrierWeightOf } from '../partition/barrier-classes.ts'
import { BarrierIndex, type BarrierLine } from './barrier-index.ts'
import { canonicalFace, canonicalFaces, type Face } from './canonical-faces.ts'
import { dissolveUnits } from './dissolve-arcs.ts'
import { type Crossing, findLinks } from './find-links.ts'
import { findNeighbours, type Neighbours } from './find-neighbours.ts'
import { FaceLocator } from './locate-in-faces.ts'
import { mergeSlivers } from './merge-slivers.ts'
import { type NetTopology, netTopology } from './net-topology.ts'

export type NetInput = {
  /** They tile the ground, noded and snapped; `owner` where units came ready-made: faces of one owner make one unit. */
  faces: { rings: Face; isWater: boolean; owner: number | null }[]
  /** Representative points of the buildings: longitude, latitude. */
  buildings: [lng: number, lat: number][]
  barriers: BarrierLine[]
  /** Faces without buildings below it are merged into a neighbour. */
  sliverSquareMeters: number
  /** Bridges and ferry lines, and how far from land a ferry may end. */
  crossings: Crossing[]
  ferryLandingMeters: number
}

/** Units that share an edge, or that a link joins over water (then they share 0 m). */
export type NetNeighbours = Neighbours & { link: 'bridge' | 'ferry' | null }

export type AssembledNet = {
  /** In order of the ordinals. */
  units: { kind: 'land' | 'water'; owner: number | null; geometry: Polygon | MultiPolygon }[]
  topology: NetTopology
  /** Sorted by a, then b. */
  neighbours: NetNeighbours[]
  /** For each building the ordinal of its unit (the nearest one when its point lies in none), and how far outside it lies. */
  buildingUnits: { unit: number; distanceMeters: number }[]
}

/**
 * Makes the net of one community of its faces: slivers merged, units in reading order, shared arcs, neighbours, buildings.
 *
 * @returns `buildingUnits` is empty when there are no faces. Cost: near linear. Deterministic, whatever the order of the faces.
 */
export function assembleNet(input: NetInput): AssembledNet {
  const strength = (barrierClass: string) => barrierWeightOf({ class: barrierClass })
  const barriers = new BarrierIndex(input.barriers, strength)
  const faces = canonicalFaces(input.faces.map(({ rings }) => rings))
  const located = locateBuildings(
    faces.map(({ face }) => face),
    input.buildings,
  )
  const occupied = new Set(located.map(({ unit }) => unit))

  // Merge on the topology of the faces …
  const blocks = netTopology(faces.map(({ face }) => ({ type: 'Polygon', coordinates: face })))
  const groups = mergeSlivers(
    faces.map(({ face, source }, index) => ({
      areaSquareMeters: polygonSquareMeters(face),
      hasBuildings: occupied.has(index),
      isWater: input.faces[source]!.isWater,
      owner: input.faces[source]!.owner,
    })),
    edgesOfBlocks(blocks, input, barriers, strength),
    input.sliverSquareMeters,
    strength,
  )
  // … then put the units in order and find their own arcs.
  const merged = groups.map(({ members, isWater, owner }) => ({
    members,
    owner,
    kind: isWater ? ('water' as const) : ('land' as const),
    geometry:
      members.length > 1 ? canonicalGeometry(dissolveUnits(blocks, members)!) : blockGeometry(faces, members),
  }))
  const order = readingOrder(merged.map(({ geometry }) => middleOf(geometry)))
  const units = order.map((index) => merged[index]!)
  const ordinalOfFace = new Map(
    units.flatMap(({ members }, ordinal) => members.map((member) => [member, ordinal])),
  )
  const topology = netTopology(units.map(({ geometry }) => geometry))
  return {
    units: units.map(({ members: _, ...unit }) => unit),
    topology,
    neighbours: withLinks(findNeighbours(topology, barriers, strength), units, input),
    buildingUnits: located.map(({ unit, distanceMeters }) => ({
      unit: ordinalOfFace.get(unit)!,
      distanceMeters,
    })),
  }
}

/** Between ready-made units an edge is a boundary even where nothing runs along it. */
function edgesOfBlocks(
  blocks: NetTopology,
  { faces }: NetInput,
  barriers: BarrierIndex,
  strength: (barrierClass: string) => number,
): Neighbours[] {
  const edges = findNeighbours(blocks, barriers, strength)
  if (faces.every(({ owner }) => owner === null)) return edges
  return edges.map((edge) => ({ ...edge, barrierClass: edge.barrierClass ?? 'boundary' }))
}

function withLinks(
  neighbours: readonly Neighbours[],
  units: readonly AssembledNet['units'][number][],
  { crossings, ferryLandingMeters }: NetInput,
): NetNeighbours[] {
  const known = new Set(neighbours.map(({ a, b }) => `${a} ${b}`))
  const links = findLinks(crossings, {
    units: units.map(({ geometry, kind }) => ({
      polygons: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
      isWater: kind === 'water',
    })),
    areNeighbours: (a, b) => known.has(`${a} ${b}`),
    ferryLandingMeters,
  })
  return [
    ...neighbours.map((pair) => ({ ...pair, link: null })),
    ...links.map((link) => ({ ...link, sharedMeters: 0, barrierClass: null })),
  ].sort((p, q) => p.a - q.a || p.b - q.b)
}

function locateBuildings(faces: Face[], points: readonly [number, number][]) {
  const locator = new FaceLocator(faces)
  if (faces.length === 0) return []
  return points.map(([lng, lat]) => {
    const { face, distanceMeters } = locator.nearest(lng, lat)!
    return { unit: face, distanceMeters }
  })
}

const blockGeometry = (faces: { face: Face }[], [only]: number[]): Polygon => ({
  type: 'Polygon',
  coordinates: faces[only!]!.face,
})

function canonicalGeometry(geometry: Polygon | MultiPolygon): Polygon | MultiPolygon {
  if (geometry.type === 'Polygon')
    return { type: 'Polygon', coordinates: canonicalFace(geometry.coordinates) }
  return { type: 'MultiPolygon', coordinates: canonicalFaces(geometry.coordinates).map(({ face }) => face) }
}

/** Rows as high as units are apart on average: the side of a square of their box divided by their number. */
function readingOrder(middles: [number, number][]): number[] {
  const [west, south, east, north] = boundingBox(middles)
  const rowHeight = Math.sqrt(((east - west) * (north - south)) / middles.length)
  return orderInRows(middles, rowHeight > 0 ? rowHeight : 1)
}

/** The middle of the box of a unit: where reading order takes it to be. */
function middleOf(geometry: Polygon | MultiPolygon): [number, number] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const [west, south, east, north] = boundingBox(polygons.flatMap(([outline]) => outline!))
  return [(west + east) / 2, (south + north) / 2]
}
