import { afterEach, expect, test, vi } from 'vitest'
import { RequestFailed } from '../../web/api/problem.ts'
import { gridRegister, isActive, loadGrids } from '../../web/state/grids.ts'
import { notices, reportError } from '../../web/state/notices.ts'
import { type StartUp, startUp, whenReady } from '../../web/state/start-up.ts'
import { aGrid } from './builders.ts'

afterEach(() => vi.unstubAllGlobals())

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', date: 'Sun, 22 Nov 2026 04:00:00 GMT' },
  })

test('while the first start is under way, the page says what the server is doing, until it is ready', async () => {
  const answers = [
    () => Promise.reject(new TypeError('no network')),
    async () => json({ title: 'Temporarily unavailable', status: 503, job: null }, 503),
    async () => json({ status: 503, job: { progress: 0.4, step: 'units.build' } }, 503),
    async () => json({ status: 'ok' }),
  ]
  vi.stubGlobal('fetch', () => answers.shift()?.())
  const seen: StartUp[] = []
  const stop = startUp.subscribe((state) => seen.push(state))
  await whenReady(1)
  stop()
  expect(seen).toEqual([
    { phase: 'unreachable' },
    { phase: 'preparing', job: undefined },
    { phase: 'preparing', job: { progress: 0.4, step: 'units.build' } },
  ])
})

test('grids that are not yet or no longer valid are left out, by the clock of the server', async () => {
  const now = aGrid({ validFrom: '2026-11-22T04:00:00.400Z' })
  const later = aGrid({ validFrom: '2026-12-01T00:00:00Z' })
  const past = aGrid({ validFrom: '2025-01-01T00:00:00Z', validTo: '2026-01-01T00:00:00Z' })
  const plan = { id: 'p', name: 'p', tier: 'basic', rules: { band: { min: 30, max: 60 } } }
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/api/plans') return json({ plans: [plan], next: null })
    return searchParams.has('cursor')
      ? json({ features: [past, later], next: null })
      : json({ features: [now], next: 'c' })
  })
  await loadGrids()
  expect([...gridRegister.get().grids.keys()]).toEqual([now.id])
  expect(gridRegister.get().band).toEqual({ min: 30, max: 60 })
  expect(isActive(aGrid({ validFrom: null }), Date.now())).toBe(false)
})

test('a problem of the server is kept as it was said, once', () => {
  const problem = {
    type: '/problems/stale',
    title: 'Stale',
    status: 412,
    detail: 'At 3, not 2.',
    remedy: 'Read again.',
  }
  reportError(new RequestFailed(problem))
  reportError(new RequestFailed(problem))
  expect(notices.get()).toEqual([{ problem }])
})
