import type { Band, Preference } from '../../algorithms/partition/partition-units.ts'
import { invalidRequest } from '../../platform/errors.ts'

/** What commander hands over: texts as they were typed. */
export type TypedOptions = {
  weight?: string[]
  min?: string
  max?: string
  target?: string
  zones?: string
  within?: string
  id?: string
  adjacency?: string
  barriers?: string
  current?: string
  lock?: string
  prefer?: string
  measure?: string
  seed?: string
  time?: string
  tiers?: string
  alternatives?: string
  threads?: string
  out?: string
  assignment?: string
  json?: true
}

/** A field that the zones are balanced by, with its band. */
export type WeightBand = Band & { field: string }

export type PartitionRequest = {
  /** At least one; the first is the one with a target, and the one that counts as moved. */
  weights: [WeightBand, ...WeightBand[]]
  target?: number
  zones?: number
  prefer?: Preference
  measure: 'length' | 'edges'
  seed: number
  seconds?: number
  locks: string[]
  tier?: { min: number; max: number }
  alternatives: number
  threads?: number
}

const PREFERENCES: readonly string[] = ['balance', 'compact', 'boundaries', 'stability']

/**
 * Checks the numbers and choices of a `wangge partition` call.
 *
 * @throws DomainError with the option, what it is and what it should be
 */
export function readOptions(typed: TypedOptions): PartitionRequest {
  const weights = readWeightBands(typed)
  const [band] = weights
  const { target, zones, prefer, seconds } = {
    target: readNumber('target', typed.target, { above: 0 }),
    zones: readNumber('zones', typed.zones, { from: 1, isWhole: true }),
    prefer: readChoice('prefer', typed.prefer, PREFERENCES) as Preference | undefined,
    seconds: readNumber('time', typed.time, { above: 0 }),
  }
  if (typed.lock && !typed.current)
    throw invalidRequest('lock', '--lock names zones of today: give --current too.')
  if (prefer === 'stability' && !typed.current)
    throw invalidRequest('prefer', '--prefer stability keeps the zones of today: give --current too.')
  if (target !== undefined && (target < band.min || target > band.max))
    throw invalidRequest('target', `--target ${target} is outside the band ${band.min}–${band.max}.`)
  return {
    weights,
    measure: (readChoice('measure', typed.measure, ['length', 'edges']) ?? 'length') as 'length' | 'edges',
    seed: readNumber('seed', typed.seed, { from: 0, isWhole: true }) ?? 1,
    locks: typed.lock?.split(',').map((name) => name.trim()) ?? [],
    alternatives: readNumber('alternatives', typed.alternatives, { from: 1, isWhole: true }) ?? 1,
    ...(target !== undefined && { target }),
    ...(zones !== undefined && { zones }),
    ...(prefer && { prefer }),
    ...(seconds !== undefined && { seconds }),
    ...(typed.threads !== undefined && {
      threads: readNumber('threads', typed.threads, { from: 1, isWhole: true })!,
    }),
    ...(typed.tiers !== undefined && { tier: readPair('tiers', typed.tiers) }),
  }
}

const BAND_IN_ONE = /^(.+):([^:]+):([^:]+)$/

/** `--weight FIELD --min N --max N`, or all in one, once or repeated: `--weight FIELD:MIN:MAX`. */
function readWeightBands({ weight, min, max }: TypedOptions): [WeightBand, ...WeightBand[]] {
  if (!weight?.length) throw invalidRequest('weight', 'Give --weight FIELD: what the zones are balanced by.')
  if ((min ?? max) !== undefined && weight.some((text) => BAND_IN_ONE.test(text)))
    throw invalidRequest(
      min === undefined ? 'max' : 'min',
      'The band is given twice: in --weight FIELD:MIN:MAX, and with --min or --max. Leave one of them out.',
    )
  const [first, ...further] = weight.map((text) =>
    readWeightBand(text, { min, max, isOnly: weight.length === 1 }),
  )
  const fields = [first!, ...further].map(({ field }) => field)
  const twice = fields.find((field, index) => fields.indexOf(field) !== index)
  if (twice !== undefined)
    throw invalidRequest('weight', `--weight ${twice} is given twice; each field has one band.`)
  return [first!, ...further]
}

type TypedBand = { min: string | undefined; max: string | undefined; isOnly: boolean }

function readWeightBand(text: string, { min, max, isOnly }: TypedBand): WeightBand {
  const inOne = BAND_IN_ONE.exec(text)
  if (inOne) return { field: inOne[1]!, ...readPair('weight', `${inOne[2]}:${inOne[3]}`) }
  if (!isOnly)
    throw invalidRequest('weight', `--weight ${text} has no band; of several weights each is FIELD:MIN:MAX.`)
  if (min === undefined || max === undefined)
    throw invalidRequest(min === undefined ? 'min' : 'max', 'Give the band: --min N and --max N.')
  return { field: text, ...readPair('min and max', `${min}:${max}`) }
}

function readPair(option: string, text: string): { min: number; max: number } {
  const [minText, maxText, ...rest] = text.split(':')
  const min = readNumber(option, minText, { from: 0 })
  const max = readNumber(option, maxText, { above: 0 })
  if (min === undefined || max === undefined || rest.length > 0)
    throw invalidRequest(option, `${option} is ${text}; MIN:MAX is needed.`)
  if (min > max) throw invalidRequest(option, `The band is empty: min ${min} is above max ${max}.`)
  return { min, max }
}

type Bounds = { from?: number; above?: number; isWhole?: true }

function readNumber(
  option: string,
  text: string | undefined,
  { from, above, isWhole }: Bounds,
): number | undefined {
  if (text === undefined) return undefined
  const number = text.trim() === '' ? Number.NaN : Number(text)
  const isFit =
    Number.isFinite(number) &&
    (from === undefined || number >= from) &&
    (above === undefined || number > above) &&
    (!isWhole || Number.isSafeInteger(number))
  if (isFit) return number
  const wanted = above === undefined ? `${from} or more` : `above ${above}`
  throw invalidRequest(
    option,
    `--${option} is ${text}; a ${isWhole ? 'whole ' : ''}number ${wanted} is needed.`,
  )
}

function readChoice(
  option: string,
  text: string | undefined,
  choices: readonly string[],
): string | undefined {
  if (text === undefined || choices.includes(text)) return text
  throw invalidRequest(option, `--${option} is ${text}; it should be one of ${choices.join(', ')}.`)
}
