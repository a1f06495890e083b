import { invalidRequest } from '../../platform/errors.ts'
import { readJsonFile } from './read-json-file.ts'
import type { Unit } from './read-units.ts'

export type CurrentNames = {
  /** Number of each unit's current zone, −1 = none. */
  zoneOf: Int32Array
  /** Name of each numbered zone. */
  names: string[]
  numberOf: ReadonlyMap<string, number>
}

/** Today's zones: a field of the units, or a file `{"unit id": zone, …}` (or `{"assignment": {…}}`) when the name ends in .json[.gz]. */
export function readCurrent(source: string, units: readonly Unit[], warnings: string[]): CurrentNames {
  const isFile = /\.json(\.gz)?$/.test(source)
  const values = isFile ? readAssignment(source, units) : units.map(({ properties }) => properties[source])
  const numberOf = new Map<string, number>()
  const zoneOf = Int32Array.from(values, (value) => {
    if (value === undefined || value === null || value === '') return -1
    const number = numberOf.get(String(value)) ?? numberOf.size
    numberOf.set(String(value), number)
    return number
  })
  if (numberOf.size === 0)
    throw invalidRequest(
      'current',
      `No unit has a zone in ${source}. Give a field of the units or a .json file.`,
    )
  const without = zoneOf.filter((zone) => zone === -1).length
  if (without > 0) warnings.push(`${without} units have no current zone: they are given one.`)
  return { zoneOf, names: [...numberOf.keys()], numberOf }
}

function readAssignment(path: string, units: readonly Unit[]): unknown[] {
  const file = readJsonFile(path) as Record<string, unknown> | null
  const assignment = (file?.assignment ?? file) as Record<string, unknown> | null
  if (typeof assignment !== 'object' || assignment === null || Array.isArray(assignment))
    throw invalidRequest(path, `${path} is not {"unit id": zone, …}.`)
  return units.map(({ id }) => (Object.hasOwn(assignment, id) ? assignment[id] : undefined))
}
