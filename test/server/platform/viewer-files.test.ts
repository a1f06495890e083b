import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { viewerFiles } from '../../../server/platform/viewer-files.ts'

/** A built viewer of two files, one of them compressed. */
async function aViewer() {
  const root = mkdtempSync(join(tmpdir(), 'wangge-viewer-'))
  mkdirSync(join(root, 'assets'))
  writeFileSync(join(root, 'index.html'), '<!doctype html>')
  writeFileSync(join(root, 'assets/index-1a2b.js'), 'export {}')
  writeFileSync(join(root, 'assets/index-1a2b.js.gz'), gzipSync('export {}'))
  const app = Fastify()
  app.register(viewerFiles, { root })
  onTestFinished(async () => {
    await app.close()
    rmSync(root, { recursive: true })
  })
  return app
}

test('the page itself is asked for again each time', async () => {
  const page = await (await aViewer()).inject('/')
  expect(page.statusCode).toBe(200)
  expect(page.headers['cache-control']).toBe('no-cache')
})

test('what is named by its content is kept for ever, and sent compressed to those who take it', async () => {
  const app = await aViewer()
  const plain = await app.inject('/assets/index-1a2b.js')
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(plain.body).toBe('export {}')
  const small = await app.inject({ url: '/assets/index-1a2b.js', headers: { 'accept-encoding': 'gzip' } })
  expect(small.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
  expect(small.headers['content-type']).toContain('javascript')
})
