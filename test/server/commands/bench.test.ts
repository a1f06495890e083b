/** `wangge bench partition` as its user calls it, on a city small enough for a test. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wangge-bench-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function bench(words: string[], environment: NodeJS.ProcessEnv = {}) {
  const program = ['--import', 'tsx', 'server/commands/wangge.ts', 'bench', 'partition']
  const env = { ...process.env, WANGGE_TEST_DATA: '', ...environment }
  return spawnSync(process.execPath, [...program, ...words], { encoding: 'utf8', env })
}

test('one run puts our engine beside METIS and the optimum, and the tables into a file', () => {
  const readme = join(folder, 'README.md')
  writeFileSync(readme, '# x\n<!-- bench:partition -->\n<!-- /bench:partition -->\n')
  const run = bench(['--units', '40', '--small', '1', '--seeds', '1', '--readme', readme])
  expect(run).toMatchObject({ status: 0 })
  expect(run.stdout).toMatch(/\| city of 40 units, 200–400 +\| wangge \| 1\/1 /)
  expect(run.stdout).toMatch(/\| METIS +\| \d+\/\d+ starts/)
  expect(run.stdout).toMatch(/\| 12 units, 200–400 \| \d+ +\| 1\/1 +\| \d+ +\| \d+ +\| \d+\.0 +\| 1\.000 /)
  expect(readFileSync(readme, 'utf8')).toBe(
    `# x\n<!-- bench:partition -->\n\n${run.stdout.trimEnd()}\n\n<!-- /bench:partition -->\n`,
  )
})

test('without gpmetis our rows stand alone, and how to install it is said', () => {
  symlinkSync('/bin/sh', join(folder, 'sh'))
  const run = bench(['--units', '12', '--small', '0', '--seeds', '1'], { PATH: folder })
  expect(run).toMatchObject({ status: 0 })
  expect(run.stderr).toContain('sudo apt-get install metis')
  expect(run.stdout).not.toContain('METIS  ')
})

test('growth divides each size in a process of its own', () => {
  const run = bench(['--growth', '--units', '200,400'])
  expect(run).toMatchObject({ status: 0 })
  expect(run.stdout).toMatch(/\| 200 +\| \d+ +\| 0 /)
  expect(run.stdout).toMatch(/\| 400 +\| \d+ +\| 0 /)
})

test.for([
  [['--seeds', '0'], '--seeds is 0; a whole number of 1 or more is needed.'],
  [['--units', '1000,x'], '--units is x; a whole number of 12 or more is needed.'],
  [['--small', '-1'], '--small is -1; a whole number of 0 or more is needed.'],
  [['--data', 'nowhere'], '--data is nowhere; there is no folder partition in it.'],
  [['--scorer', 'nowhere.py'], '--scorer is nowhere.py; there is no such file.'],
] as const)('%j is refused with what it should be', ([words, message]) => {
  const run = bench([...words])
  expect(run.status).toBe(2)
  expect(run.stderr).toContain(message)
})
