import { expect, test } from 'vitest'
import {
  boundLiteral,
  dateLiteral,
  firstMoment,
  intervalLiteral,
  lastMoment,
  timestampLiteral,
} from '../../../../server/algorithms/cql2/temporal-literal.ts'

test.each(['2024-02-29', '0001-01-01', '9999-12-31', '2000-02-29'])('%s is a day', (text) => {
  expect(dateLiteral(text)).toEqual({ kind: 'date', value: text })
})

test.each([
  '2023-02-29',
  '1900-02-29',
  '0000-01-01',
  '2026-00-10',
  '2026-04-31',
  '2026-1-1',
  '2026-13-01',
  '',
])('%s is no day', (text) => {
  expect(() => dateLiteral(text)).toThrow('is not a date')
})

test.each([
  '2026-03-01T24:00:00Z',
  '2026-03-01T08:00:60Z',
  '2026-03-01T08:00:00',
  '2026-03-01T08:00:00+08:00',
  '2026-02-30T08:00:00Z',
  '2026-03-01T08:00:00.1234567890Z',
])('%s is no moment', (text) => {
  expect(() => timestampLiteral(text)).toThrow('is not a timestamp; it is written in UTC like')
})

test('a bound is a day, a moment or open', () => {
  expect(boundLiteral('..')).toEqual({ kind: 'unbounded' })
  expect(boundLiteral('2026-03-01').kind).toBe('date')
  expect(boundLiteral('2026-03-01T08:00:00.5Z').kind).toBe('timestamp')
})

test('a day lasts until its last microsecond', () => {
  const day = dateLiteral('2026-03-01')
  expect([firstMoment(day), lastMoment(day)]).toEqual(['2026-03-01T00:00:00Z', '2026-03-01T23:59:59.999999Z'])
})

test('an interval may be one day or one moment, but not run backwards', () => {
  const [day, noon] = [dateLiteral('2026-03-01'), timestampLiteral('2026-03-01T12:00:00Z')]
  expect(intervalLiteral(day, day)).toEqual({ kind: 'interval', start: day, end: day })
  expect(() => intervalLiteral(noon, day)).not.toThrow()
  expect(() => intervalLiteral(noon, dateLiteral('2026-02-28'))).toThrow(
    'The interval starts at 2026-03-01T12:00:00Z, after its end 2026-02-28.',
  )
})
