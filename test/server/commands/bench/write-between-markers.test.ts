import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBetweenMarkers } from '../../../../server/commands/bench/write-between-markers.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wangge-markers-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a table takes the place of the last one, and nothing else changes', () => {
  const path = join(folder, 'README.md')
  writeFileSync(path, 'before\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nafter\n<!-- bench:y -->\n')
  for (const table of ['| a |', '| b |']) {
    writeBetweenMarkers(path, 'bench:x', table)
    expect(readFileSync(path, 'utf8')).toBe(
      `before\n<!-- bench:x -->\n\n${table}\n\n<!-- /bench:x -->\nafter\n<!-- bench:y -->\n`,
    )
  }
})

test('a file without the markers is left alone and named', () => {
  const path = join(folder, 'none.md')
  writeFileSync(path, 'nothing\n')
  expect(() => writeBetweenMarkers(path, 'bench:x', '| a |')).toThrow(
    `${path} has no lines <!-- bench:x --> and <!-- /bench:x -->`,
  )
  expect(readFileSync(path, 'utf8')).toBe('nothing\n')
  expect(() => writeBetweenMarkers(join(folder, 'missing.md'), 'bench:x', '')).toThrow('cannot be read')
})
