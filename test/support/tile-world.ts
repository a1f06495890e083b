import { VectorTile } from '@mapbox/vector-tile'
import { Delaunay } from 'd3-delaunay'
import { PbfReader } from 'pbf'
import { SeededRandom } from '../../server/algorithms/statistics/seeded-random.ts'
import type { TileAddress } from '../../server/algorithms/tiling/snap-to-tile.ts'

export type Place = [number, number]
export const SIZE = { extent: 4096, buffer: 64 }
export const TILE: TileAddress = { z: 12, x: 3413, y: 1688 }
const HALF_WORLD_METERS = 20_037_508.342789244

/** Metres of EPSG:3857 of a place in a tile's units. */
export function metersOf([x, y]: Place, tile: TileAddress = TILE): Place {
  const unit = (2 * HALF_WORLD_METERS) / 4096 / 2 ** tile.z
  return [(tile.x * 4096 + x) * unit - HALF_WORLD_METERS, HALF_WORLD_METERS - (tile.y * 4096 + y) * unit]
}

const header = (type: number, count?: number) => {
  const bytes = Buffer.alloc(count === undefined ? 5 : 9)
  bytes[0] = 1
  bytes.writeUInt32LE(type, 1)
  if (count !== undefined) bytes.writeUInt32LE(count, 5)
  return bytes
}
const positions = (places: Place[]) => Buffer.from(new Float64Array(places.flat()).buffer)
const counted = (places: Place[]) => Buffer.concat([header(0, places.length).subarray(5), positions(places)])

/** Little-endian WKB of places in metres. */
export const wkb = {
  point: (place: Place) => Buffer.concat([header(1), positions([place])]),
  line: (places: Place[]) => Buffer.concat([header(2), counted(places)]),
  polygon: (...rings: Place[][]) => Buffer.concat([header(3, rings.length), ...rings.map(counted)]),
  /** MultiPoint 4, MultiLineString 5, MultiPolygon 6, GeometryCollection 7. */
  multi: (type: 4 | 5 | 6 | 7, members: Buffer[]) =>
    Buffer.concat([header(type, members.length), ...members]),
}

/** WKB of shapes given in units of a tile. */
export const drawn = (tile: TileAddress = TILE) => {
  const meters = (places: Place[]) => places.map((place) => metersOf(place, tile))
  return {
    point: (x: number, y: number) => wkb.point(metersOf([x, y], tile)),
    line: (...places: Place[]) => wkb.line(meters(places)),
    polygon: (...rings: Place[][]) => wkb.polygon(...rings.map(meters)),
  }
}

/** A closed ring round a box. */
export const boxRing = (west: number, north: number, east: number, south: number): Place[] => [
  [west, north],
  [east, north],
  [east, south],
  [west, south],
  [west, north],
]

export type DrawnFeature = {
  type: number
  properties: Record<string, string | number | boolean>
  /** Rings without their closing position, lines, or points one by one. */
  parts: Place[][]
}

/** What a client draws of a layer. */
export function decodeLayer(bytes: Uint8Array, name = 'layer'): DrawnFeature[] {
  const layer = new VectorTile(new PbfReader(bytes)).layers[name]
  return Array.from({ length: layer?.length ?? 0 }, (_, i) => {
    const { type, properties, ...feature } = layer!.feature(i)
    const parts = layer!
      .feature(i)
      .loadGeometry()
      .map((part) => part.map(({ x, y }): Place => [x, y]))
    return {
      ...feature,
      type,
      properties,
      parts: type === 3 ? parts.map((ring) => ring.slice(0, -1)) : parts,
    }
  }).map(({ type, properties, parts }) => ({ type, properties: { ...properties }, parts }))
}

/** Twice the area by the surveyor's formula. */
export const twiceArea = (ring: Place[]) =>
  ring.reduce((sum, [x, y], i) => sum + ring.at(i - 1)![0] * y - x * ring.at(i - 1)![1], 0)

/**
 * The steps of rings from one whole position to the next in a straight line, run forwards minus run backwards: of the rings of a
 * partition all but the outer ones cancel, exactly where there is neither gap nor overlap.
 */
export function netSteps(rings: Place[][]): Map<string, number> {
  const steps = new Map<string, number>()
  const add = (key: string, amount: number) => {
    const sum = (steps.get(key) ?? 0) + amount
    if (sum === 0) steps.delete(key)
    else steps.set(key, sum)
  }
  for (const ring of rings)
    ring.forEach(([toX, toY], i) => {
      const [x, y] = ring.at(i - 1)!
      const count = greatestDivisor(Math.abs(toX - x), Math.abs(toY - y))
      const [dx, dy] = [(toX - x) / count, (toY - y) / count]
      for (let k = 0; k < count; k++) {
        const [a, b] = [[x + k * dx, y + k * dy].join(), [x + (k + 1) * dx, y + (k + 1) * dy].join()]
        add(a < b ? `${a} ${b}` : `${b} ${a}`, a < b ? 1 : -1)
      }
    })
  return steps
}
const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/** A partition of the plane in units of a tile: rings of cells that share their vertices exactly, and the ring round all. */
export type Partition = { cells: Place[][][]; outline: Place[] }

/**
 * Crooked cells on a grid of `columns` × `rows`, between each two corners a bend; in the first cell an island that fills its hole.
 * @param box the corner of the grid and the side of its cells
 */
export function crookedCells(
  columns: number,
  rows: number,
  [west, north, side]: Place | number[],
  seed: number,
): Partition {
  const random = new SeededRandom(seed)
  const nodes = new Map<string, Place>()
  // Corners have even numbers, bends have an odd one.
  const node = (column: number, row: number): Place => {
    const key = `${column} ${row}`
    const jitter = () => (random.next() - 0.5) * (column % 2 === 0 && row % 2 === 0 ? 0.4 : 0.2)
    const made: Place = nodes.get(key) ?? [
      west! + (column / 2 + jitter()) * side!,
      north! + (row / 2 + jitter()) * side!,
    ]
    nodes.set(key, made)
    return made
  }
  const round = (left: number, top: number, right: number, bottom: number) => {
    const ring: Place[] = []
    for (let x = left; x < right; x++) ring.push(node(x, top))
    for (let y = top; y < bottom; y++) ring.push(node(right, y))
    for (let x = right; x > left; x--) ring.push(node(x, bottom))
    for (let y = bottom; y > top; y--) ring.push(node(left, y))
    return [...ring, ring[0]!]
  }
  const cells = Array.from({ length: columns * rows }, (_, i) => {
    const [column, row] = [2 * (i % columns), 2 * Math.floor(i / columns)]
    return [round(column, row, column + 2, row + 2)]
  })
  const island = boxRing(west! + side! * 0.4, north! + side! * 0.4, west! + side! * 0.6, north! + side! * 0.6)
  cells[0]!.push(island)
  return { cells: [...cells, [island]], outline: round(0, 0, 2 * columns, 2 * rows) }
}

/** Voronoi cells of random sites, far beyond a tile on all sides. */
export function voronoiCells(count: number, seed: number): Partition {
  const random = new SeededRandom(seed)
  const sites = Array.from(
    { length: count },
    (): Place => [random.next() * 6000 - 900, random.next() * 6000 - 900],
  )
  const bounds: [number, number, number, number] = [-50_000, -50_000, 50_000, 50_000]
  const voronoi = Delaunay.from(sites).voronoi(bounds)
  const outline = boxRing(...bounds)
  return { cells: sites.map((_, i) => [voronoi.cellPolygon(i) as Place[]]), outline }
}
