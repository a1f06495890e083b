/** Residential compounds (小区): rows of slabs or towers that face south, a way in from the gate, a pond or a kindergarten. */
import type { Point } from './frame.ts'
import { buildHouses, STREET_SHOPS } from './houses.ts'
import type { Name } from './names.ts'
import { integerBetween, pick } from './random.ts'
import { distanceToRing, isInside, longAxis, type Ring, ringArea, rotated } from './ring.ts'
import { fillRows, type Obstacle, onGround, rectangle, type TurnedBlock, turnBlock } from './rows.ts'
import type { Site } from './site.ts'

const STAIRWELL_METERS = 17
const TOWER = { width: 27, depth: 19 }

/** The block's own direction that is nearest to east–west: rows along it face south. */
export function southFacingAngle(ring: Ring): number {
  const { angle } = longAxis(ring.points)
  return angle - (Math.PI / 2) * Math.round(angle / (Math.PI / 2))
}

export function buildSlabCompound(site: Site, ring: Ring, shops = true): void {
  const { random } = site
  const old = random() < 0.6
  const compound = old ? site.names.oldCompound() : site.names.compound()
  const block = compoundBlock(site, ring, shops)
  const levels = old ? integerBetween(random, 5, 6) : pick(random, [6, 7, 11])
  const depth = old ? 11 : 13
  const rows = fillRows(block, { depth, gap: levels > 7 ? 24 : 15, minLength: 2 * STAIRWELL_METERS })
  const publicRow = rows.length > 3 && random() < 0.45 ? Math.floor(rows.length / 2) : -1
  rows.forEach(({ low, high, stretches }, row) => {
    const places = stretches.flatMap(([from, to]) => slabPlaces(from, to))
    places.forEach(([x0, x1], k) => {
      if (row === publicRow && k === 0)
        addKindergarten(site, block, compound, rectangle(x0, low, Math.min(x1, x0 + 30), high))
      else addSlab(site, block, compound, levels, [x0, low, x1, high])
    })
  })
}

export function buildTowerCompound(site: Site, ring: Ring, shops = true): void {
  const { random } = site
  const compound = site.names.compound()
  const block = compoundBlock(site, ring, shops)
  const levels = pick(random, [18, 18, 24, 26, 30, 33])
  const rows = fillRows(block, { depth: TOWER.depth, gap: 33, minLength: TOWER.width })
  rows.forEach(({ low, high, stretches }, row) => {
    const places = stretches.flatMap(([from, to]) => towerPlaces(from, to))
    places.forEach((x, k) => {
      if (row === 1 && k === 0 && random() < 0.3)
        addKindergarten(site, block, compound, rectangle(x, low, x + TOWER.width, high))
      else addTower(site, block, compound, levels - integerBetween(random, 0, 2), x, low)
    })
  })
}

function towerPlaces(from: number, to: number): number[] {
  const count = Math.floor((to - from + 20) / (TOWER.width + 20))
  const pitch = count > 1 ? Math.min((to - from - TOWER.width) / (count - 1), 60) : 0
  const first = from + (to - from - TOWER.width - pitch * (count - 1)) / 2
  return Array.from({ length: count }, (_, k) => first + k * pitch)
}

/** Turns the block south, with a way in from a street and shops along the busier ones. */
function compoundBlock(site: Site, ring: Ring, shops: boolean): TurnedBlock {
  const angle = southFacingAngle(ring)
  const obstacles: Obstacle[] = []
  const wayIn = ringArea(ring.points) > 17_000 ? compoundWay(ring, angle) : undefined
  if (wayIn) {
    site.streets.push({ class: 'service', points: wayIn })
    obstacles.push({ points: wayIn, closed: false, clearanceMeters: 6 })
  }
  if (shops) obstacles.push(...buildHouses(site, ring, STREET_SHOPS, obstacles))
  return turnBlock(ring, angle, obstacles)
}

/** From a vertex on a street at the south side straight north through the rows. */
function compoundWay(ring: Ring, angle: number): Point[] | undefined {
  const turned = rotated(ring.points, -angle)
  const middle = turned.reduce((sum, [x]) => sum + x, 0) / turned.length
  let gate = -1
  turned.forEach(([x, y], k) => {
    const open = ['residential', 'service', 'tertiary', 'secondary'].includes(ring.edges[k]!)
    if (!open || Math.abs(x - middle) > 25) return
    if (gate < 0 || y < turned[gate]![1]) gate = k
  })
  if (gate < 0) return undefined
  const [x, from] = turned[gate]!
  const way: Point[] = [[x, from]]
  for (let y = from + 18; y < from + 400; y += 18) {
    if (!isInside(turned, [x, y]) || distanceToRing(turned, [x, y]) < (way.length > 1 ? 22 : 12)) break
    way.push([x, y])
  }
  if (way.length < 3) return undefined
  return [ring.points[gate]!, ...rotated(way.slice(1), angle)]
}

/** Slabs of two to five stairwells that fill the stretch evenly. */
function slabPlaces(from: number, to: number): [number, number][] {
  const room = to - from
  if (room < 2 * STAIRWELL_METERS) return []
  const count = Math.max(1, Math.round(room / 72))
  const gap = 10
  const stairwells = Math.min(5, Math.floor((room - (count - 1) * gap) / count / STAIRWELL_METERS))
  if (stairwells < 2) return []
  const length = stairwells * STAIRWELL_METERS
  const pitch = count > 1 ? (room - length) / (count - 1) : 0
  const first = count > 1 ? from : from + (room - length) / 2
  return Array.from({ length: count }, (_, k) => [first + k * pitch, first + k * pitch + length])
}

/** A slab with its stairwells standing out to the north. */
function addSlab(
  site: Site,
  block: TurnedBlock,
  compound: Name,
  levels: number,
  box: [number, number, number, number],
): void {
  const [x0, y0, x1, y1] = box
  const stairwells = Math.round((x1 - x0) / STAIRWELL_METERS)
  const shape: Point[] = [
    [x0, y0],
    [x1, y0],
  ]
  for (let k = stairwells - 1; k >= 0; k--) {
    const x = x0 + (k + 0.5) * STAIRWELL_METERS
    shape.push([x + 2.5, y1 - 1.5], [x + 2.5, y1], [x - 2.5, y1], [x - 2.5, y1 - 1.5])
  }
  shape.splice(2, 0, [x1, y1 - 1.5])
  shape.push([x0, y1 - 1.5])
  site.buildings.push({
    use: 'apartments',
    levels,
    dwellings: stairwells * 2 * levels,
    shape: onGround(block, shape),
    compound,
  })
}

/** A tower with four wings, four homes a storey. */
function addTower(
  site: Site,
  block: TurnedBlock,
  compound: Name,
  levels: number,
  x: number,
  y: number,
): void {
  const { width, depth } = TOWER
  const [a, b] = [7, 4.5]
  const shape: Point[] = [
    [x, y],
    [x + a, y],
    [x + a, y + 2],
    [x + width - a, y + 2],
    [x + width - a, y],
    [x + width, y],
    [x + width, y + depth - b],
    [x + width - a, y + depth - b],
    [x + width - a, y + depth],
    [x + a, y + depth],
    [x + a, y + depth - b],
    [x, y + depth - b],
  ]
  site.buildings.push({
    use: 'apartments',
    levels,
    dwellings: levels * 4,
    shape: onGround(block, shape),
    compound,
  })
}

function addKindergarten(site: Site, block: TurnedBlock, compound: Name, shape: Point[]): void {
  const name = { name: `${compound.name}幼儿园`, nameEn: `${compound.nameEn} Kindergarten` }
  site.buildings.push({
    use: 'public',
    levels: 3,
    dwellings: 0,
    shape: onGround(block, shape),
    compound,
    name,
  })
}
