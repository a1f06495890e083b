import type { MultiPolygon } from 'geojson'
import { v7 as uuidv7 } from 'uuid'
import { nearestShapes } from '../../algorithms/geometry/nearest-shapes.ts'
import { orderInRows } from '../../algorithms/geometry/order-in-rows.ts'
import type { PartitionResult } from '../../algorithms/partition/partition-units.ts'
import { dissolveUnits } from '../../algorithms/topology/dissolve-arcs.ts'
import type { LoadedNet } from '../units/index.ts'
import { describeExceptions } from './describe-exceptions.ts'
import type { communitiesOfPlan, NewGrid } from './queries.ts'

type Community = Awaited<ReturnType<typeof communitiesOfPlan>>[number]

/** The zones of one community as grids, labelled in reading order. */
export function gridsOfZones(
  net: LoadedNet,
  partition: PartitionResult,
  { community, band }: { community: Community; band: { min: number; max: number } },
): NewGrid[] {
  const members: number[][] = Array.from({ length: partition.zoneCount }, () => [])
  partition.zoneOfUnit.forEach((zone, unit) => {
    members[zone]?.push(unit)
  })
  const geometries = members.map((units) => outlineOf(net, units))
  const boxes = geometries.map(({ coordinates }) => boxOf(coordinates))
  const centres = boxes.map((box): [number, number] => [
    (box.west + box.east) / 2,
    (box.north + box.south) / 2,
  ])
  const order = orderInRows(centres, rowHeightOf(boxes))
  const numberOf = new Map(order.map((zone, place) => [zone, place + 1]))
  const labelOf = (zone: number) => String(numberOf.get(zone) ?? 0).padStart(2, '0')
  const isolated = partition.exceptions.filter(({ nearestZone }) => nearestZone === undefined)
  const nearest = nearestShapes(
    geometries.map(({ coordinates }) => coordinates.flat(2)),
    isolated.map(({ zone }) => zone),
  )
  const exceptions = describeExceptions(partition, { band, labelOf, nearest })
  return order.map((zone) => {
    const units = (members[zone] ?? []).flatMap((unit) => net.units[unit] ?? [])
    const sum = (value: (unit: LoadedNet['units'][number]) => number) =>
      units.reduce((total, unit) => total + value(unit), 0)
    return {
      id: uuidv7(),
      countyId: community.countyId,
      communityId: community.id,
      label: labelOf(zone),
      name: `${community.name}第${numberOf.get(zone)}网格`,
      nameEn: community.nameEn ? `${community.nameEn} Grid ${numberOf.get(zone)}` : null,
      households: sum((unit) => unit.households),
      population: sum((unit) => unit.population),
      unitCount: units.length,
      buildingCount: sum((unit) => unit.buildingCount),
      exception: exceptions.get(zone) ?? null,
      geometry: geometries[zone] ?? { type: 'MultiPolygon', coordinates: [] },
      unitIds: units.map((unit) => unit.id),
    }
  })
}

/** The union of units from their shared arcs, never by clipping polygons. */
function outlineOf(net: LoadedNet, units: readonly number[]): MultiPolygon {
  const outline = dissolveUnits(net.topology, units)
  if (outline?.type === 'MultiPolygon') return outline
  return { type: 'MultiPolygon', coordinates: outline ? [outline.coordinates] : [] }
}

type Box = { west: number; south: number; east: number; north: number }

/** The box of the first (largest) part: good enough to read labels in rows. */
function boxOf(coordinates: readonly number[][][][]): Box {
  const box = { west: 180, south: 90, east: -180, north: -90 }
  for (const [x = 0, y = 0] of coordinates[0]?.[0] ?? []) {
    box.west = Math.min(box.west, x)
    box.east = Math.max(box.east, x)
    box.south = Math.min(box.south, y)
    box.north = Math.max(box.north, y)
  }
  return box
}

/** Half the height of a typical grid. */
function rowHeightOf(boxes: readonly Box[]): number {
  const heights = boxes.map(({ north, south }) => north - south).sort((a, b) => a - b)
  return (heights[heights.length >> 1] ?? 0) / 2 || 1e-7
}
