import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, stopAsking } from '../../../../../server/commands/bench/serve/ask.ts'
import { BenchScope } from '../../../../../server/commands/bench/serve/bench-scope.ts'
import { findTools } from '../../../../../server/commands/bench/serve/required-tools.ts'
import { parseWrk, runWrk, wrkScript } from '../../../../../server/commands/bench/serve/run-wrk.ts'
import { startNginx } from '../../../../../server/commands/bench/serve/start-subjects.ts'

const BYTES = Buffer.from('a tile of thirty bytes, about.')
const scope = new BenchScope()
const tools = findTools()
let folder: string
let origin: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wangge-wrk-'))
  for (const form of ['plain', 'gzip']) {
    mkdirSync(join(folder, form))
    writeFileSync(join(folder, form, '1.mvt'), BYTES)
    writeFileSync(join(folder, form, '2.mvt'), BYTES)
  }
  origin = await startNginx(scope, tools.nginx, folder)
})
afterAll(async () => {
  stopAsking()
  await scope.close()
  rmSync(folder, { recursive: true })
})

const load = { connections: 4, seconds: 1 }
const run = (script: string) =>
  runWrk(tools.wrk, { origin, script, scriptPath: join(folder, 'wrk.lua') }, load)

test('nginx sends the bytes of the files, and says which are compressed', async () => {
  const plain = await ask(`${origin}/plain/1.mvt`)
  expect(plain).toMatchObject({ status: 200, body: BYTES })
  expect(plain.headers).toMatchObject({ 'content-type': 'application/vnd.mapbox-vector-tile' })
  expect(plain.headers['content-encoding']).toBeUndefined()
  const compressed = await ask(`${origin}/gzip/1.mvt`)
  expect(compressed.headers['content-encoding']).toBe('gzip')
  expect(compressed.body).toEqual(BYTES)
})

test('wrk asks for one path after the other and says how many answers it got', async () => {
  const figures = await run(wrkScript({ paths: ['/plain/1.mvt', '/plain/2.mvt'], headers: {} }))
  expect(figures.requestsPerSecond).toBeGreaterThan(0)
  expect(figures.bytesPerAnswer).toBeGreaterThan(BYTES.length)
  expect(figures.failures).toBe(0)
})

test('a tag of its own goes with each path: nginx has nothing new for it', async () => {
  const { headers } = await ask(`${origin}/plain/1.mvt`)
  const asked = { paths: ['/plain/1.mvt'], headers: {} }
  const unchanged = await run(wrkScript({ ...asked, tags: [String(headers.etag)] }))
  const whole = await run(wrkScript({ ...asked, tags: ['"another"'] }))
  expect(whole.bytesPerAnswer - unchanged.bytesPerAnswer).toBeGreaterThan(BYTES.length)
})

test('answers that are none make no figure', async () => {
  await expect(run(wrkScript({ paths: ['/plain/3.mvt'], headers: {} }))).rejects.toThrow(
    /failed \d+ requests/,
  )
})

test('the line of our script is read among what wrk prints itself', () => {
  const line =
    'wangge {"requests":3000,"microseconds":1500000,"bytes":600000,"p50":800,"p99":4000,"failures":2}'
  expect(parseWrk(`Running 1s test\n  2 threads\n${line}\n`)).toEqual({
    requestsPerSecond: 2000,
    bytesPerAnswer: 200,
    p50Milliseconds: 0.8,
    p99Milliseconds: 4,
    failures: 2,
  })
  expect(() => parseWrk('unable to connect')).toThrow('wrk printed no figures: unable to connect')
})
