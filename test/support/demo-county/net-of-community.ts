/** The net of a community as `units.build` makes it, with the ground in memory instead of the database. */
import type { Geometry, Position } from 'geojson'
import type { BarrierRecord, BuildingRecord } from '../../../geo-data/records.ts'
import { boundingBox } from '../../../server/algorithms/geometry/bounding-box.ts'
import { pointInPolygon } from '../../../server/algorithms/geometry/point-in-polygon.ts'
import { assembleNet } from '../../../server/algorithms/topology/assemble-net.ts'
import type { BarrierLine } from '../../../server/algorithms/topology/barrier-index.ts'
import { type BlockBuilding, divideBlocks } from '../../../server/algorithms/topology/divide-block.ts'
import { findHeavyBlocks } from '../../../server/algorithms/topology/find-heavy-blocks.ts'
import type { Crossing } from '../../../server/algorithms/topology/find-links.ts'
import { waysInsideBlocks } from '../../../server/algorithms/topology/ways-inside-blocks.ts'
import type { DividedNet } from '../../../server/domains/plans/unit-graph-of-net.ts'
import { DEFAULT_UNIT_SETTINGS, minorClasses } from '../../../server/domains/units/rules.ts'
import type { UnitSettings } from '../../../server/domains/units/schemas.ts'
import type { CommunityGround } from './ground-of-town.ts'
import { type GroundFace, nodeGround } from './node-ground.ts'

const settings = DEFAULT_UNIT_SETTINGS
type Box = [west: number, south: number, east: number, north: number]

export function netOfCommunity(ground: CommunityGround): DividedNet {
  const [outline, box] = [
    ground.outline,
    boundingBox(linesOf(ground.outline).flat() as [number, number][]) as Box,
  ]
  const barriers = ground.barriers.filter(({ geometry }) => meets(box, linesOf(geometry).flat()))
  const dividing = barriers.filter((barrier) => isOneOf(settings.barrierClasses, barrier))
  const minor = barriers.filter((barrier) => isOneOf(minorClasses(settings), barrier)).flatMap(barrierLines)
  const buildings = ground.buildings.map(placeBuilding)

  const ownLines = [...linesOf(outline), ...dividing.flatMap(({ geometry }) => linesOf(geometry))]
  const lines = ownLines.flatMap((line) => near(box, line))
  const facesWith = (dividers: readonly Position[][]) =>
    nodeGround([...lines, ...dividers]).filter(({ inside }) => lies(inside, outline))
  const dividers = findDividers({ facesWith, buildings, minor })
  const waters = dividing.filter(({ kind }) => kind === 'water')
  const net = assembleNet({
    faces: facesWith(dividers).map(({ rings, inside }) => ({
      rings,
      isWater: waters.some(({ geometry }) => lies(inside, geometry)),
      owner: null,
    })),
    buildings: buildings.map(({ lng, lat }) => [lng, lat]),
    barriers: [...dividing.flatMap(barrierLines), ...minor],
    sliverSquareMeters: settings.sliverSquareMeters,
    crossings: barriers.flatMap((barrier) => crossingsOf(barrier, outline)),
    ferryLandingMeters: settings.ferryLandingMeters,
  })
  const units = net.units.map(({ kind }) => ({ kind, households: 0 }))
  net.buildingUnits.forEach(({ unit }, index) => {
    units[unit]!.households += buildings[index]!.households
  })
  return { topology: net.topology, neighbours: net.neighbours, units }
}

type PlacedBuilding = BlockBuilding & { lng: number; lat: number }
type DividedGround = {
  facesWith: (dividers: readonly Position[][]) => GroundFace[]
  buildings: readonly PlacedBuilding[]
  minor: readonly BarrierLine[]
}

/** As the verb of the same name, with the ground in memory. */
function findDividers({ facesWith, buildings, minor }: DividedGround): Position[][] {
  const maxHouseholds = settings.divisionHouseholds
  const faces = facesWith([]).map(({ rings }) => rings)
  const heavy = findHeavyBlocks(faces, buildings, settings.minorRoadHouseholds)
  const ways = waysInsideBlocks(
    minor.map(({ coordinates }) => coordinates),
    heavy.map(({ face }) => faces[face]!),
  )
  const parts = ways.length > 0 ? facesWith(ways).map(({ rings }) => rings) : faces
  const blocks = findHeavyBlocks(parts, buildings, maxHouseholds).map(({ face, members }) => ({
    face: parts[face]!,
    buildings: members.map((member) => buildings[member]!),
  }))
  return [...ways, ...divideBlocks({ blocks, maxHouseholds })]
}

function placeBuilding({ geometry, households = 0, compound }: BuildingRecord): PlacedBuilding {
  const parts = polygonsOf(geometry)
  const [lng, lat] = pointInside(parts[0]!) as [number, number]
  return { lng, lat, households, compound: compound ?? null, outlines: parts.map(([outer]) => outer!) }
}

const isOneOf = (classes: UnitSettings['barrierClasses'], barrier: BarrierRecord): boolean =>
  barrier.kind !== 'link' && classes[barrier.kind].includes(barrier.class)

const barrierLines = ({ class: barrierClass, geometry }: BarrierRecord): BarrierLine[] =>
  linesOf(geometry).map((coordinates) => ({ class: barrierClass, coordinates }))

/** A crossing that leaves the community leads elsewhere. */
function crossingsOf(barrier: BarrierRecord, outline: Geometry): Crossing[] {
  const isFerry = barrier.kind === 'link' && barrier.class === 'ferry'
  if (barrier.kind !== 'link' && !(barrier.kind === 'road' && barrier.bridge)) return []
  return linesOf(barrier.geometry).map((coordinates) => ({
    kind: isFerry ? 'ferry' : 'bridge',
    coordinates,
    startsElsewhere: !lies(coordinates[0]!, outline),
    endsElsewhere: !lies(coordinates.at(-1)!, outline),
  }))
}

function polygonsOf(geometry: Geometry): Position[][][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates]
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : []
}

function linesOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  return geometry.type === 'MultiLineString' ? geometry.coordinates : polygonsOf(geometry).flat()
}

const lies = ([lng, lat]: Position, area: Geometry) =>
  polygonsOf(area).some((rings) => pointInPolygon(rings, lng!, lat!))

function meets([west, south, east, north]: Box, points: readonly Position[]): boolean {
  const [w, s, e, n] = boundingBox(points as [number, number][])
  return w <= east && e >= west && s <= north && n >= south
}

/** The runs of a line whose segments come near the box: how one is noded depends on nothing further away. */
function near(box: Box, line: Position[]): Position[][] {
  const runs: Position[][] = []
  let isOpen = false
  for (let k = 1; k < line.length; k++) {
    const segment = [line[k - 1]!, line[k]!]
    const isNear = meets(box, segment)
    if (isNear && isOpen) runs.at(-1)!.push(line[k]!)
    else if (isNear) runs.push(segment)
    isOpen = isNear
  }
  return runs
}

/** The middle of a building where that lies in it, else of a corner. */
function pointInside(rings: Position[][]): Position {
  const [west, south, east, north] = boundingBox(rings[0]! as [number, number][])
  const middle: Position = [(west + east) / 2, (south + north) / 2]
  if (pointInPolygon(rings, middle[0]!, middle[1]!)) return middle
  const outer = rings[0]!
  for (let k = 2; k < outer.length; k++) {
    const corner = [0, 1].map((axis) => (outer[k - 2]![axis]! + outer[k - 1]![axis]! + outer[k]![axis]!) / 3)
    if (pointInPolygon(rings, corner[0]!, corner[1]!)) return corner
  }
  return outer[0]!
}
