import { expect } from 'vitest'
import {
  assertInside,
  issueKey,
  jurisdictionOf,
  listKeys,
  revokeKey,
} from '../../../../server/domains/identity/index.ts'
import { rows } from '../../../../server/platform/database.ts'
import { test } from '../../../support/app.ts'
import { aKey, anArea } from '../../../support/builders.ts'

const key = { name: '数据中心', role: 'planner', areaIds: null, expiresAt: null } as const

test('a secret is shown once and stored as its SHA-256 only', async ({ db }) => {
  const issued = await issueKey(db, key, 'test')
  expect(issued.secret).toMatch(/^wgk_[A-Za-z0-9_-]{43}$/)
  const [listed] = await listKeys(db)
  expect(listed).toEqual({
    id: issued.id,
    name: '数据中心',
    role: 'planner',
    areaIds: null,
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    expiresAt: null,
    revokedAt: null,
    state: 'valid',
  })
  const [stored] = await rows<{ text: string }>(db, 'select api_keys::text as text from api_keys')
  expect(stored?.text).not.toContain(issued.secret.slice(4))
})

test('issuing and revoking leave an audit row and an event row', async ({ db }) => {
  const { id } = await issueKey(db, key, 'test')
  await revokeKey(db, id, 'test')
  expect(await rows(db, 'select actor, action, entity, entity_id from audit_entries order by id')).toEqual([
    { actor: 'test', action: 'issued', entity: 'api-key', entity_id: id },
    { actor: 'test', action: 'revoked', entity: 'api-key', entity_id: id },
  ])
  expect(await rows(db, 'select kind from events order by id')).toEqual([
    { kind: 'api-key.issued' },
    { kind: 'api-key.revoked' },
  ])
})

test('a key for an unknown area, role or past is refused and nothing is stored', async ({ db }) => {
  const nowhere = '01900000-0000-7000-8000-000000000000'
  await expect(issueKey(db, { ...key, areaIds: [nowhere] }, 'test')).rejects.toThrow(`no area ${nowhere}`)
  await expect(issueKey(db, { ...key, areaIds: [] }, 'test')).rejects.toThrow('at least one area')
  await expect(issueKey(db, { ...key, role: 'king' as never }, 'test')).rejects.toThrow('no role king')
  await expect(issueKey(db, { ...key, expiresAt: new Date(0) }, 'test')).rejects.toThrow('expired')
  await expect(issueKey(db, { ...key, name: ' ' }, 'test')).rejects.toThrow('1 to 200')
  expect(await listKeys(db)).toEqual([])
})

test('revoking a key that is not there says so; revoking twice changes nothing', async ({ db }) => {
  await expect(revokeKey(db, '01900000-0000-7000-8000-000000000000', 'test')).rejects.toThrow('No API key')
  const { id } = await aKey(db)
  const first = await revokeKey(db, id, 'test')
  expect(await revokeKey(db, id, 'test')).toEqual(first)
})

test('a jurisdiction is a set of areas with everything below them', async ({ db }) => {
  const county = await anArea(db, { level: 'county' })
  const east = await anArea(db, { level: 'town', county, parent: county })
  const west = await anArea(db, { level: 'town', county, parent: county })
  const village = await anArea(db, { level: 'community', county, parent: east })
  const caller = { name: '东镇', areaIds: [east] }
  expect(await jurisdictionOf(db, caller)).toEqual(new Set([east, village]))
  expect(await jurisdictionOf(db, { areaIds: null })).toBeNull()
  await assertInside(db, caller, [east, village])
  await expect(assertInside(db, caller, [village, west])).rejects.toThrow(
    `Area ${west} is outside the jurisdiction of 东镇.`,
  )
})
