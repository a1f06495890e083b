import { expect, test } from 'vitest'
import { duelTable, growthTable, smallTable } from '../../../../server/commands/bench/tables.ts'
import { aBenchCase } from './a-bench-case.ts'

const lines = (table: string) => table.split('\n').map((line) => line.replace(/ +/g, ' '))
const score = {
  isValid: true,
  faults: 0,
  zones: 4,
  innerBoundaryMeters: 1000,
  cutEdges: 10,
  polsbyPopper: 0.7,
}
const squares = { columns: 2, weights: [300, 300, 300, 300] }

test('ours and METIS stand in one row each, with the spread over seeds and the ratio of medians', () => {
  const duel = {
    task: aBenchCase(squares, { min: 200, max: 400 }),
    ours: [
      { score, userSeconds: 2, wallSeconds: 2.5 },
      { score: { ...score, innerBoundaryMeters: 1100 }, userSeconds: 3, wallSeconds: 3.5 },
    ],
    metis: [{ score: { ...score, innerBoundaryMeters: 2100 }, userSeconds: 2, starts: 1500, validStarts: 4 }],
  }
  expect(lines(duelTable([duel])).slice(2)).toEqual([
    '| squares 4 units, 200–400 | wangge | 2/2 | 4 | 1.00–1.10 km | 0.500–0.550 | 0.700 | – | 2.0–3.0 | 2.5–3.5 | 0.500 |',
    '| | METIS | 4/1,500 starts | 4 | 2.10 km | 1.050 | 0.700 | – | 2.0 | – | |',
  ])
})

test('a METIS plan outside the band shows its faults, and the ratio stands in brackets', () => {
  const duel = {
    task: aBenchCase(squares, { min: 299, max: 301, zones: 4, measure: 'edges' }),
    ours: [{ score, userSeconds: 1, wallSeconds: 1 }],
    metis: [
      {
        score: { ...score, isValid: false, faults: 2, cutEdges: 8 },
        userSeconds: 1,
        starts: 10,
        validStarts: 0,
      },
    ],
  }
  const [, , ours, metis] = lines(duelTable([duel]))
  expect(ours).toContain('| squares 4 units, 4 zones of 299–301 | wangge | 1/1 | 4 | 10 edges | – |')
  expect(ours).toContain('| (1.250) |')
  expect(metis).toContain('| 0/10 starts; best: 2 faults |')
})

test('without METIS our row stands alone', () => {
  const task = aBenchCase(squares, { min: 200, max: 400 })
  const table = lines(duelTable([{ task, ours: [{ score, userSeconds: 1, wallSeconds: 1 }], metis: [] }]))
  expect(table).toHaveLength(3)
  expect(table[2]).toMatch(/\| – \|$/)
})

test('a small case stands beside its optimum and the bound', () => {
  const task = aBenchCase(squares, { min: 200, max: 400, zones: 4, measure: 'edges' })
  const exact = { possibleZones: 1200, cutEdges: 8, bound: 8, isOptimal: true, seconds: 0.25 }
  const ours = [{ score, userSeconds: 1 }]
  expect(lines(smallTable([{ task, ours, exact }]))[2]).toBe(
    '| squares, 200–400 | 4 | 1/1 | 10 | 8 | 8.0 | 1.250 | 1.0 | 0.3 | 1,200 |',
  )
})

test('growth is measured beside the first step', () => {
  const step = { units: 1024, zones: 300, faults: 0, wallSeconds: 1, userSeconds: 1.024, peakMegabytes: 90 }
  const twice = { ...step, units: 2048, userSeconds: 2 * 1.024 * 1.1 }
  expect(lines(growthTable([step, twice])).slice(2)).toEqual([
    '| 1,024 | 300 | 0 | 1.0 | 1.0 | 100.00 | 1.00 | 90 |',
    '| 2,048 | 300 | 0 | 1.0 | 2.3 | 100.00 | 1.00 | 90 |',
  ])
})
