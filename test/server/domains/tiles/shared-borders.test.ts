import { VectorTile } from '@mapbox/vector-tile'
import { Delaunay } from 'd3-delaunay'
import { PbfReader } from 'pbf'
import { expect } from 'vitest'
import { SeededRandom } from '../../../../server/algorithms/statistics/seeded-random.ts'
import { layers } from '../../../../server/app.ts'
import { tileOf } from '../../../../server/domains/tiles/tile-of.ts'
import type { Database } from '../../../../server/platform/database.ts'
import { current, layerNamed } from '../../../../server/platform/layers.ts'
import { test } from '../../../support/app.ts'
import { aGrid, aNet, anActivation, anArea, aPlan } from '../../../support/builders.ts'

type Point = [number, number]

/** A town from 120°E 30°N on, a good four kilometres wide, of cells with crooked borders that neighbours share to the last vertex. */
const [WEST, SOUTH, WIDTH] = [120, 30, 0.04]
const CELLS = 60
const EXTENT = 4096

const snapped = (value: number) => Math.round(value * 1e7) / 1e7

/** The vertices between two corners, the same whichever way the border is run. */
function crooked(from: Point, to: Point, random: (key: string) => number): Point[] {
  const isReversed = from[0] > to[0] || (from[0] === to[0] && from[1] > to[1])
  const [a, b] = isReversed ? [to, from] : [from, to]
  const steps = Array.from({ length: 9 }, (_, i): Point => {
    const share = (i + 1) / 10
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
    const length = Math.hypot(dx, dy) || 1
    const aside = (random(`${a}${b}${i}`) - 0.5) * Math.min(0.0004, length / 8)
    return [a[0] + dx * share - (dy / length) * aside, a[1] + dy * share + (dx / length) * aside]
  })
  return isReversed ? steps.reverse() : steps
}

function townCells(): Point[][] {
  const chance = new SeededRandom(7)
  const known = new Map<string, number>()
  const random = (key: string) => {
    if (!known.has(key)) known.set(key, chance.next())
    return known.get(key)!
  }
  const sites = Array.from(
    { length: CELLS },
    (): Point => [WEST + chance.next() * WIDTH, SOUTH + chance.next() * WIDTH],
  )
  const voronoi = Delaunay.from(sites).voronoi([WEST, SOUTH, WEST + WIDTH, SOUTH + WIDTH])
  const isRim = (a: Point, b: Point) =>
    [0, 1].some(
      (axis) => a[axis] === b[axis] && [WEST, SOUTH, WEST + WIDTH, SOUTH + WIDTH].includes(a[axis]!),
    )
  return [...voronoi.cellPolygons()].map((cell) =>
    (cell as unknown as Point[]).flatMap((corner, i, ring) => {
      const next = ring[i + 1]
      return next === undefined || isRim(corner, next) ? [corner] : [corner, ...crooked(corner, next, random)]
    }),
  )
}

async function aTownOfCells(db: Database) {
  const rim = [
    [
      [WEST, SOUTH],
      [WEST + WIDTH, SOUTH],
      [WEST + WIDTH, SOUTH + WIDTH],
      [WEST, SOUTH + WIDTH],
      [WEST, SOUTH],
    ],
  ]
  const geometry = { type: 'MultiPolygon', coordinates: [rim] }
  const county = await anArea(db, { level: 'county', geometry })
  const community = await anArea(db, { level: 'community', county, parent: county, geometry })
  const net = await aNet(db, { county, community })
  const plan = await aPlan(db, { county, nets: { [community]: net }, status: 'published' })
  for (const [i, cell] of townCells().entries()) {
    const ring = cell.map(([x, y]) => [snapped(x), snapped(y)])
    await aGrid(db, {
      county,
      community,
      plan,
      code: `${i}`,
      geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
    })
  }
  await anActivation(db, { county, community, plan })
}

/** Position in the tiles of a zoom, in tile units from the north-west corner of the world. */
function unitsOf([lng, lat]: Point, z: number): Point {
  const size = EXTENT * 2 ** z
  return [
    ((lng + 180) / 360) * size,
    (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * size,
  ]
}

/** A grid as a tile shows it, with the rows it reaches over. */
type Cell = { id: string; rings: Point[][]; top: number; bottom: number }

/** The grids of a tile, in tile units of the world. */
async function cellsOf(db: Database, z: number, [x, y]: Point): Promise<Cell[]> {
  const bytes = await tileOf(db, [current(layerNamed(layers, 'grids')!)], { z, x, y })
  const layer = new VectorTile(new PbfReader(bytes)).layers.grids
  return Array.from({ length: layer?.length ?? 0 }, (_, i) => {
    const feature = layer!.feature(i)
    const rings = feature
      .loadGeometry()
      .map((ring) => ring.map((p): Point => [p.x + x * EXTENT, p.y + y * EXTENT]))
    const rows = rings.flat().map(([, py]) => py)
    return { id: String(feature.properties.id), rings, top: Math.min(...rows), bottom: Math.max(...rows) }
  })
}

/** Crossings of a ray to the right, ends half open: a point on a border that two share lies in exactly one of them. */
function isIn([px, py]: Point, { rings, top, bottom }: Cell): boolean {
  if (py < top || py > bottom) return false
  let crossings = 0
  for (const ring of rings)
    for (let i = 0; i < ring.length; i++) {
      const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!]
      if (a[1] > py === b[1] > py) continue
      const [low, high] = a[1] < b[1] ? [a, b] : [b, a]
      if (px < low[0] + ((py - low[1]) / (high[1] - low[1])) * (high[0] - low[0])) crossings++
    }
  return crossings % 2 === 1
}

/** Whether a tile shows a point, its margin included. */
const shows = ([x, y]: Point, [px, py]: Point) =>
  px > x * EXTENT - 64 && px < (x + 1) * EXTENT + 64 && py > y * EXTENT - 64 && py < (y + 1) * EXTENT + 64

/** A point and those a unit from it. */
const AROUND: Point[] = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy): Point => [dx, dy]))

test.for([8, 9, 10, 11, 12, 13, 14, 15, 16])(
  'at zoom %i neighbours share their borders: no gap and no overlap, in a tile and across its rim',
  async (z, { db }) => {
    await aTownOfCells(db)
    const chance = new SeededRandom(z)
    const random = () => chance.next()
    const [centreX, centreY] = unitsOf([WEST + WIDTH / 2, SOUTH + WIDTH / 2], z)
    const [column, row] = [Math.floor(centreX / EXTENT), Math.floor(centreY / EXTENT)]
    const tiles: Point[] = [
      [column, row],
      [column + 1, row],
      [column, row + 1],
      [column - 1, row],
    ]
    const cells = await Promise.all(tiles.map((tile) => cellsOf(db, z, tile)))
    const [west, north] = unitsOf([WEST, SOUTH + WIDTH], z)
    const [east, south] = unitsOf([WEST + WIDTH, SOUTH], z)
    const isInside = ([px, py]: Point) => px > west + 1 && px < east - 1 && py > north + 1 && py < south - 1
    const corners = cells.flat().flatMap(({ rings }) => rings.flat())
    let seen = 0
    for (let i = 0; i < 1500; i++) {
      // Half of them next to corners, where a gap would be.
      const near = corners[Math.floor(random() * corners.length)]!
      const spread = i % 2 === 0 ? 3 : EXTENT
      const point: Point = [near[0] + (random() - 0.5) * spread, near[1] + (random() - 0.5) * spread]
      if (!isInside(point)) continue
      const showing = cells.filter((_, k) => shows(tiles[k]!, point))
      if (showing.length === 0) continue
      seen++
      const answers = showing.map((shown) => shown.filter((cell) => isIn(point, cell)).map(({ id }) => id))
      for (const answer of answers) expect(answer, `${point} at zoom ${z}`).toHaveLength(1)
      // A border that leaves the tile ends there at a whole unit: another tile may draw it up to a unit beside.
      for (const shown of showing) {
        const nearby = AROUND.flatMap(([dx, dy]) =>
          shown.filter((cell) => isIn([point[0] + dx, point[1] + dy], cell)).map(({ id }) => id),
        )
        expect(nearby, `${point} at zoom ${z}`).toEqual(expect.arrayContaining(answers.flat()))
      }
    }
    expect(seen).toBeGreaterThan(300)
  },
)
