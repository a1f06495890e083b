/** What it costs when zones may not cross districts: on Daan, which is cut into four districts of about 30,000 households. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { partitionUnits } from '../../server/algorithms/partition/partition-units.ts'
import { buildUnitGraph } from '../../server/commands/partition/build-unit-graph.ts'
import { readUnits } from '../../server/commands/partition/read-units.ts'

const data = process.env.WANGGE_TEST_DATA
if (!data) throw new Error('Set WANGGE_TEST_DATA to the folder with the real data.')
const scratch = mkdtempSync(join(tmpdir(), 'wangge-within-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const folder = join(data, 'partition', 'taipei_daan')
const adjacency = join(folder, 'adjacency.json')
const { units } = readUnits(join(folder, 'units.geojson.gz'), { weight: 'weight' })
const { graph } = buildUnitGraph(units, { adjacency }, [])

/** The field `region` of this file has one value, so the districts are drawn: contiguous, ±10 %, along short borders. */
const quarter = graph.weights.reduce((sum, weight) => sum + weight, 0) / 4
const districts = partitionUnits(graph, { min: 0.9 * quarter, max: 1.1 * quarter, zones: 4 }).zoneOfUnit

const unitsFile = join(scratch, 'units.geojson')
writeFileSync(
  unitsFile,
  JSON.stringify({
    type: 'FeatureCollection',
    features: units.map(({ properties, geometry }, unit) => ({
      type: 'Feature',
      properties: { ...properties, district: districts[unit] },
      geometry,
    })),
  }),
)

type Score = { valid: boolean; zones: number; cut_length_m: number; zones_crossing_region: number }

function planAndScore(seed: number, regions?: Int32Array): Score {
  const plan = partitionUnits(
    { ...graph, ...(regions && { regions }) },
    { min: 200, max: 400, seed, effort: 3 },
  )
  const assignment = join(scratch, 'assignment.json')
  writeFileSync(
    assignment,
    JSON.stringify(Object.fromEntries(units.map(({ id }, unit) => [id, plan.zoneOfUnit[unit]]))),
  )
  const options = ['--lower', '200', '--upper', '400', '--region', 'district']
  const scorer = join(data!, '..', 'score.py')
  const scored = execFileSync('python3', [scorer, unitsFile, adjacency, assignment, ...options], {
    encoding: 'utf8',
  })
  return JSON.parse(scored)
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test('keeping to districts costs at most 0.9 % more inner boundary, the districts’ own included', () => {
  const seeds = [1, 2, 3, 4, 5]
  const free = seeds.map((seed) => planAndScore(seed))
  const within = seeds.map((seed) => planAndScore(seed, districts))
  for (const score of [...free, ...within]) expect(score.valid).toBe(true)
  for (const score of within) expect(score.zones_crossing_region).toBe(0)
  expect(Math.min(...free.map((score) => score.zones_crossing_region))).toBeGreaterThan(0)
  const ratioOf = (measure: (score: Score) => number) => mean(within.map(measure)) / mean(free.map(measure))
  expect(ratioOf(({ cut_length_m }) => cut_length_m)).toBeLessThan(1.009)
  expect(ratioOf(({ cut_length_m, zones }) => cut_length_m / Math.sqrt(zones))).toBeLessThan(1.009)
})
