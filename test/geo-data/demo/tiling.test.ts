import { area, bbox, booleanIntersects, booleanValid, feature, pointOnFeature } from '@turf/turf'
import Flatbush from 'flatbush'
import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { demoRecords } from '../../../geo-data/demo/demo-features.ts'
import { isInside } from '../../../geo-data/demo/ring.ts'
import type { AreaRecord, BarrierRecord, BuildingRecord } from '../../../geo-data/records.ts'
import { arcUses } from './arc-uses.ts'

const records = [...demoRecords({ size: 'town' })]
const areas = records.filter((record): record is AreaRecord => record.layer === 'areas')
const buildings = records.filter((record): record is BuildingRecord => record.layer === 'buildings')
const barriers = records.filter((record): record is BarrierRecord => record.layer === 'barriers')
const communities = areas.filter(({ level }) => level === 'community')

function pairsThatMeet(
  first: readonly { geometry: Geometry }[],
  second: readonly { geometry: Geometry }[],
): number[][] {
  const index = new Flatbush(second.length)
  for (const { geometry } of second) index.add(...(bbox(geometry) as [number, number, number, number]))
  index.finish()
  return first.flatMap(({ geometry }, k) =>
    index
      .search(...(bbox(geometry) as [number, number, number, number]))
      .filter((m) => (first !== second || m > k) && booleanIntersects(geometry, second[m]!.geometry))
      .map((m) => [k, m]),
  )
}

describe('the areas of the demo town', () => {
  it('tile: no arc is used by more than two communities, and the rest is the outline of the town', () => {
    const uses = arcUses(communities)
    expect(Math.max(...uses)).toBe(2)
    const town = areas.filter(({ level }) => level === 'town')
    const withTown = arcUses([...communities, ...town])
    expect(withTown.every((count) => count === 2)).toBe(true)
    const sum = communities.reduce((before, { geometry }) => before + area(geometry), 0)
    expect(sum).toBeCloseTo(area(town[0]!.geometry), 0)
  })

  it('are valid', () => {
    for (const { geometry } of areas) expect(booleanValid(feature(geometry))).toBe(true)
  })
})

describe('the buildings of the demo town', () => {
  it('lie inside their community', () => {
    const byCode = new Map(communities.map((community) => [community.code, community.geometry]))
    for (const { sourceId, geometry } of buildings) {
      const home = byCode.get(sourceId.slice(0, 12)) as Polygon | MultiPolygon
      const outers =
        home.type === 'Polygon' ? [home.coordinates[0]!] : home.coordinates.map(([outer]) => outer!)
      for (const corner of (geometry as Polygon).coordinates[0]!)
        expect(
          outers.some((outer) => isInside(outer as [number, number][], corner as [number, number])),
        ).toBe(true)
    }
    expect(pairsThatMeet(buildings, communities)).toHaveLength(buildings.length)
  })

  it('overlap neither one another nor a road, a railway or water', () => {
    expect(pairsThatMeet(buildings, buildings)).toEqual([])
    expect(
      pairsThatMeet(
        buildings,
        barriers.filter(({ kind }) => kind !== 'link'),
      ),
    ).toEqual([])
  })

  it('are valid polygons', () => {
    for (const { geometry } of buildings)
      expect(pointOnFeature(feature(geometry)).geometry.type).toBe('Point')
  })
})
