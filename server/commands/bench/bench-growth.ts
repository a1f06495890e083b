import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import type { PartitionOptions, UnitGraph } from '../../algorithms/partition/partition-units.ts'
import { DomainError } from '../../platform/errors.ts'
import { threadArguments, threadEntry } from '../../platform/thread-entry.ts'
import { CITY_BAND, generateCity } from './generate-city.ts'
import type { GrowthStep } from './tables.ts'

export type GrowthInput = { graph: UnitGraph; options: PartitionOptions }

/** The same work for each unit at every size: what `wangge partition` does for large maps. */
const OPTIONS: PartitionOptions = { ...CITY_BAND, effort: 0.4 }

/** Divides invented cities of more and more units, each in a fresh process, so that memory is that of the engine alone. */
export function growPartition(
  unitCounts: readonly number[],
  { folder, seed, onStep }: { folder: string; seed: number; onStep: (line: string) => void },
): GrowthStep[] {
  return unitCounts.map((unitCount) => {
    const path = join(folder, 'growth-input')
    writeFileSync(path, serialize({ graph: generateCity(unitCount, seed).graph, options: OPTIONS }))
    const script = threadEntry('divide-once', import.meta.url).pathname
    const child = spawnSync(process.execPath, [...threadArguments(import.meta.url), script, path], {
      encoding: 'utf8',
    })
    if (child.status !== 0)
      throw new DomainError(
        'unavailable',
        `Dividing ${unitCount} units ended with ${child.status}: ${child.stderr.trim()}`,
      )
    const step = JSON.parse(child.stdout) as GrowthStep
    onStep(`${unitCount} units: ${step.wallSeconds.toFixed(1)} s, ${step.peakMegabytes.toFixed(0)} MB`)
    return step
  })
}
