/** Quantities as readers of each language write them. */
import type { Language } from '../state/language.ts'

/** 11826 → `11,826` */
export const formatCount = (value: number, language: Language): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value)

/** Square metres below one hectare, hectares below one square kilometre, then square kilometres. */
export function formatArea(squareMeters: number, language: Language): string {
  const [value, unit, digits] =
    squareMeters < 1e4
      ? [squareMeters, { 'zh-CN': '平方米', en: 'm²' }, 0]
      : squareMeters < 1e6
        ? [squareMeters / 1e4, { 'zh-CN': '公顷', en: 'ha' }, 1]
        : [squareMeters / 1e6, { 'zh-CN': '平方公里', en: 'km²' }, 2]
  return `${inDigits(value, language, digits)} ${unit[language]}`
}

/** Metres below one kilometre, then kilometres. */
export function formatDistance(meters: number, language: Language): string {
  const [value, unit, digits] =
    meters < 1000
      ? [meters, { 'zh-CN': '米', en: 'm' }, 0]
      : [meters / 1000, { 'zh-CN': '公里', en: 'km' }, 2]
  return `${inDigits(value, language, digits)} ${unit[language]}`
}

/** A moment as the local day: what a date of validity means. */
export const formatDay = (isoTime: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(isoTime))

/** 0.256 → `26%` */
export const formatShare = (share: number, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share)

const inDigits = (value: number, language: Language, digits: number) =>
  new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  )
