/**
 * Division codes that no real place has: GB/T 2260 gives the first two digits to provinces and uses none from 92 to 99.
 *
 *      99 01 21 100 001     province · city · county · town (001 subdistrict, 100 town, 200 township)
 *                                    · community (001–199 residents' committee, 200–399 villagers' committee)
 */
import type { CountyPlan } from './region-plan.ts'

export const DEMO_PROVINCE: CountyPlan = {
  code: '990000000000',
  name: { name: '示例省（虚构）', nameEn: 'Demo Province (fictional)' },
}

export const DEMO_CITY: CountyPlan = {
  code: '990100000000',
  name: { name: '临云市（示例）', nameEn: 'Linyun City (fictional demo)' },
}

export const DEMO_COUNTIES: CountyPlan[] = [
  { code: '990121000000', name: { name: '云泽县（示例）', nameEn: 'Yunze County (fictional demo)' } },
  { code: '990122000000', name: { name: '兰陂县（示例）', nameEn: 'Lanpi County (fictional demo)' } },
  { code: '990123000000', name: { name: '梧川县（示例）', nameEn: 'Wuchuan County (fictional demo)' } },
]

export function townCode(county: CountyPlan, threeDigits: number): string {
  return `${county.code.slice(0, 6)}${String(threeDigits).padStart(3, '0')}000`
}

export function communityCode(ofTown: string, threeDigits: number): string {
  return ofTown.slice(0, 9) + String(threeDigits).padStart(3, '0')
}
