/** The process itself: started, asked, stopped. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

test('a server holds its data against commands; a stop lets the request under way finish, gives the lock back and exits with 0', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'wangge-stop-'))
  const env = {
    ...process.env,
    WANGGE_DATA_DIR: directory,
    WANGGE_PORT: '0',
    WANGGE_DEMO: 'none',
    WANGGE_LOG_LEVEL: 'info',
  }
  const program = ['--import', 'tsx', 'server/commands/wangge.ts']
  const server = spawn(process.execPath, [...program, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    server.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  })
  let printed = ''
  server.stdout.on('data', (text) => {
    printed += text
  })
  await expect.poll(() => printed, { timeout: 200_000 }).toMatch(/→ http:\/\/127\.0\.0\.1:\d+/)
  const port = Number(printed.match(/→ http:\/\/127\.0\.0\.1:(\d+)/)?.[1])

  const refused = spawnSync(process.execPath, [...program, 'key', 'list'], { env, encoding: 'utf8' })
  expect(refused).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`in use by process ${server.pid}`),
  })

  // Half of a body is sent, then the signal, then the rest.
  const body = JSON.stringify({ points: [[120, 30]] })
  const slow = request({
    host: '127.0.0.1',
    port,
    path: '/api/locate',
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': body.length },
  })
  const answered = once(slow, 'response')
  slow.write(body.slice(0, 10))
  await expect.poll(() => printed.includes('"url":"/api/locate"'), { timeout: 30_000 }).toBe(true)
  server.kill('SIGTERM')
  const exited = once(server, 'exit')
  await expect.poll(() => isRefused(port), { timeout: 30_000 }).toBe(true)
  slow.end(body.slice(10))
  const [answer] = await answered
  expect(answer.statusCode).toBe(200)
  answer.resume()

  expect(await exited).toEqual([0, null])
  expect(existsSync(join(directory, 'wangge.pid'))).toBe(false)
})

/** Nobody new is let in once the stop has begun. */
const isRefused = (port: number) =>
  fetch(`http://127.0.0.1:${port}/health/live`).then(
    ({ status }) => status === 503,
    () => true,
  )
