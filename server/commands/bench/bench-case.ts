import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { UnitGraph } from '../../algorithms/partition/partition-units.ts'
import { invalidRequest } from '../../platform/errors.ts'
import { buildUnitGraph } from '../partition/build-unit-graph.ts'
import { readCurrent } from '../partition/read-current.ts'
import { readUnits } from '../partition/read-units.ts'

/** One row of the table: units, a band, and what counts. */
export type BenchCase = {
  name: string
  unitsPath: string
  adjacencyPath: string
  unitIds: string[]
  graph: UnitGraph
  min: number
  max: number
  /** Exact number of zones; free inside the band when absent. */
  zones?: number
  measure: 'length' | 'edges'
  currentPath?: string
  current?: Int32Array
}

type Task =
  | { folder: string; min: number; max: number; currentFile?: string }
  | { folder: string; zones: number; toleranceShare: number; measure?: 'edges' }

/** Real cities and counties with the bands that are asked of them. */
const TASKS: readonly Task[] = [
  { folder: 'taipei_datong', min: 200, max: 400 },
  { folder: 'taipei_daan', min: 200, max: 400 },
  { folder: 'ellis_ks_blocks', min: 200, max: 400 },
  { folder: 'us_ok_county', zones: 5, toleranceShare: 0.005, measure: 'edges' },
  { folder: 'us_ia_county', zones: 4, toleranceShare: 0.005, measure: 'edges' },
  { folder: 'taipei_datong', zones: 10, toleranceShare: 0.01 },
  { folder: 'taipei_daan', min: 900, max: 1400, currentFile: 'existing_code2.json' },
]

/**
 * The cases of a folder with `partition/<instance>/units.geojson[.gz]` and `adjacency.json`.
 *
 * @throws DomainError when an instance is not there
 */
export function readCases(dataFolder: string): BenchCase[] {
  return TASKS.map((task) => {
    const folder = join(dataFolder, 'partition', task.folder)
    const unitsPath = ['units.geojson', 'units.geojson.gz']
      .map((file) => join(folder, file))
      .find((path) => existsSync(path))
    if (!unitsPath)
      throw invalidRequest(
        'data',
        `${folder} has no units.geojson or units.geojson.gz; --data is ${dataFolder}.`,
      )
    const adjacencyPath = join(folder, 'adjacency.json')
    const base = readBase(task.folder, unitsPath, adjacencyPath)
    if ('zones' in task)
      return { ...base, ...bandAround(base.graph, task), measure: task.measure ?? 'length' }
    const { min, max, currentFile } = task
    if (!currentFile) return { ...base, min, max, measure: 'length' }
    const currentPath = join(folder, currentFile)
    const current = readCurrent(currentPath, base.units, []).zoneOf
    return { ...base, min, max, measure: 'length', currentPath, current }
  })
}

/** Units and graph as `wangge partition --weight weight --adjacency …` reads them. */
export function readBase(name: string, unitsPath: string, adjacencyPath?: string) {
  const { units } = readUnits(unitsPath, { weight: 'weight' })
  const { graph } = buildUnitGraph(units, adjacencyPath ? { adjacency: adjacencyPath } : {}, [])
  return {
    name,
    unitsPath,
    adjacencyPath: adjacencyPath ?? '',
    units,
    unitIds: units.map(({ id }) => id),
    graph,
  }
}

/** Whole weights at most so far from the mean of so many zones. */
function bandAround(
  { weights }: UnitGraph,
  { zones, toleranceShare }: { zones: number; toleranceShare: number },
): { zones: number; min: number; max: number } {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / zones
  return {
    zones,
    min: Math.ceil(mean * (1 - toleranceShare)),
    max: Math.floor(mean * (1 + toleranceShare)),
  }
}
