import type { Geometry } from 'geojson'
import { v7 as uuidv7 } from 'uuid'
import type { ImportRecord, RejectedRecord } from '../../../geo-data/records.ts'

export type StagedRecord = {
  ordinal: number
  id: string
  layer: string
  sourceId: string
  properties: string
  geometry: string
}

/** Something repaired, rejected or suspicious, with its id, reason and place. */
export type Finding = {
  rule: string
  severity: 'info' | 'warning' | 'error'
  layer: string
  subject: string
  message: string
  remedy?: string
  size?: number
  place?: Geometry
}

const MOST_LEVELS = 200
const MOST_TEXT = 200

/** A record as its reader gives it: what was put right while reading is said beside it. */
export type ReadRecord = (ImportRecord & { repairs?: string[] }) | RejectedRecord

/** A record as one staging row, or the findings that say why it is none. Texts are cut to what the tables hold. */
export function stageRecord(
  record: ReadRecord,
  ordinal: number,
): { staged?: StagedRecord; findings: Finding[] } {
  if (record.layer === 'rejected') return { findings: [rejection(record)] }
  const { layer, sourceId, geometry, repairs = [], ...properties } = record
  const problem = problemOf(record)
  if (problem) return { findings: [{ ...problem, severity: 'error', layer, subject: sourceId }] }
  const staged = {
    ordinal,
    id: uuidv7(),
    layer,
    sourceId,
    properties: withoutNul(JSON.stringify(cleaned(properties))),
    geometry: JSON.stringify(geometry),
  }
  const finding = { rule: 'repaired-on-reading', severity: 'warning', layer, subject: sourceId } as const
  return { staged, findings: repairs.length > 0 ? [{ ...finding, message: repairs.join(' ') }] : [] }
}

const rejection = ({ rule, sourceId, message, place }: RejectedRecord): Finding => ({
  rule,
  severity: 'error',
  layer: 'rejected',
  subject: sourceId,
  message,
  ...(place ? { place } : {}),
})

/** PostgreSQL text cannot hold U+0000. */
const withoutNul = (json: string) => json.replaceAll('\\u0000', '')

function cleaned(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.trim().slice(0, MOST_TEXT) || null : value,
    ]),
  )
}

type Problem = { rule: string; message: string }

function problemOf(record: ImportRecord): Problem | undefined {
  if (record.layer === 'areas') return areaProblem(record)
  if (record.layer === 'buildings') return levelsProblem(record.levels) ?? countProblem(record)
  if (record.layer === 'units') return countProblem(record)
  return undefined
}

function areaProblem({ name, code }: { name: string; code?: string }): Problem | undefined {
  if (!name.trim()) return { rule: 'name-needed', message: 'The area has no name.' }
  if (code !== undefined && !/^\d{12}$/.test(code))
    return { rule: 'bad-code', message: `The code ${code.slice(0, 40)} is not 12 digits.` }
  return undefined
}

function levelsProblem(levels: number | undefined): Problem | undefined {
  if (levels === undefined || (Number.isInteger(levels) && levels > 0 && levels <= MOST_LEVELS))
    return undefined
  return { rule: 'bad-levels', message: `${levels} levels; a building has 1…${MOST_LEVELS}.` }
}

function countProblem(record: { households?: number; population?: number }): Problem | undefined {
  for (const field of ['households', 'population'] as const) {
    const value = record[field]
    if (value !== undefined && !(Number.isInteger(value) && value >= 0 && value < 2 ** 31))
      return { rule: `bad-${field}`, message: `${value} ${field}; a whole number ≥ 0 is needed.` }
  }
  return undefined
}
