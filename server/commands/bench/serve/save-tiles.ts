import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ask } from './ask.ts'
import type { OurServer } from './check-tiles.ts'
import { type ServeCase, tilePath } from './serve-case.ts'
import { pathOf } from './tile-addresses.ts'

/** A case whose tiles are files too, with what our server says they are. */
export type PreparedCase = ServeCase & {
  /** Of the tiles as they are, in their order. */
  etags: readonly string[]
  /** Mean sizes. */
  bytes: { plain: number; gzip: number }
}

/** Saves the very bytes our server sends, as they are and compressed, for nginx to send them too. */
export async function saveTiles(server: OurServer, task: ServeCase, folder: string): Promise<PreparedCase> {
  const etags: string[] = []
  const sums = { plain: 0, gzip: 0 }
  for (const tile of task.tiles)
    for (const form of ['plain', 'gzip'] as const) {
      const accepted: Record<string, string> = form === 'gzip' ? { 'accept-encoding': 'gzip' } : {}
      const answer = await ask(`${server.origin}${tilePath(task.source, tile)}`, {
        ...server.headers,
        ...accepted,
      })
      const path = join(folder, form, task.source.collection, `${pathOf(tile)}.mvt`)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, answer.body)
      sums[form] += answer.body.length
      if (form === 'plain') etags.push(String(answer.headers.etag))
    }
  const count = task.tiles.length
  return { ...task, etags, bytes: { plain: sums.plain / count, gzip: sums.gzip / count } }
}
