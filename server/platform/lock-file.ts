import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DomainError } from './errors.ts'

/** A lock that is being written is empty for a moment; older than this it was left so by a crash. */
const WRITING_MILLISECONDS = 5000

/** Directories this process holds: a lock with our own pid that is not among them was left by a process of the same pid. */
const held = new Set<string>()

/**
 * Takes the lock of a data directory; two processes on one embedded database lose rows silently.
 *
 * @returns the function that gives the lock back
 * @throws  DomainError `unavailable` naming the pid that holds it; a lock left by a dead process is taken over
 */
export function takeLock(directory: string): () => void {
  makeDirectory(directory)
  const path = join(resolve(directory), 'wangge.pid')
  const mine = `${process.pid}\n${startOf(process.pid)}\n`
  for (let attempt = 0; attempt < 5; attempt++) {
    if (create(path, mine)) {
      held.add(path)
      return () => {
        held.delete(path)
        if (read(path) === mine) rmSync(path, { force: true })
      }
    }
    const found = read(path)
    if (found === undefined) continue
    refuseIfHeld(path, found, directory)
    removeStale(path, found)
  }
  throw new DomainError('unavailable', `The lock ${path} could not be taken.`, { directory })
}

function makeDirectory(directory: string) {
  try {
    mkdirSync(directory, { recursive: true })
  } catch (error) {
    throw new DomainError(
      'unavailable',
      `The data directory ${directory} cannot be made: ${(error as Error).message}.`,
      { directory, remedy: 'Set WANGGE_DATA_DIR to a folder that may be written.' },
    )
  }
}

function refuseIfHeld(path: string, found: string, directory: string) {
  const [pid = '', start = ''] = found.split('\n')
  const holder = Number(pid)
  const isHeld =
    holder === process.pid
      ? held.has(path)
      : holder > 0
        ? isAlive(holder) && startOf(holder) === start
        : isBeingWritten(path)
  if (isHeld)
    throw new DomainError(
      'unavailable',
      `The data directory ${directory} is in use by process ${holder || 'another, just starting'}. Stop it, or use its API instead.`,
      { pid: holder, directory },
    )
}

/** Moves the stale lock aside first: of several processes that saw it only one moves it, and a fresh one goes back. */
function removeStale(path: string, stale: string) {
  const aside = `${path}.stale-${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (read(aside) === stale) rmSync(aside, { force: true })
  else renameSync(aside, path)
}

function create(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function isBeingWritten(path: string): boolean {
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return age < WRITING_MILLISECONDS
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * When a process started (Linux: field 22 of its stat), so that a pid given out again is not taken for its first owner;
 * nothing for one that is dead and waits to be collected; '' on other systems.
 */
function startOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`)
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
  return state === 'Z' ? 'dead' : (fields[18] ?? '')
}
