import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Position } from 'geojson'
import type { UnitGraph } from '../../algorithms/partition/partition-units.ts'
import { dissolveZones } from '../../algorithms/topology/dissolve-zones.ts'
import { buildUnitTopology } from '../../algorithms/topology/unit-topology.ts'
import { type BenchCase, readBase } from './bench-case.ts'
import { CITY_BAND, type City, generateCity } from './generate-city.ts'

const MEAN = (CITY_BAND.min + CITY_BAND.max) / 2
const SOUTH_WEST: Position = [116, 36]
const METERS_PER_DEGREE = 111_195

/** An invented city as files, to be read as any other. */
export function writeGeneratedCase(folder: string, unitCount: number, seed: number): BenchCase {
  const name = `city of ${unitCount.toLocaleString('en')}`
  const unitsPath = join(folder, `city-${unitCount}-${seed}.geojson`)
  writeFileSync(unitsPath, JSON.stringify(cityFeatures(generateCity(unitCount, seed))))
  const adjacencyPath = join(folder, `city-${unitCount}-${seed}.adjacency.json`)
  const { units: _, ...base } = readBase(name, unitsPath)
  writeFileSync(adjacencyPath, JSON.stringify({ edges: edgesOf(base.graph, base.unitIds) }))
  return { ...base, adjacencyPath, ...CITY_BAND, measure: 'length' }
}

/** A city small enough for the exact model: fewest cut edges in a given number of zones. */
export function writeSmallCase(folder: string, unitCount: number, seed: number): BenchCase {
  const base = writeGeneratedCase(folder, unitCount, seed)
  const total = base.graph.weights.reduce((sum, weight) => sum + weight, 0)
  return {
    ...base,
    name: `${unitCount} units`,
    zones: Math.max(2, Math.round(total / MEAN)),
    measure: 'edges',
  }
}

function cityFeatures({ graph, cells, unitOfCell }: City) {
  const land = Array.from(unitOfCell.keys()).filter((cell) => unitOfCell[cell] !== -1)
  const { topology } = buildUnitTopology(
    land.map((cell) => ({ type: 'Polygon', coordinates: [cells.ringOf(cell).map(toLngLat)] })),
  )
  const units = Int32Array.from(land, (cell) => unitOfCell[cell]!)
  const features = dissolveZones(topology, units, graph.weights.length).map((geometry, unit) => ({
    type: 'Feature',
    properties: { id: `u${unit + 1}`, weight: graph.weights[unit] },
    geometry,
  }))
  return { type: 'FeatureCollection', features }
}

function toLngLat([x, y]: [number, number]): Position {
  const perDegreeEast = METERS_PER_DEGREE * Math.cos((SOUTH_WEST[1]! * Math.PI) / 180)
  return [SOUTH_WEST[0]! + x / perDegreeEast, SOUTH_WEST[1]! + y / METERS_PER_DEGREE]
}

function edgesOf({ offsets, neighbours, sharedMeters }: UnitGraph, ids: readonly string[]) {
  return ids.flatMap((id, unit) =>
    Array.from(neighbours.subarray(offsets[unit], offsets[unit + 1]), (neighbour, index) => ({
      neighbour,
      index,
    }))
      .filter(({ neighbour }) => neighbour > unit)
      .map(({ neighbour, index }) => [
        id,
        ids[neighbour]!,
        Number(sharedMeters[offsets[unit]! + index]!.toFixed(3)),
      ]),
  )
}
