/** Whatever a parameter holds, the answer is features, or a problem that is the client's. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { SERVED_URIS } from '../../../../server/domains/features/served-crs.ts'
import { test } from '../../../support/app.ts'
import { anArea, anIncident } from '../../../support/builders.ts'

const number = fc.oneof(
  fc.double({ min: -200, max: 200, noNaN: true }),
  fc.double({ noNaN: false }),
  fc.constantFrom(0, -0, 90, -90, 180, -180, 20_037_508.34, 40_500_000, 3_300_000, 1e308),
)
const uri = fc.oneof(fc.constantFrom(...SERVED_URIS), fc.webUrl(), fc.string())
const moment = fc.oneof(
  fc.constantFrom('..', '', 'P1D', 'P1M', '2026-01-01', '2026-01-01T00:00:00Z', '9999-12-31', '2026-02-30'),
  fc
    .date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString()),
)
const names = fc.constantFrom(
  'class',
  'state',
  'reportedAt',
  'closedAt',
  'id',
  'geometry',
  'nothing',
  '',
  '__proto__',
)

const parameters: Record<string, fc.Arbitrary<string>> = {
  bbox: fc.array(number, { minLength: 3, maxLength: 7 }).map((numbers) => numbers.join(',')),
  'bbox-crs': uri,
  datetime: fc.oneof(
    fc.tuple(moment, moment).map((ends) => ends.join('/')),
    moment,
    fc.string(),
  ),
  crs: uri,
  sortby: fc.oneof(
    fc
      .array(fc.tuple(fc.constantFrom('+', '-', '', ' '), names).map((parts) => parts.join('')))
      .map((keys) => keys.join(',')),
    fc.string(),
  ),
  properties: fc.oneof(
    fc.array(names).map((all) => all.join(',')),
    fc.string(),
  ),
  f: fc.oneof(fc.constantFrom('json', 'html', 'geojsonseq', 'csv', 'fgb'), fc.string()),
  limit: fc.oneof(
    fc.integer().map(String),
    fc.constantFrom('1', '10001', '1e9', '99999999999999999999'),
    fc.string(),
  ),
  filter: fc.oneof(
    fc.constantFrom("class = '0101'", 'reportedAt > 1', 'S_INTERSECTS(geometry,POINT(120 30))'),
    fc.string(),
  ),
  'filter-lang': fc.constantFrom('cql2-text', 'cql2-json', 'cql'),
  'filter-crs': uri,
  skipGeometry: fc.constantFrom('true', 'false', '1'),
  cursor: fc.oneof(
    fc
      .array(fc.option(fc.string()), { maxLength: 4 })
      .map((values) => Buffer.from(JSON.stringify(values)).toString('base64url')),
    fc.string(),
  ),
  class: fc.string(),
  reportedAt: moment,
}

/** Characters that stand for themselves where they should not, and escapes that break. */
const escaped = (text: string) =>
  fc.constantFrom(encodeURIComponent(text), encodeURI(text).replaceAll('#', '%23').replaceAll('&', '%26'))

test('any parameters, alone and together, once and twice', async ({ app, db }) => {
  const county = await anArea(db)
  await anIncident(db, { county })
  const pair = fc
    .constantFrom(...Object.keys(parameters))
    .chain((name) => parameters[name]!.chain(escaped).map((value) => `${name}=${value}`))
  const query = fc.array(pair, { minLength: 1, maxLength: 4 }).map((pairs) => pairs.join('&'))
  const statuses = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(query, fc.constantFrom('incidents', 'grids', 'areas'), async (text, collection) => {
      const answer = await app.inject(`/ogc/collections/${collection}/items?${text}`)
      statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
      expect([200, 204, 400], `${text}: ${answer.body.slice(0, 300)}`).toContain(answer.statusCode)
      if (answer.statusCode === 400)
        expect(answer.headers['content-type']).toContain('application/problem+json')
    }),
    { numRuns: 600 },
  )
  expect(statuses.get(200)).toBeGreaterThan(20)
  expect(statuses.get(400)).toBeGreaterThan(20)
})

test('any box of any system', async ({ app, db }) => {
  await anArea(db)
  // Numbers of the size that the system counts in.
  const box = fc.constantFrom(...SERVED_URIS).chain((crs) => {
    const isMetres = /EPSG\/0\/(3857|4[45]\d\d)$/.test(crs) && !crs.endsWith('4490')
    const ordinate = isMetres
      ? fc.double({ min: -5e6, max: 5e7, noNaN: true })
      : fc.double({ min: -180, max: 180, noNaN: true })
    return fc.tuple(fc.constant(crs), fc.array(ordinate, { minLength: 4, maxLength: 4 }))
  })
  await fc.assert(
    fc.asyncProperty(box, async ([crs, numbers]) => {
      const sorted = [
        Math.min(numbers[0]!, numbers[2]!),
        Math.min(numbers[1]!, numbers[3]!),
        Math.max(numbers[0]!, numbers[2]!),
        Math.max(numbers[1]!, numbers[3]!),
      ]
      const answer = await app.inject(`/ogc/collections/areas/items?bbox=${sorted.join(',')}&bbox-crs=${crs}`)
      expect([200, 400], answer.body.slice(0, 300)).toContain(answer.statusCode)
    }),
    { numRuns: 300 },
  )
})
