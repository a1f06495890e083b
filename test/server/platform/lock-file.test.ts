import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from 'vitest'
import { takeLock } from '../../../server/platform/lock-file.ts'

const test = base.extend<{ directory: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to see what a fixture needs
  directory: async ({}, use) => {
    const directory = mkdtempSync(join(tmpdir(), 'wangge-lock-'))
    await use(directory)
    rmSync(directory, { recursive: true, force: true })
  },
})
const lockOf = (directory: string) => join(directory, 'wangge.pid')

test('a lock holds until it is given back', ({ directory }) => {
  const release = takeLock(directory)
  expect(() => takeLock(directory)).toThrow(`in use by process ${process.pid}`)
  release()
  expect(existsSync(lockOf(directory))).toBe(false)
  takeLock(directory)()
})

test('a lock of a living process is refused, naming it; of a dead one taken over', async ({ directory }) => {
  const child = spawn('sleep', ['60'])
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
  const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  writeFileSync(lockOf(directory), `${child.pid}\n${start}\n`)
  expect(() => takeLock(directory)).toThrow(`in use by process ${child.pid}`)
  child.kill()
  await once(child, 'exit')
  const release = takeLock(directory)
  expect(readFileSync(lockOf(directory), 'utf8')).toMatch(new RegExp(`^${process.pid}\n`))
  release()
  expect(readdirSync(directory)).toEqual([])
})

test('a pid that was given out again, even our own, is not its first owner', ({ directory }) => {
  for (const pid of [process.pid, process.ppid]) {
    writeFileSync(lockOf(directory), `${pid}\n1\n`)
    takeLock(directory)()
  }
})

test('an empty lock is being written, unless it is old', ({ directory }) => {
  writeFileSync(lockOf(directory), '')
  expect(() => takeLock(directory)).toThrow('just starting')
  utimesSync(lockOf(directory), 0, 0)
  takeLock(directory)()
})
