import { expect, test } from 'vitest'
import {
  formatArea,
  formatCount,
  formatDay,
  formatDistance,
  formatShare,
} from '../../web/ui/format-quantities.ts'

test('numbers are grouped by thousands', () => {
  expect(formatCount(11826, 'zh-CN')).toBe('11,826')
  expect(formatCount(11826, 'en')).toBe('11,826')
})

test.for([
  [850, '850 平方米', '850 m²'],
  [42_600, '4.3 公顷', '4.3 ha'],
  [5_300_000, '5.30 平方公里', '5.30 km²'],
] as const)('%i square metres', ([squareMeters, zh, en]) => {
  expect(formatArea(squareMeters, 'zh-CN')).toBe(zh)
  expect(formatArea(squareMeters, 'en')).toBe(en)
})

test.for([
  [312.4, '312 米', '312 m'],
  [1561, '1.56 公里', '1.56 km'],
] as const)('%i metres', ([meters, zh, en]) => {
  expect(formatDistance(meters, 'zh-CN')).toBe(zh)
  expect(formatDistance(meters, 'en')).toBe(en)
})

test('a day and a share are written as each language does', () => {
  expect(formatDay('2026-11-22T12:00:00Z', 'zh-CN')).toBe('2026年11月22日')
  expect(formatDay('2026-11-22T12:00:00Z', 'en')).toBe('November 22, 2026')
  expect(formatShare(0.256, 'en')).toBe('26%')
})
