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
const LISTENING = /Server listening at (http:\/\/[^"\s]+)/
const READY = /→ (http:\/\/\S+)/

/** Starts the server and waits until it says where it is, which is after the demo of a first start. */
export async function startBuiltServer(
  dataDirectory: string,
  settings: Record<string, string> = {},
): Promise<BuiltServer> {
  const { says, ...server } = spawnServer(dataDirectory, settings)
  return { ...server, address: (await says(READY))[1]! }
}

/** Starts the server and waits only until it listens, which its log says; `ready` settles when a first start is done. */
export async function launchBuiltServer(
  dataDirectory: string,
): Promise<BuiltServer & { ready: Promise<unknown> }> {
  const { says, ...server } = spawnServer(dataDirectory, { WANGGE_LOG_LEVEL: 'info' })
  const ready = says(READY)
  // Whoever waits for it gets the failure; for those who do not, it is none.
  ready.catch(() => {})
  return { ...server, ready, address: (await says(LISTENING))[1]! }
}

function spawnServer(dataDirectory: string, settings: Record<string, string>) {
  const child = spawn('node', ['dist/server/commands/wangge.js', 'serve'], {
    env: { ...process.env, DATABASE_URL: '', WANGGE_PORT: '0', WANGGE_DATA_DIR: dataDirectory, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return ended
  }
  return { dataDirectory, process: child, stop, ...listenTo(child) }
}

/** What a process writes: all of it so far, and the first match of a pattern, an error when it ends before or takes too long. */
function listenTo(child: ChildProcess) {
  let output = ''
  const says = (wanted: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const fail = (reason: string) => reject(new Error(`${reason} before it said ${wanted}:\n${output}`))
      const limit = setTimeout(() => {
        fail('The server took too long')
        child.kill()
      }, START_LIMIT_MILLISECONDS)
      const look = () => {
        const found = wanted.exec(output)
        if (!found) return
        clearTimeout(limit)
        resolve(found)
      }
      child.stdout?.on('data', look)
      child.stderr?.on('data', look)
      child.once('exit', (code) => {
        clearTimeout(limit)
        fail(`The server ended with ${code}`)
      })
    })
  const write = (chunk: Buffer) => {
    output += chunk
  }
  child.stdout?.on('data', write)
  child.stderr?.on('data', write)
  return { says, output: () => output }
}

export function aDataDirectory(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'wangge-start-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
