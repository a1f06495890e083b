/** The two engines behind one connection: the same text gives the same values. */
import { expect } from 'vitest'
import { oneRow, rows } from '../../../server/platform/database.ts'
import { test } from '../../support/app.ts'

const INVALID = `('POLYGON((0 0,1 1,0 1,1 0,0 0))'), ('POLYGON((0 0,2 2,0 2,2 0,0 0))')`
const FAILING_UNION = `ST_Union(ST_GeomFromText(wkt)) from (values ${INVALID}) as bad (wkt)`
const addJob = (id: number) =>
  `insert into jobs (id, kind, input, requested_by)
   values ('00000000-0000-0000-0000-${String(id).padStart(12, '0')}', 'k', '{}', 'test')`
const jobs = async (db: Parameters<typeof rows>[0]) =>
  (await rows<{ n: number }>(db, `select right(id::text, 4)::integer as n from jobs order by id`)).map(
    ({ n }) => n,
  )

test('values arrive the same from both engines', async ({ db }) => {
  const row = await oneRow<Record<string, unknown>>(
    db,
    `select 9007199254740991::int8 as big, count(*) as count, 2::int4 as small, 1.5::float8 as real, 1.50::numeric as exact,
       date '2024-02-29' as day, '2024-02-29 08:00:00+08'::timestamptz as moment,
       '\\x00ff'::bytea as bytes, '{"a": [1, null]}'::jsonb as json, '网格'::text as text, true as yes,
       null::int8 as no_big, null::timestamptz as no_moment, null::bytea as no_bytes,
       '01900000-0000-7000-8000-000000000000'::uuid as id
     from (values (1), (2)) as two (n)`,
  )
  expect(row).toEqual({
    big: 9007199254740991,
    count: 2,
    small: 2,
    real: 1.5,
    exact: '1.50',
    day: '2024-02-29',
    moment: new Date('2024-02-29T00:00:00Z'),
    bytes: Buffer.from([0, 255]),
    json: { a: [1, null] },
    text: '网格',
    yes: true,
    no_big: null,
    no_moment: null,
    no_bytes: null,
    id: '01900000-0000-7000-8000-000000000000',
  })
  expect(row.bytes).toBeInstanceOf(Buffer)
})

test('values leave the same to both engines', async ({ db }) => {
  const row = await oneRow<Record<string, unknown>>(
    db,
    `select ?::bytea as bytes, ?::timestamptz as moment, ?::jsonb as json, ?::int8 as big, ?::text as nothing, ?::text as text`,
    [Buffer.from([0, 255]), new Date('2024-02-29T00:00:00Z'), JSON.stringify({ a: '?' }), 5, null, 'a ? b'],
  )
  expect(row).toEqual({
    bytes: Buffer.from([0, 255]),
    moment: new Date('2024-02-29T00:00:00Z'),
    json: { a: '?' },
    big: 5,
    nothing: null,
    text: 'a ? b',
  })
})

test.for(['infinity', '-infinity'])(
  'a time of %s is refused: NULL means open-ended',
  async (time, { db }) => {
    await expect(rows(db, `select '${time}'::timestamptz`)).rejects.toThrow('NULL means open-ended')
    expect(await rows(db, 'select 1 as ok')).toEqual([{ ok: 1 }])
  },
)

test('update, delete and insert say how many rows they touched', async ({ db }) => {
  for (const id of [1, 2, 3]) await rows(db, addJob(id))
  expect(await db('jobs').where('kind', 'k').update({ step: 's' })).toBe(3)
  expect(await db('jobs').whereRaw(`right(id::text, 1) = '1'`).del()).toBe(1)
  expect(await db('jobs').where('kind', 'other').del()).toBe(0)
  expect(await db('jobs').select('kind').first()).toEqual({ kind: 'k' })
})

test('what fails says its SQL state', async ({ db }) => {
  await rows(db, addJob(1))
  await expect(rows(db, addJob(1))).rejects.toMatchObject({ code: '23505', constraint: 'jobs_pkey' })
  await expect(rows(db, 'select 1/0')).rejects.toMatchObject({ code: '22012' })
  await expect(rows(db, 'select ?::uuid', ['x'])).rejects.toMatchObject({ code: '22P02' })
  await expect(rows(db, 'select ?::text', ['a\u0000b'])).rejects.toThrow()
  expect(await rows(db, 'select 1 as ok')).toEqual([{ ok: 1 }])
})

test('a transaction that fails leaves nothing; a savepoint takes back its own part only', async ({ db }) => {
  const failing = db.transaction(async (outer) => {
    await rows(outer, addJob(1))
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await jobs(db)).toEqual([])

  await db.transaction(async (outer) => {
    await rows(outer, addJob(2))
    const inner = outer.transaction(async (savepoint) => {
      await rows(savepoint, addJob(3))
      await rows(savepoint, addJob(2))
    })
    await expect(inner).rejects.toMatchObject({ code: '23505' })
    await outer.transaction((savepoint) => rows(savepoint, addJob(4)))
  })
  expect(await jobs(db)).toEqual([2, 4])
})

test('many queries at once all get their own answer', async ({ db }) => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) => oneRow<{ n: number }>(db, 'select ?::integer as n', [n])),
  )
  expect(answers.map(({ n }) => n)).toEqual(Array.from({ length: 40 }, (_, n) => n))
})

test.for([
  ['a select', `select ${FAILING_UNION}`],
  [
    'an insert that had written some rows',
    `insert into jobs (id, kind, input, requested_by)
     select case when n = 1 then '00000000-0000-0000-0000-000000000001'::uuid else gen_random_uuid() end,
       ST_AsText(ST_Union(ST_GeomFromText(wkt))), '{}', 'test'
     from (values (1, 'POINT(0 0)'), (2, 'POLYGON((0 0,1 1,0 1,1 0,0 0))'), (2, 'POLYGON((0 0,2 2,0 2,2 0,0 0))')) as bad (n, wkt)
     group by n order by n`,
  ],
  [
    'an insert that returns rows',
    `insert into jobs (id, kind, input, requested_by)
     select gen_random_uuid(), ST_AsText(${FAILING_UNION.replace(' from', "), '{}', 'test' from")} returning id`,
  ],
  [
    'a common table expression',
    `with added as (${addJob(1)} returning id), bad as (select ${FAILING_UNION}) select * from added, bad`,
  ],
  [
    'a function',
    `do $$ declare g geometry; begin ${addJob(1)}; select ${FAILING_UNION.replace(' from', ' into g from')}; end $$`,
  ],
  ['a script', `${addJob(1)}; select ${FAILING_UNION}; ${addJob(2)}`],
] as [string, string][])(
  'a geometry that cannot be computed is an error in %s, and nothing is written',
  async ([, sql], { db }) => {
    await expect(db.raw(sql)).rejects.toThrow()
    expect(await jobs(db)).toEqual([])
  },
)

test('after a geometry that cannot be computed a transaction takes nothing more', async ({ db }) => {
  const attempt = db.transaction(async (transaction) => {
    await rows(transaction, addJob(1))
    await expect(rows(transaction, `select ${FAILING_UNION}`)).rejects.toThrow()
    await rows(transaction, addJob(2))
  })
  await expect(attempt).rejects.toMatchObject({ code: '25P02' })
  expect(await jobs(db)).toEqual([])
})

test('a savepoint outlives a geometry that cannot be computed', async ({ db }) => {
  await db.transaction(async (outer) => {
    await rows(outer, addJob(1))
    await expect(
      outer.transaction(async (savepoint) => {
        await rows(savepoint, addJob(2))
        await rows(savepoint, `select ${FAILING_UNION}`)
      }),
    ).rejects.toThrow()
    await rows(outer, addJob(3))
  })
  expect(await jobs(db)).toEqual([1, 3])
})

test('a query leaves the main thread free', async ({ db }) => {
  let ticks = 0
  const clock = setInterval(() => ticks++, 5)
  await rows(db, `select count(*) from generate_series(1, 1500000) as n where sqrt(n) > 3`)
  clearInterval(clock)
  expect(ticks).toBeGreaterThan(5)
})
