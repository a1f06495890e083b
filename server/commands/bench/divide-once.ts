/** A process of its own: divides the graph of a file once and prints what that took. */
import { readFileSync } from 'node:fs'
import { deserialize } from 'node:v8'
import { partitionUnits } from '../../algorithms/partition/partition-units.ts'
import type { GrowthInput } from './bench-growth.ts'
import type { GrowthStep } from './tables.ts'

const { graph, options } = deserialize(readFileSync(process.argv[2]!)) as GrowthInput
const startedAt = performance.now()
const usageBefore = process.cpuUsage()
const plan = partitionUnits(graph, options)
const step: GrowthStep = {
  units: graph.weights.length,
  zones: plan.zoneCount,
  faults: plan.exceptions.filter(({ reason }) => reason === 'not-found').length,
  wallSeconds: (performance.now() - startedAt) / 1000,
  userSeconds: process.cpuUsage(usageBefore).user / 1e6,
  // maxRSS is in kilobytes.
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
}
process.stdout.write(JSON.stringify(step))
