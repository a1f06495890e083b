import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { invalidRequest } from '../../platform/errors.ts'

/** What commander hands over. */
export type TypedBenchOptions = {
  data?: string
  scorer?: string
  seeds: string
  units?: string
  small: string
  growth?: true
  readme?: string | true
}

export type BenchOptions = {
  data: string | undefined
  scorer: string | undefined
  seeds: number
  /** Sizes of invented cities; with --growth, the steps. */
  units: number[]
  smallCases: number
  isGrowth: boolean
  readmePath: string | undefined
}

const LEAST_UNITS = 12
const [CITIES, GROWTH] = ['1000,4000', '1000,4000,16000,64000,256000']

/** @throws DomainError with the option, what it is and what it should be */
export function readBenchOptions(typed: TypedBenchOptions): BenchOptions {
  if (typed.data && !existsSync(join(typed.data, 'partition')))
    throw invalidRequest('data', `--data is ${typed.data}; there is no folder partition in it.`)
  if (typed.scorer && !existsSync(typed.scorer))
    throw invalidRequest('scorer', `--scorer is ${typed.scorer}; there is no such file.`)
  return {
    data: typed.data || undefined,
    scorer: typed.scorer,
    seeds: readWhole('seeds', typed.seeds, 1),
    units: (typed.units ?? (typed.growth ? GROWTH : CITIES))
      .split(',')
      .filter((text) => text !== '')
      .map((text) => readWhole('units', text, LEAST_UNITS)),
    smallCases: readWhole('small', typed.small, 0),
    isGrowth: typed.growth === true,
    readmePath: typed.readme === true ? 'README.md' : typed.readme,
  }
}

export function readWhole(option: string, text: string, least: number): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isInteger(number) && number >= least) return number
  throw invalidRequest(option, `--${option} is ${text}; a whole number of ${least} or more is needed.`)
}
