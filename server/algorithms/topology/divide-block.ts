import type { Position } from 'geojson'
import { boundingBox } from '../geometry/bounding-box.ts'
import { localPlane, type PlanePoint } from '../geometry/local-plane.ts'
import { bisectBuildings } from './bisect-buildings.ts'
import type { Face } from './canonical-faces.ts'
import { clipToBlock, HAIR_METERS } from './clip-to-block.ts'
import { groupTouching } from './group-touching.ts'
import { simplifyDivider } from './simplify-divider.ts'
import { voronoiDividers } from './voronoi-dividers.ts'

export type BlockBuilding = {
  /** The outer rings of its parts. */
  outlines: Position[][]
  households: number
  compound: string | null
}
export type HeavyBlock = { face: Face; buildings: BlockBuilding[] }

/** Buildings nearer than this to each other are taken to touch. */
const TOUCHING_METERS = 0.3
/** Samples lie so far inside the walls, so that also a party wall has room for a line. */
const INSET_METERS = 0.4
/** Distance of samples along a wall; longer where a block would have more samples than the limit. */
const SAMPLE_METERS = 0.8
const MAX_SAMPLES = 20_000

/**
 * Finds lines that divide a block between its buildings into pieces of at most so many households.
 *
 * Buildings are grouped into pieces; the lines keep as far from the walls of one piece as from those of the next. They reach
 * a hair beyond the block, to be noded with its outline; no building is cut.
 *
 * @param block its rings and the buildings that belong to it, longitude, latitude
 * @param maxHouseholds of a piece; only a building that is heavier alone makes a heavier piece
 * @returns lines on the 1e-7° grid; none where nothing can be divided. Cost: O(wall length × log). Deterministic.
 */
export function divideBlock({ face, buildings }: HeavyBlock, maxHouseholds: number): Position[][] {
  const [west, south, east, north] = boundingBox(face[0]!)
  const plane = localPlane([(west + east) / 2, (south + north) / 2])
  const outlines = buildings.map((building) => building.outlines.map((ring) => ring.map(plane.toPlane)))
  const groups = groupTouching(
    outlines.map(([main]) => main!),
    TOUCHING_METERS,
  )
  const pieces = bisectBuildings(
    buildings.map(({ households, compound }, index) => ({
      at: middleOf(outlines[index]![0]!),
      households,
      compound,
      group: groups[index]!,
    })),
    maxHouseholds,
  )
  if (pieces.every((piece) => piece === pieces[0])) return []

  const { points, pieceOf } = sampleWalls(outlines, pieces)
  const [x0, y0, x1, y1] = boundingBox(face[0]!.map(plane.toPlane))
  const dividers = voronoiDividers(points, pieceOf, Math.hypot(x1 - x0, y1 - y0)).map(simplifyDivider)
  const inside = clipToBlock(
    dividers,
    face.map((ring) => ring.map(plane.toPlane)),
    HAIR_METERS,
  )
  return inside
    .map((line) => withoutRepeats(line.map(plane.toSnappedPosition)))
    .filter((line) => line.length > 1)
}

/** `divideBlock` for many blocks: the lines of all of them. */
export const divideBlocks = ({
  blocks,
  maxHouseholds,
}: {
  blocks: HeavyBlock[]
  maxHouseholds: number
}): Position[][] => blocks.flatMap((block) => divideBlock(block, maxHouseholds))

/** Points along the walls of all buildings, a little inside them, with the piece of their building. */
function sampleWalls(outlines: readonly PlanePoint[][][], pieces: readonly number[]) {
  const walls = outlines.flat(1)
  const meters = walls.reduce((sum, ring) => sum + lengthOf(ring), 0)
  const spacing = Math.max(SAMPLE_METERS, meters / MAX_SAMPLES)
  const samples = outlines.flatMap((rings, building) =>
    rings.flatMap((ring) => samplesOf(ring, spacing).map((at) => ({ at, piece: pieces[building]! }))),
  )
  return {
    points: Float64Array.from(samples.flatMap(({ at }) => at)),
    pieceOf: samples.map(({ piece }) => piece),
  }
}

function samplesOf(ring: readonly PlanePoint[], spacing: number): PlanePoint[] {
  const inward = isAnticlockwise(ring) ? INSET_METERS : -INSET_METERS
  return ring.slice(1).flatMap(([bx, by], index) => {
    const [ax, ay] = ring[index]!
    const length = Math.hypot(bx - ax, by - ay)
    if (length === 0) return []
    const count = Math.ceil(length / spacing)
    const [nx, ny] = [(-(by - ay) / length) * inward, ((bx - ax) / length) * inward]
    return Array.from({ length: count }, (_, sample): PlanePoint => {
      const share = (sample + 0.5) / count
      return [ax + (bx - ax) * share + nx, ay + (by - ay) * share + ny]
    })
  })
}

const isAnticlockwise = (ring: readonly PlanePoint[]) =>
  ring.slice(1).reduce((twice, [bx, by], index) => twice + ring[index]![0] * by - bx * ring[index]![1], 0) > 0

const lengthOf = (ring: readonly PlanePoint[]) =>
  ring.slice(1).reduce((sum, [x, y], index) => sum + Math.hypot(x - ring[index]![0], y - ring[index]![1]), 0)

function middleOf(ring: readonly PlanePoint[]): PlanePoint {
  const [west, south, east, north] = boundingBox(ring as PlanePoint[])
  return [(west + east) / 2, (south + north) / 2]
}

const withoutRepeats = (line: Position[]) =>
  line.filter(([lng, lat], index) => lng !== line[index - 1]?.[0] || lat !== line[index - 1]?.[1])
