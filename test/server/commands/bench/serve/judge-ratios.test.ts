import { expect, test } from 'vitest'
import { judgeRatios } from '../../../../../server/commands/bench/serve/judge-ratios.ts'
import { measureSpeed, roundsOf } from '../../../../../server/commands/bench/serve/measure-speed.ts'
import type { PreparedCase } from '../../../../../server/commands/bench/serve/save-tiles.ts'
import { ratioTable, speedTable } from '../../../../../server/commands/bench/serve/serve-tables.ts'

test('medians of the rounds are compared, and each promise is reached or not', () => {
  const judged = judgeRatios({
    'polygons-z12': {
      bestSql: [100, 1, 104],
      plainRoute: [70],
      uncached: [90, 91, 5000],
      kept: [9000],
      nginx: [10_000],
      unchanged: [10_000],
    },
  })
  expect(judged).toEqual([
    {
      what: 'polygons z12: wangge uncached / best SQL',
      least: 0.9,
      isMore: false,
      ratio: 0.91,
      isReached: true,
    },
    {
      what: 'polygons z12: wangge uncached / plain Fastify route',
      least: 1.3,
      isMore: false,
      ratio: 1.3,
      isReached: true,
    },
    { what: 'polygons z12: wangge kept / nginx', least: 0.9, isMore: false, ratio: 0.9, isReached: true },
    { what: 'polygons z12: wangge 304 / nginx', least: 1, isMore: true, ratio: 1, isReached: false },
  ])
})

test('of the two plain statements the faster one counts', () => {
  const figures = { plainSql: [8], plainPrepared: [3], uncached: [32] }
  expect(judgeRatios({ 'points-z12': figures })).toEqual([
    { what: 'points z12: wangge uncached / plain SQL', least: 5, isMore: false, ratio: 4, isReached: false },
  ])
})

test('the tables say what was measured, and leave out the rest', () => {
  const rounds = { 'points-z12': { plainSql: [8.04], uncached: [20, 30, 41], nginx: [1512.6] } }
  expect(speedTable(rounds).split('\n')[2]).toMatch(
    /^\| points z12 +\| 8\.0 +\| – +\| – +\| – +\| 30\.0 +\| – +\| 1,513 +\| – +\| – +\| – +\|$/,
  )
  expect(ratioTable(judgeRatios(rounds)).split('\n')[2]).toBe(
    '| points z12: wangge uncached / plain SQL | ≥ 5     | 3.73 | not reached |',
  )
})

test('everybody is looked at and warmed up, then measured once a round in turn', async () => {
  const calls: string[] = []
  const subject = (key: 'bestSql' | 'kept') => ({
    key,
    assertAnswers: async () => void calls.push(`${key}?`),
    measure: async (_task: PreparedCase, { seconds }: { seconds: number }) => {
      calls.push(`${key} ${seconds}`)
      return { perSecond: calls.length }
    },
  })
  const task = { name: 'polygons-z12' } as PreparedCase
  const run = { load: { connections: 1, seconds: 7 }, rounds: 2, tell: () => {} }
  const measured = await measureSpeed([subject('bestSql'), subject('kept')], [task], run)
  expect(calls).toEqual([
    ...['bestSql?', 'bestSql 1', 'kept?', 'kept 1'],
    ...['bestSql 7', 'kept 7', 'bestSql 7', 'kept 7'],
  ])
  expect(roundsOf(measured)).toEqual({ 'polygons-z12': { bestSql: [5, 7], kept: [6, 8] } })
})
