/** What one community hands out: its streets, waters, crossings and buildings as records. */
import type { BarrierRecord, BuildingRecord } from '../records.ts'
import type { BuiltCommunity } from './build-town.ts'
import { lineGeometry, polygonGeometry } from './frame.ts'
import { roadRecord } from './roads.ts'

export function* communityFeatures(community: BuiltCommunity): Generator<BarrierRecord | BuildingRecord> {
  const { code } = community.plan
  for (const [k, street] of community.streets.entries())
    yield roadRecord(`${code}-s${k}`, street.class, street.points, { name: street.name })
  for (const [k, water] of community.waters.entries()) yield waterRecord(`${code}-w${k}`, water)
  for (const [k, { kind, name, points }] of community.crossings.entries())
    yield {
      layer: 'barriers',
      sourceId: `${code}-x${k}`,
      ...(kind === 'bridge'
        ? { kind: 'road', class: 'residential', bridge: true }
        : { kind: 'link', class: 'ferry' }),
      ...name,
      geometry: lineGeometry(points),
    }
  for (const [k, building] of community.buildings.entries()) {
    const { use, levels, households, population, name, compound, shape } = building
    const record: BuildingRecord = {
      layer: 'buildings',
      sourceId: `${code}-b${k}`,
      use,
      levels,
      households,
      population,
      ...name,
      ...(compound ? { compound: compound.name } : {}),
      geometry: polygonGeometry(shape),
    }
    yield record
  }
}

export function waterRecord(sourceId: string, water: BuiltCommunity['waters'][number]): BarrierRecord {
  return {
    layer: 'barriers',
    sourceId,
    kind: 'water',
    class: water.class,
    ...water.name,
    geometry: polygonGeometry(...water.rings),
  }
}
