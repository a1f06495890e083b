/** Relations in space, time and text against definitions that use no SQL. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { type Expression, operation } from '../../../../server/algorithms/cql2/expression.ts'
import { filterSql } from '../../../../server/domains/features/filter-sql.ts'
import { test } from '../../../support/app.ts'
import { aFilterRow, FILTERED, numbersWhere } from '../../../support/filter-world.ts'

const property = (name: string) => ({ kind: 'property' as const, name })
const hour = (number: number) => `2026-03-01T${String(number).padStart(2, '0')}:00:00Z`
const interval = fc
  .uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 2 })
  .map((ends) => ends.sort() as [number, number])

/** The thirteen relations of Allen: of two proper intervals exactly one holds. */
const ALLEN = [
  't_before',
  't_meets',
  't_overlaps',
  't_finishedBy',
  't_contains',
  't_starts',
  't_equals',
  't_startedBy',
  't_during',
  't_finishes',
  't_overlappedBy',
  't_metBy',
  't_after',
] as const

/** The one relation, found by walking along the line of time. */
function allenRelation([as, ae]: [number, number], [bs, be]: [number, number]): (typeof ALLEN)[number] {
  if (ae < bs) return 't_before'
  if (be < as) return 't_after'
  if (ae === bs) return 't_meets'
  if (be === as) return 't_metBy'
  const [start, end] = [Math.sign(as - bs), Math.sign(ae - be)]
  const names = {
    '-1': ['t_overlaps', 't_finishedBy', 't_contains'],
    '0': ['t_starts', 't_equals', 't_startedBy'],
    '1': ['t_during', 't_finishes', 't_overlappedBy'],
  } as const
  return names[`${start}` as keyof typeof names][end + 1]!
}

test('of two intervals exactly one relation holds, the right one', async ({ db }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(interval, { minLength: 8, maxLength: 8 }),
      interval,
      async (intervals, other) => {
        const rows = intervals.map(([start, end], number) =>
          aFilterRow(number, { openedAt: hour(start), closedAt: hour(end) }),
        )
        const stored = { kind: 'interval', start: property('openedAt'), end: property('closedAt') } as const
        const [start, end] = other.map((at) => ({ kind: 'timestamp' as const, value: hour(at) }))
        const literal = { kind: 'interval', start: start!, end: end! } as const
        const found = intervals.map((): string[] => [])
        for (const relation of [...ALLEN, 't_intersects', 't_disjoint'] as const)
          for (const number of await numbersWhere(
            db,
            rows,
            filterSql(operation(relation, stored, literal), FILTERED),
          ))
            found[number]!.push(relation)
        expect(found).toEqual(
          intervals.map((one) => {
            const relation = allenRelation(one, other)
            const isApart = relation === 't_before' || relation === 't_after'
            return [relation, isApart ? 't_disjoint' : 't_intersects']
          }),
        )
      },
    ),
    { numRuns: 25 },
  )
})

test('an open interval reaches beyond every moment; an end that is not known makes the relation unknown', async ({
  db,
}) => {
  const rows = [aFilterRow(1, { openedAt: hour(1) }), aFilterRow(2, { openedAt: hour(1), closedAt: hour(3) })]
  const unbounded = { kind: 'unbounded' } as const
  const opened = property('openedAt')
  const matching = async (start: Parameters<typeof asInterval>[0], end: Parameters<typeof asInterval>[1]) => {
    const filter = operation(
      't_contains',
      asInterval(start, end),
      asInterval(opened, { kind: 'timestamp', value: hour(2) }),
    )
    return [
      await numbersWhere(db, rows, filterSql(filter, FILTERED)),
      await numbersWhere(db, rows, filterSql(operation('not', filter), FILTERED)),
    ]
  }
  expect(await matching(unbounded, unbounded)).toEqual([[1, 2], []])
  expect(await matching(unbounded, property('closedAt'))).toEqual([[2], []])
  expect(await matching(opened, unbounded)).toEqual([[], [1, 2]])
})

type Interval = Extract<Expression, { kind: 'interval' }>
const asInterval = (start: Interval['start'], end: Interval['end']): Interval => ({
  kind: 'interval',
  start,
  end,
})

test('a box holds the points between its corners, also across the antimeridian', async ({ db }) => {
  const lng = fc.integer({ min: -180, max: 180 })
  const lat = fc.integer({ min: -90, max: 90 })
  const points = fc.array(fc.tuple(lng, lat), { minLength: 20, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(points, lng, lng, lat, lat, async (positions, west, east, one, other) => {
      const [south, north] = [Math.min(one, other), Math.max(one, other)]
      const rows = positions.map((coordinates, number) =>
        aFilterRow(number, { geometry: { type: 'Point', coordinates } }),
      )
      const box = { kind: 'box', box: [west, south, east, north] } as const
      const filter = operation('s_intersects', property('geometry'), box)
      const isWithin = (x: number) => (west <= east ? west <= x && x <= east : x >= west || x <= east)
      expect(await numbersWhere(db, rows, filterSql(filter, FILTERED))).toEqual(
        positions.flatMap(([x, y], number) => (isWithin(x) && south <= y && y <= north ? [number] : [])),
      )
    }),
    { numRuns: 40 },
  )
})

test('a pattern holds the texts that it spells', async ({ db }) => {
  const characters = fc.constantFrom('a', 'B', '网', '%', '_', '\\', "'", '.')
  const texts = fc.array(fc.string({ unit: characters, maxLength: 4 }), { minLength: 10, maxLength: 10 })
  const pieces = fc.array(
    fc.oneof(
      characters.map((it) => `\\${it}`),
      fc.constantFrom('%', '_', 'a', '网'),
    ),
    {
      maxLength: 4,
    },
  )
  await fc.assert(
    fc.asyncProperty(texts, pieces, async (names, pattern) => {
      const rows = names.map((name, number) => aFilterRow(number, { name }))
      const spelled = pattern.map((piece) =>
        piece === '%' ? '.*' : piece === '_' ? '.' : piece.slice(-1).replace(/[\\.]/, '\\$&'),
      )
      const expression = new RegExp(`^${spelled.join('')}$`, 's')
      const filter = operation('like', property('name'), { kind: 'string', value: pattern.join('') })
      expect(await numbersWhere(db, rows, filterSql(filter, FILTERED))).toEqual(
        names.flatMap((name, number) => (expression.test(name) ? [number] : [])),
      )
    }),
    { numRuns: 60 },
  )
})
