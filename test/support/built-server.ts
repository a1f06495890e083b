/** The built program as a user runs it: `node dist/server/commands/wangge.js serve` on a free port over a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type BuiltServer = {
  address: string
  dataDirectory: string
  process: ChildProcess
  output: () => string
  /** Sends a signal and waits for the end; answers the exit code. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

const START_LIMIT_MILLISECONDS = 200_000

/** Starts the server and waits until it says where it is, which is after the demo of a first start. */
export async function startBuiltServer(
  dataDirectory: string,
  settings: Record<string, string> = {},
): Promise<BuiltServer> {
  const child = spawn('node', ['dist/server/commands/wangge.js', 'serve'], {
    env: { ...process.env, DATABASE_URL: '', WANGGE_PORT: '0', WANGGE_DATA_DIR: dataDirectory, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const address = await new Promise<string>((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`The server did not start:\n${output}`)),
      START_LIMIT_MILLISECONDS,
    )
    const look = (chunk: Buffer) => {
      output += chunk
      const found = /→ (http:\/\/\S+)/.exec(output)?.[1]
      if (!found) return
      clearTimeout(limit)
      resolve(found)
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)))
  })
  return {
    address,
    dataDirectory,
    process: child,
    output: () => output,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}

export function aDataDirectory(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'wangge-start-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
