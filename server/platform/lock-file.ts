import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DomainError } from './errors.ts'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Takes the lock of a data directory; two processes on one embedded database lose rows silently.
 *
 * @returns the function that gives the lock back
 * @throws  DomainError `unavailable` naming the pid that holds it; a lock left by a dead process is taken over
 */
export function takeLock(directory: string): () => void {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, 'wangge.pid')
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = openSync(path, 'wx')
      writeSync(file, `${process.pid}\n`)
      closeSync(file)
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = Number(readFileSync(path, 'utf8').trim())
      if (Number.isInteger(holder) && holder > 0 && holder !== process.pid && isAlive(holder))
        throw new DomainError(
          'unavailable',
          `The data directory ${directory} is in use by process ${holder}. Stop it, or use its API instead.`,
          { pid: holder, directory },
        )
      if (holder === process.pid)
        throw new DomainError('unavailable', `This process already holds ${directory}.`, { pid: holder })
      rmSync(path, { force: true })
    }
  }
  throw new DomainError('unavailable', `The lock ${path} could not be taken.`, { directory })
}
