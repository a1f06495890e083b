/** Builds up one cell of the lattice by what it is for: divides it by streets, then fills the blocks. */
import { buildSlabCompound, buildTowerCompound } from './compounds.ts'
import type { Point } from './frame.ts'
import { buildHouses, OLD_LANE, URBAN_VILLAGE, VILLAGE } from './houses.ts'
import type { EdgeClass } from './lattice.ts'
import type { Name } from './names.ts'
import { between } from './random.ts'
import type { Zone } from './region-plan.ts'
import { middleOf, type Ring, ringArea } from './ring.ts'
import type { Site } from './site.ts'
import { type Street, type Subdivision, subdivide } from './subdivide.ts'
import { buildCourt, buildHalls, DORMITORY, digPond, FACTORY, MARKET, OFFICE, SHOPS } from './works.ts'

type Builder = (site: Site, ring: Ring, place: Name) => void

function blocks(
  site: Site,
  ring: Ring,
  hectares: number,
  classes: EdgeClass[],
  jitter = 0.06,
  bow = 0.012,
): Ring[] {
  const how: Subdivision = { maxAreaSquareMeters: hectares * 10_000, classes, jitter, bow }
  const streets: Street[] = []
  const pieces = subdivide(ring, how, site.random, streets)
  for (const street of streets)
    site.streets.push(street.class === 'residential' ? { ...street, name: site.names.lane() } : street)
  return pieces
}

/** Houses in the blocks nearest to the middle, with a pond here and there; the rest stays plots and fields. */
function buildVillage(site: Site, ring: Ring): void {
  const ground = blocks(site, ring, 16, ['path', 'canal'], 0.12, 0.06)
  const middle = middleOf(ring.points)
  const [core, ...fields] = nearestFirst(ground, middle)
  for (const field of fields) buildFields(site, field)
  const plots = nearestFirst(
    blocks(site, core!, 0.8, ['residential', 'residential', 'residential', 'lane'], 0.22, 0.12),
    middleOf(core!.points),
  )
  let built = 0
  const limit = between(site.random, 0.66, 0.86) * ringArea(core!.points)
  for (const plot of plots) {
    if (built > limit) continue
    built += ringArea(plot.points)
    if (site.random() < 0.06) digPond(site, plot, 0.6)
    else buildHouses(site, plot, VILLAGE)
  }
}

function buildFields(site: Site, ring: Ring): void {
  for (const block of blocks(site, ring, 3.4, ['path', 'canal', 'path'], 0.1, 0.06))
    if (site.random() < 0.16) digPond(site, block, 0.75)
}

function nearestFirst(rings: Ring[], [x, y]: Point): Ring[] {
  const distance = ({ points }: Ring) => Math.hypot(middleOf(points)[0] - x, middleOf(points)[1] - y)
  return rings
    .map((ring) => ({ ring, at: distance(ring) }))
    .sort((a, b) => a.at - b.at)
    .map(({ ring }) => ring)
}

const BUILDERS: Record<Zone, Builder> = {
  towers: (site, ring) => {
    for (const block of blocks(site, ring, 2.8, ['residential', 'residential', 'service']))
      buildTowerCompound(site, block)
  },
  slabs: (site, ring) => {
    for (const block of blocks(site, ring, 3.3, ['residential', 'residential', 'service']))
      buildSlabCompound(site, block)
  },
  mixed: (site, ring) => {
    for (const block of blocks(site, ring, 3, ['residential', 'residential', 'service']))
      if (site.random() < 0.5) buildTowerCompound(site, block)
      else buildSlabCompound(site, block)
  },
  lanes: (site, ring) => {
    for (const block of blocks(
      site,
      ring,
      0.17,
      ['residential', 'residential', 'residential', 'lane'],
      0.12,
      0.05,
    ))
      buildHouses(site, block, OLD_LANE)
  },
  urbanVillage: (site, ring) => {
    for (const block of blocks(
      site,
      ring,
      0.22,
      ['residential', 'residential', 'residential', 'lane'],
      0.12,
      0.04,
    ))
      buildHouses(site, block, URBAN_VILLAGE)
  },
  village: buildVillage,
  market: (site, ring, place) => {
    const [hall, ...others] = blocks(site, ring, 1.6, ['residential', 'residential', 'service'])
    if (hall) buildHalls(site, hall, MARKET)
    for (const block of others) buildHalls(site, block, SHOPS)
    nameLargest(site, { name: `${place.name}农贸市场`, nameEn: `${place.nameEn} Market` })
  },
  centre: (site, ring, place) => {
    const [hall, ...others] = blocks(site, ring, 2, ['tertiary', 'residential', 'service'])
    const name = { name: `${place.name}政务服务中心`, nameEn: `${place.nameEn} Government Service Centre` }
    if (hall) buildHalls(site, hall, OFFICE, compact(buildCourt(site, hall, name, 6)))
    for (const block of others) buildHalls(site, block, OFFICE)
  },
  school: (site, ring, place) => {
    const [school, ...others] = blocks(site, ring, 2.6, ['residential', 'residential', 'service'])
    const name = { name: `${place.name}学校`, nameEn: `${place.nameEn} School` }
    if (school) buildCourt(site, school, name, 4)
    for (const block of others) buildSlabCompound(site, block)
  },
  park: (site, ring, place) => {
    const name = { name: `${place.name}公园湖`, nameEn: `${place.nameEn} Park Pond` }
    blocks(site, ring, 3, ['path'], 0.15, 0.12).forEach((block, k) => {
      digPond(site, block, 0.7, k === 0 ? name : undefined)
    })
  },
  industry: (site, ring) => {
    for (const block of blocks(site, ring, 4.2, ['residential', 'residential', 'service'], 0.05, 0))
      buildHalls(site, block, FACTORY)
  },
  dormitory: (site, ring) => {
    blocks(site, ring, 2.6, ['residential', 'residential', 'service']).forEach((block, k) => {
      buildHalls(site, block, k % 2 === 0 ? DORMITORY : SHOPS)
    })
  },
  station: (site, ring) => {
    const name = { name: '云湖站', nameEn: 'Yunhu Railway Station' }
    for (const [k, block] of blocks(site, ring, 2.8, ['tertiary', 'residential', 'service']).entries())
      buildHalls(site, block, SHOPS, k === 0 ? compact(buildCourt(site, block, name, 3)) : [])
  },
  fields: buildFields,
  green: () => undefined,
  water: () => undefined,
  lake: () => undefined,
}

export function buildCell(site: Site, ring: Ring, zone: Zone, place: Name): void {
  BUILDERS[zone](site, ring, place)
}

function compact<T>(item: T | undefined): T[] {
  return item === undefined ? [] : [item]
}

function nameLargest(site: Site, name: Name): void {
  const hall = site.buildings.findLast((building) => building.use === 'commercial')
  if (hall) hall.name = name
}
