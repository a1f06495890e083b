/** The traps of the embedded engine, each with its guard; decision 0002 lists them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type OpenDatabase, oneRow, openDatabase, rows } from '../../../server/platform/database.ts'

const provided = inject('engine')
const template = provided.kind === 'embedded' ? provided.template : ''

let freeBytes = Infinity
let folder: string
let open: OpenDatabase
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wangge-traps-'))
  open = await openDatabase({
    dataDirectory: folder,
    template,
    acquireMilliseconds: 300,
    freeBytes: () => freeBytes,
  })
})
afterAll(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

const stillWorks = async () => expect(await oneRow(open.db, 'select 1 as ok')).toEqual({ ok: 1 })

test('the pair of packages that was measured is pinned exactly', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(dependencies).toMatchObject({
    '@electric-sql/pglite': '0.5.8',
    '@electric-sql/pglite-postgis': '0.2.8',
  })
})

test('more bind parameters than the session survives are refused before they are sent', async () => {
  const count = (values: number) =>
    rows(
      open.db,
      `select count(*) from (values ${Array.from({ length: values }, () => '(?::integer)').join()}) as v`,
      Array.from({ length: values }, () => 1),
    )
  await expect(count(32_768)).rejects.toThrow('may carry 32767 values and this one has 32768')
  await stillWorks()
  expect(await count(32_767)).toEqual([{ count: 32_767 }])
  await stillWorks()
})

test('the raster extension, which poisons the session, is refused', async () => {
  await expect(open.db.raw('create extension if not exists postgis_raster')).rejects.toThrow('postgis_raster')
  await stillWorks()
})

test('tiles cannot be made in the database, and asking leaves the session alive', async () => {
  await expect(rows(open.db, 'select ST_AsMVT(t) from (select 1 as a) as t')).rejects.toThrow('protobuf')
  await stillWorks()
})

test('with little space left writing is refused, reading and deleting go on', async () => {
  freeBytes = 10e6
  try {
    await expect(rows(open.db, `update jobs set step = 's'`)).rejects.toThrow(
      'Only 10 MB are free where the database lies; 68 MB are needed to write.',
    )
    await expect(open.db.raw(`-- a script\ncreate table t (i int); select 1`)).rejects.toThrow('Only 10 MB')
    await expect(
      open.db.transaction((transaction) => rows(transaction, `insert into jobs default values`)),
    ).rejects.toThrow('Only 10 MB')
    await stillWorks()
    await rows(open.db, 'delete from jobs')
  } finally {
    freeBytes = Infinity
  }
})

test('a query outside its transaction ends with an error instead of waiting for itself', async () => {
  const mistake = open.db.transaction(async (transaction) => {
    await rows(transaction, 'select 1')
    await rows(open.db, 'select 1')
  })
  await expect(mistake).rejects.toThrow('Timeout acquiring a connection')
  await stillWorks()
})

test('a failing script outside a transaction leaves nothing behind', async () => {
  await expect(
    open.db.raw('create table half (i integer); insert into half values (1); select 1/0'),
  ).rejects.toThrow('division by zero')
  expect(await rows(open.db, `select to_regclass('half') as half`)).toEqual([{ half: null }])
})

test('a full disk stops the engine instead of hanging the next call', async () => {
  const other = await openDatabase({ template })
  const full = `do $$ begin raise exception 'no space left' using errcode = '53100'; end $$`
  await expect(other.db.raw(full)).rejects.toMatchObject({ code: '53100' })
  await expect(rows(other.db, 'select 1')).rejects.toThrow('The disk was full')
  await other.close()
})

test('kill -9 loses nothing that was acknowledged; the directory is refused while it is held, and taken over afterwards', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'wangge-kill-'))
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'test/support/insert-until-killed.ts', directory, template],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let printed = ''
  child.stdout.on('data', (text) => {
    printed += text
  })
  const lastAcknowledged = () => Number(printed.split('\n').at(-2) ?? 0)
  try {
    await expect.poll(lastAcknowledged, { timeout: 60_000 }).toBeGreaterThan(50)
    await expect(openDatabase({ dataDirectory: directory })).rejects.toThrow(`in use by process ${child.pid}`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const acknowledged = lastAcknowledged()
    const reopened = await openDatabase({ dataDirectory: directory })
    const numbers = await rows<{ number: number }>(
      reopened.db,
      'select kind::integer as number from jobs order by 1',
    )
    await reopened.close()
    expect(numbers.map(({ number }) => number).slice(0, acknowledged)).toEqual(
      Array.from({ length: acknowledged }, (_, index) => index + 1),
    )
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})
