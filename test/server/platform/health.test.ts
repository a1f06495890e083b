import { expect } from 'vitest'
import { buildApp } from '../../../server/app.ts'
import { rows } from '../../../server/platform/database.ts'
import { test } from '../../support/app.ts'

test('before the first start is done, readiness says what is being worked on', async ({ services, db }) => {
  const id = '01980000-0000-7000-8000-000000000001'
  await rows(
    db,
    `insert into jobs (id, kind, state, progress, step, input, requested_by)
     values (?, 'demo.load', 'running', 0.25, 'import.validate', '{}', 'test')`,
    [id],
  )
  const app = buildApp(services, {
    host: '127.0.0.1',
    allowedHosts: ['localhost'],
    timeZone: 'Asia/Shanghai',
    tileCacheMegabytes: 0,
    isReady: () => false,
  })
  const answer = await app.inject('/health/ready')
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toMatchObject({
    type: '/problems/unavailable',
    job: { id, kind: 'demo.load', progress: 0.25, step: 'import.validate' },
  })
  await app.close()
})
