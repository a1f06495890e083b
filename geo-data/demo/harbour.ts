/** The harbour on the lake's south-eastern shore. */
import type { Point } from './frame.ts'
import { lineFrontage } from './frontage.ts'
import type { EdgeClass } from './lattice.ts'
import type { Ring } from './ring.ts'
import type { Site } from './site.ts'

const QUAY_SHEDS = { width: [24, 42], depth: [16, 22], gap: [8, 14], setback: [0, 1], empty: 0 } as const

/** The ferry terminal and warehouses between the lakeside road and the quay. */
export function buildHarbour(site: Site, road: Point[], shore: Point[], harbour: number[]): void {
  const points = [...harbour.map((k) => road[k]!), ...harbour.map((k) => shore[k]!).reverse()]
  const last = harbour.length - 1
  const edges = points.map((_, k) => (k < last ? 'secondary' : k === last || k > 2 * last ? 'none' : 'bank'))
  const style = { ...QUAY_SHEDS, along: (edge: EdgeClass) => edge !== 'none' }
  const ring: Ring = { points, edges: edges as EdgeClass[] }
  lineFrontage({ ring, style, random: site.random, obstacles: [] }).forEach((shape, k) => {
    const terminal = { name: '云湖港客运站', nameEn: 'Yunhu Harbour Ferry Terminal' }
    if (k === 0) site.buildings.push({ use: 'public', levels: 2, dwellings: 0, shape, name: terminal })
    else site.buildings.push({ use: 'industrial', levels: 1, dwellings: 0, shape })
  })
}
