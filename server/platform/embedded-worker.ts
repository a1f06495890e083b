/** The thread that runs the embedded PostgreSQL: a query blocks the thread it runs on, so it is not the main one. */
import { openAsBlob } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, types } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { postgis } from '@electric-sql/pglite-postgis'
import type { EmbeddedAnswer, EmbeddedCall, EmbeddedResult, EmbeddedStart } from './embedded-engine.ts'

const start = workerData as EmbeddedStart
const port = parentPort
if (!port) throw new Error('embedded-worker runs as a worker thread only.')

const database = await PGlite.create({
  ...(start.dataDirectory ? { dataDir: start.dataDirectory } : {}),
  ...(start.template ? { loadDataDir: await openAsBlob(start.template) } : {}),
  extensions: { postgis, btree_gist },
  // A day has no time zone: text, as on the server engine.
  parsers: { [types.DATE]: (text) => text },
})
port.postMessage({ ready: true })

/** PGlite swallows some GEOS failures: the statement then has no command tag. */
const SWALLOWED = 'The geometry engine failed on this statement without saying why (an invalid geometry?).'

type Answered = Awaited<ReturnType<PGlite['query']>>

const plain = ({ rows, fields, command, rowCount }: Answered): EmbeddedResult => {
  if (!command) throw Object.assign(new Error(SWALLOWED), { code: 'XX000' })
  return { rows: rows as Record<string, unknown>[], fields, command, rowCount: rowCount ?? rows.length }
}

async function answer(call: EmbeddedCall): Promise<EmbeddedResult | Uint8Array | null> {
  switch (call.kind) {
    case 'query':
      return plain(await database.query(call.sql, call.bindings))
    case 'script': {
      // The list of results ends early after a swallowed failure: the sentinel proves that all ran.
      const results = await database.exec(`${call.sql}\n;select 1 as ok`)
      const last = results.at(-1)?.rows[0] as { ok?: number } | undefined
      if (last?.ok !== 1) throw Object.assign(new Error(SWALLOWED), { code: 'XX000' })
      return plain(results.at(-2) ?? (results.at(-1) as Answered))
    }
    case 'dump':
      return new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer())
    case 'close':
      await database.close()
      return null
  }
}

port.on('message', async ({ id, call }: { id: number; call: EmbeddedCall }) => {
  let reply: EmbeddedAnswer
  try {
    reply = { id, result: await answer(call) }
  } catch (error) {
    const { message, code, detail, constraint, table } = error as Error & Record<string, string | undefined>
    reply = { id, error: { message, code, detail, constraint, table } }
  }
  port.postMessage(reply)
})
