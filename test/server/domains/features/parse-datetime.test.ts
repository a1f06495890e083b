import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDatetime } from '../../../../server/domains/features/parse-datetime.ts'
import { DomainError } from '../../../../server/platform/errors.ts'

const read = (text: string, timeZone = 'Asia/Shanghai') => {
  const { from, to, excludesEnd } = parseDatetime(text, timeZone)
  const show = (date: Date | null) => date?.toISOString().replace('.000Z', 'Z') ?? '..'
  return `${show(from)} ${show(to)}${excludesEnd ? ' excluded' : ''}`
}

test.for<[string, string]>([
  ['2026-01-31T08:00:00Z', '2026-01-31T08:00:00Z 2026-01-31T08:00:00Z'],
  ['2026-01-31t08:00:00.5z', '2026-01-31T08:00:00.500Z 2026-01-31T08:00:00.500Z'],
  ['2026-01-31T08:00:00+08:00', '2026-01-31T00:00:00Z 2026-01-31T00:00:00Z'],
  ['2026-01-31', '2026-01-30T16:00:00Z 2026-01-31T16:00:00Z excluded'],
  ['2026-01-31/2026-02-01', '2026-01-30T16:00:00Z 2026-02-01T16:00:00Z excluded'],
  ['2026-01-31/P1M', '2026-01-30T16:00:00Z 2026-02-27T16:00:00Z excluded'],
  ['2026-03-01/P1M', '2026-02-28T16:00:00Z 2026-03-31T16:00:00Z excluded'],
  ['P1Y/2024-02-29', '2023-02-27T16:00:00Z 2024-02-29T16:00:00Z excluded'],
  ['2024-02-29T00:00:00Z/P1Y', '2024-02-29T00:00:00Z 2025-02-28T00:00:00Z'],
  ['2026-01-01T00:00:00Z/P1DT2H3M4S', '2026-01-01T00:00:00Z 2026-01-02T02:03:04Z'],
  ['2026-01-01T00:00:00Z/P0D', '2026-01-01T00:00:00Z 2026-01-01T00:00:00Z'],
  ['9999-12-31', '9999-12-30T16:00:00Z 9999-12-31T16:00:00Z excluded'],
  ['../..', '.. ..'],
  ['/', '.. ..'],
])('%s means %s', ([text, expected]) => {
  expect(read(text)).toBe(expected)
})

test('a day begins when the clocks of the zone say so, in summer too', () => {
  expect(read('2026-07-01', 'Europe/Berlin')).toBe('2026-06-30T22:00:00Z 2026-07-01T22:00:00Z excluded')
  // The day on which clocks go forward has 23 hours.
  expect(read('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00Z 2026-03-29T22:00:00Z excluded')
})

test('whatever is given, it is read or refused with a reason', () => {
  const pieces = [
    '2026-01-31',
    '2026-01-31T00:00:00Z',
    '9999-12-31',
    '1000-01-01',
    'P1D',
    'P9Y',
    'P',
    '..',
    '/',
    'T',
    '',
    ' ',
    '-',
    '2026-02-30',
    'P999999M',
  ]
  const texts = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(
      texts,
      fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'),
      (text, zone) => {
        try {
          const { from, to } = parseDatetime(text, zone)
          for (const date of [from, to]) if (date) expect(date.toISOString()).toMatch(/^\d{4}-/)
          if (from && to) expect(from.getTime()).toBeLessThanOrEqual(to.getTime())
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError)
          expect(error).toMatchObject({ kind: 'invalid-request', facts: { field: 'querystring/datetime' } })
        }
      },
    ),
  )
})
