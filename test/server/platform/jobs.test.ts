import { expect } from 'vitest'
import { rows } from '../../../server/platform/database.ts'
import { test } from '../../support/app.ts'

test('a job whose process has died is taken up by another that runs already, three times at most', async ({
  services: { db, jobs },
}) => {
  const taken: string[] = []
  jobs.register('note', async ({ jobId }) => taken.push(jobId.slice(-1)))
  await rows(
    db,
    /* sql */ `
    insert into jobs (id, kind, input, requested_by, state, attempts, heartbeat_at)
    select ('00000000-0000-0000-0000-00000000000' || n)::uuid, 'note', '{}', 'test', 'running', attempts, now() - seconds * interval '1 second'
    from (values (1, 1, 61), (2, 1, 30), (3, 3, 61)) as left_over (n, attempts, seconds)`,
  )
  await jobs.drain()
  expect(taken).toEqual(['1'])
})
