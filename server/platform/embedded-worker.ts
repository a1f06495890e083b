/** The thread that runs the embedded PostgreSQL: a query blocks the thread it runs on, so it is not the main one. */
import { openAsBlob } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, types } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { postgis } from '@electric-sql/pglite-postgis'
import { bigIntegerValue, dayValue, timestampValue } from './column-values.ts'
import type {
  EmbeddedAnswer,
  EmbeddedCall,
  EmbeddedNotice,
  EmbeddedResult,
  EmbeddedStart,
} from './embedded-engine.ts'

const start = workerData as EmbeddedStart
const port = parentPort
if (!port) throw new Error('embedded-worker runs as a worker thread only.')

const database = await PGlite.create({
  ...(start.dataDirectory ? { dataDir: start.dataDirectory } : {}),
  ...(start.template ? { loadDataDir: await openAsBlob(start.template) } : {}),
  extensions: { postgis, btree_gist },
  parsers: {
    [types.DATE]: dayValue,
    [types.INT8]: bigIntegerValue,
    [types.TIMESTAMPTZ]: timestampValue,
  },
})

/**
 * A C++ exception that GEOS does not catch unwinds through PostgreSQL as if the statement had ended: no error, rows
 * missing, and what was written so far stays. What tells is the runtime's count of exceptions nobody caught.
 */
const escapedExceptions = (database as unknown as { mod: { ___cxa_uncaught_exceptions?: () => number } }).mod
  .___cxa_uncaught_exceptions
if (!escapedExceptions)
  throw new Error('This build of PGlite hides failures of GEOS; install the pinned one.')

const swallowed = () =>
  Object.assign(
    new Error('The geometry engine failed on this statement without saying why (an invalid geometry?).'),
    { code: 'XX000' },
  )

type Answered = Awaited<ReturnType<PGlite['query']>>

const plain = ({ rows, fields, command, rowCount }: Answered): EmbeddedResult => {
  if (!command) throw swallowed()
  return { rows: rows as Record<string, unknown>[], fields, command, rowCount: rowCount ?? rows.length }
}

/** Outside a transaction these get one of their own, so that a failure seen only afterwards leaves nothing behind. */
const WRITES =
  /^\s*(insert|update|delete|merge|create|alter|do|call|with\b[\s\S]*\b(insert|update|delete|merge))\b/i

/** Runs statements so that a failure which GEOS swallowed is an error like any other: raised, and the transaction aborted. */
async function guarded(isWriting: boolean, run: () => Promise<EmbeddedResult>): Promise<EmbeddedResult> {
  const ownTransaction = isWriting && !database.isInTransaction()
  const before = escapedExceptions?.()
  if (ownTransaction) await database.exec('begin')
  try {
    const result = await run()
    if (escapedExceptions?.() !== before) throw swallowed()
    if (ownTransaction) await database.exec('commit')
    return result
  } catch (error) {
    if (ownTransaction) await database.exec('rollback')
    // The caller's transaction must not go on: any statement that fails aborts it.
    else if (database.isInTransaction()) await database.exec('select 1/0').catch(() => {})
    throw error
  }
}

async function answer(call: EmbeddedCall): Promise<EmbeddedResult | Uint8Array | null> {
  switch (call.kind) {
    case 'query':
      return guarded(WRITES.test(call.sql), async () => plain(await database.query(call.sql, call.bindings)))
    case 'script':
      return guarded(!/^\s*(begin|commit|rollback)\b/i.test(call.sql), async () => {
        // The list of results may end early: the sentinel proves that all ran.
        const results = await database.exec(`${call.sql}\n;select 1 as ok`)
        const last = results.at(-1)?.rows[0] as { ok?: number } | undefined
        if (last?.ok !== 1) throw swallowed()
        return plain(results.at(-2) ?? (results.at(-1) as Answered))
      })
    case 'listen':
      await database.listen(call.channel, (payload) =>
        port?.postMessage({ channel: call.channel, payload } satisfies EmbeddedNotice),
      )
      return null
    case 'dump':
      return new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer())
    case 'close':
      await database.close()
      return null
  }
}

async function reply({ id, call }: { id: number; call: EmbeddedCall }): Promise<EmbeddedAnswer> {
  try {
    return { id, result: await answer(call) }
  } catch (error) {
    const { message, code, detail, constraint, table } = error as Error & Record<string, string | undefined>
    return { id, error: { message, code, detail, constraint, table } }
  }
}

/** One call after another: a call may be several statements. */
let turn: Promise<void> = Promise.resolve()
port.on('message', (message: { id: number; call: EmbeddedCall }) => {
  turn = turn.then(async () => port.postMessage(await reply(message)))
})
port.postMessage({ ready: true })
