import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { metisGraph, metisInput } from '../../../../server/commands/bench/metis-graph.ts'
import { isMetisThere, runMetis } from '../../../../server/commands/bench/run-metis.ts'
import { scorePlan } from '../../../../server/commands/bench/score-plan.ts'
import { aBenchCase } from './a-bench-case.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wangge-metis-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('METIS is spared a unit over max and the light part behind it', () => {
  const task = aBenchCase({ columns: 6, weights: [100, 150, 150, 100, 500, 50] }, { min: 200, max: 300 })
  const input = metisInput(task)
  expect(input).toMatchObject({ weight: 500, settledZones: 2 })
  expect([...input.settledZoneOf]).toEqual([-1, -1, -1, -1, 0, 1])
  const text = '4 3 011\n100 2 1000\n150 1 1000 3 1000\n150 2 1000 4 1000\n100 3 1000\n'
  expect(metisGraph(task.graph, input.units, 'true')).toBe(text)
  expect(metisGraph(task.graph, input.units, 'one')).toBe(text.replaceAll('1000', '1'))
})

test('the best of many starts of gpmetis is a valid plan of a plain field', () => {
  expect(isMetisThere()).toBe(true)
  const task = aBenchCase({ columns: 12, weights: Array(144).fill(50) }, { min: 200, max: 400 })
  const run = runMetis(task, { userSeconds: 0.2, seed: 1, folder })!
  expect(run.starts).toBeGreaterThanOrEqual(10)
  expect(run.validStarts).toBeGreaterThan(0)
  expect(scorePlan(task, run.zoneOf)).toMatchObject({ isValid: true })
})
