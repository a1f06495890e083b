import { area } from '@turf/turf'
import { describe, expect, it } from 'vitest'
import { regionAreas } from '../../../geo-data/demo/areas.ts'
import { buildTown } from '../../../geo-data/demo/build-town.ts'
import { planCounty } from '../../../geo-data/demo/county-plan.ts'
import { isConnected } from '../../../geo-data/demo/divide-cells.ts'
import { cellsAcross } from '../../../geo-data/demo/region-plan.ts'
import { arcUses } from './arc-uses.ts'

const plan = planCounty(1, 1)
const areas = [...regionAreas(plan)]
const communities = plan.towns.flatMap((town) => town.communities)

describe('the demo county', () => {
  it('has 16 towns, 275 communities, about 530 km² and 1,000,000 households', () => {
    expect(plan.towns).toHaveLength(16)
    expect(communities).toHaveLength(275)
    const squareKilometers = area(areas.find(({ level }) => level === 'county')!.geometry) / 1e6
    expect(Math.abs(squareKilometers - 530)).toBeLessThan(8)
    const households = communities.reduce((sum, community) => sum + community.households, 0)
    expect(Math.abs(households - 1_000_000)).toBeLessThan(10_000)
  })

  it.each([1, 2, 3])('has communities in one piece with people enough for a grid (seed %i)', (seed) => {
    const other = seed === 1 ? plan : planCounty(seed, 1)
    const across = cellsAcross(other)
    const place = {
      weight: () => 1,
      column: (cell: number) => cell % across,
      row: (cell: number) => Math.floor(cell / across),
    }
    for (const { cells, households } of other.towns.flatMap((town) => town.communities)) {
      expect(isConnected({ ...place, cells })).toBe(true)
      expect(households).toBeGreaterThanOrEqual(250)
    }
  })

  it('is tiled by its communities, which nest in towns', () => {
    const level = (name: string) => areas.filter((record) => record.level === name)
    expect(arcUses([...level('community'), ...level('county')]).every((count) => count === 2)).toBe(true)
    expect(arcUses([...level('town'), ...level('county')]).every((count) => count === 2)).toBe(true)
    const square = (name: string) => level(name).reduce((sum, { geometry }) => sum + area(geometry), 0)
    expect(square('community')).toBeCloseTo(square('town'), -1)
  })

  it('gives each area a code and name of its own', () => {
    expect(new Set(areas.map(({ code }) => code)).size).toBe(areas.length)
    expect(new Set(areas.map(({ name }) => name)).size).toBe(areas.length)
    for (const { code } of areas) expect(code).toMatch(/^99\d{10}$/)
  })

  it('builds the town with the lake, every community with its households', () => {
    const town = plan.townOf[plan.zones.indexOf('lake')]!
    for (const { plan: community, buildings } of buildTown(plan, town)) {
      expect(buildings.reduce((sum, building) => sum + building.households, 0)).toBe(community.households)
      expect(Math.max(...buildings.map((building) => building.households))).toBeLessThanOrEqual(150)
    }
  })
})

describe('a city of three counties', () => {
  it('has 48 towns and 825 communities, each with its own code', () => {
    const city = planCounty(1, 3)
    const codes = city.towns.flatMap((town) => [town.code, ...town.communities.map(({ code }) => code)])
    expect(city.towns).toHaveLength(48)
    expect(codes).toHaveLength(48 + 825)
    expect(new Set(codes).size).toBe(codes.length)
  })
})
