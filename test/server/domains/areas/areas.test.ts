import { expect } from 'vitest'
import { test } from '../../../support/app.ts'
import { anArea, square } from '../../../support/builders.ts'

test('areas are listed by level, and a page says where the next one starts', async ({ app, db }) => {
  const county = await anArea(db, { level: 'county', code: '990101000000', name: '云泽县' })
  await anArea(db, { level: 'town', county, parent: county, name: '东镇', geometry: square(120, 30, 0.05) })
  await anArea(db, {
    level: 'town',
    county,
    parent: county,
    name: '西镇',
    geometry: square(120.05, 30, 0.05),
  })
  const first = await app.inject('/api/areas?level=town&limit=1')
  expect(first.statusCode).toBe(200)
  expect(first.json().areas).toMatchObject([{ name: '东镇', parent: county, bbox: [120, 30, 120.05, 30.05] }])
  const [lng, lat] = first.json().areas[0].labelPoint
  expect(lng > 120 && lng < 120.05 && lat > 30 && lat < 30.05).toBe(true)
  const second = await app.inject(`/api/areas?level=town&limit=1&cursor=${first.json().next}`)
  expect(second.json()).toMatchObject({ areas: [{ name: '西镇' }], next: null })
})

test('an area nobody made is not found', async ({ app }) => {
  const answer = await app.inject('/api/areas/01900000-0000-7000-8000-000000000000')
  expect(answer.statusCode).toBe(404)
  expect(answer.headers['content-type']).toContain('application/problem+json')
})

test('a limit that is no number names the field', async ({ app }) => {
  const answer = await app.inject('/api/areas?limit=Infinity')
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ type: '/problems/invalid-request', field: 'querystring/limit' })
})
