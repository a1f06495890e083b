import { describe, expect, it } from 'vitest'
import { demoRecords, demoTruth } from '../../../geo-data/demo/demo-features.ts'
import type { BuildingRecord, ImportRecord } from '../../../geo-data/records.ts'

const records = [...demoRecords({ size: 'town' })]
const of = <L extends ImportRecord['layer']>(layer: L) =>
  records.filter((record): record is Extract<ImportRecord, { layer: L }> => record.layer === layer)
const communities = of('areas').filter((area) => area.level === 'community')

describe('the demo town', () => {
  it('is the same for the same seed and another for another seed', () => {
    expect([...demoRecords({ size: 'town', seed: 1 })]).toEqual(records)
    expect([...demoRecords({ size: 'town', seed: 2 })]).not.toEqual(records)
  })

  it('dates its incidents before the moment it is given', () => {
    const now = new Date('2031-02-03T04:05:06Z')
    const incidents = [...demoRecords({ size: 'town', now })].filter((record) => record.layer === 'incidents')
    for (const { reportedAt, closedAt, state } of incidents) {
      expect(Date.parse(reportedAt)).toBeLessThanOrEqual(now.getTime())
      expect(Date.parse(reportedAt)).toBeGreaterThan(now.getTime() - 31 * 86_400_000)
      expect(closedAt !== undefined).toBe(state === 'closed')
      if (closedAt) expect(Date.parse(closedAt)).toBeLessThanOrEqual(now.getTime())
    }
  })

  it.each([1, 2, 3, 4, 5])('has about 12,000 households, whatever the seed (%i)', (seed) => {
    const truth = demoTruth({ size: 'town', seed })
    expect(Math.abs(truth.households - 12_000)).toBeLessThanOrEqual(360)
    expect(truth.buildings).toBeGreaterThan(2_500)
    expect(truth.buildings).toBeLessThan(5_000)
    expect(truth.communities).toHaveLength(10)
    for (const community of truth.communities) expect(community.households).toBeGreaterThanOrEqual(250)
  })

  it('adds up to its truth, community by community', () => {
    const truth = demoTruth({ size: 'town' })
    const buildings = of('buildings')
    const sum = (list: BuildingRecord[], key: 'households' | 'population') =>
      list.reduce((before, building) => before + (building[key] ?? 0), 0)
    expect(sum(buildings, 'households')).toBe(truth.households)
    expect(sum(buildings, 'population')).toBe(truth.population)
    expect(of('workers')).toHaveLength(truth.workers)
    expect(of('incidents')).toHaveLength(truth.incidents)
    for (const community of truth.communities) {
      const own = buildings.filter(({ sourceId }) => sourceId.startsWith(community.code))
      expect(own).toHaveLength(community.buildings)
      expect(sum(own, 'households')).toBe(community.households)
    }
  })

  it('has no building of more than 150 households', () => {
    for (const { households } of of('buildings')) expect(households).toBeLessThanOrEqual(150)
  })

  it('gives every record of a layer its own id', () => {
    for (const layer of ['areas', 'buildings', 'barriers', 'workers', 'incidents'] as const) {
      const ids = of(layer).map(({ sourceId }) => sourceId)
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  it('has codes that no real place has, nested by their digits', () => {
    const areas = of('areas')
    expect(new Set(areas.map(({ code }) => code)).size).toBe(areas.length)
    for (const { code } of areas) expect(code).toMatch(/^99\d{10}$/)
    for (const { code, parentSourceId } of communities) {
      expect(parentSourceId).toBe(`${code!.slice(0, 9)}000`)
      expect(code!.slice(9)).toMatch(/^(0|1|2|3)\d\d$/)
    }
    expect(areas.map(({ level }) => level).slice(0, 4)).toEqual(['province', 'city', 'county', 'town'])
    expect(areas[2]!.name).toContain('示例')
  })

  it('has a bridge to one island and a ferry to the other', () => {
    const lake = of('barriers').find(({ name }) => name === '云湖')!
    expect(lake.geometry.type).toBe('Polygon')
    expect(lake.geometry.coordinates).toHaveLength(3)
    expect(
      of('barriers')
        .filter(({ kind }) => kind === 'link')
        .map((link) => link.class),
    ).toEqual(['ferry'])
    expect(of('barriers').some(({ name, bridge }) => name === '湖心桥' && bridge)).toBe(true)
  })

  it('has a river, a railway, a harbour, an industrial park and a market', () => {
    const barriers = of('barriers')
    expect(barriers.some((barrier) => barrier.class === 'river' && barrier.geometry.type === 'Polygon')).toBe(
      true,
    )
    expect(barriers.some(({ kind }) => kind === 'rail')).toBe(true)
    expect(of('buildings').filter(({ use }) => use === 'industrial').length).toBeGreaterThan(20)
    expect(of('buildings').some(({ name }) => name?.includes('港'))).toBe(true)
    expect(of('buildings').some(({ name }) => name?.includes('农贸市场'))).toBe(true)
  })

  it('has a gridworker for about 300 households, known by a number', () => {
    const gridworkers = of('workers').filter(({ role }) => role === 'gridworker')
    expect(gridworkers.length).toBeGreaterThan(35)
    expect(gridworkers.length).toBeLessThan(46)
    for (const { label } of of('workers')) expect(label).toMatch(/ YZ-\d{4,}$/)
  })
})
