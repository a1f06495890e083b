import type { Feature, FeatureCollection } from 'geojson'
import type { UnitGeometry } from '../../algorithms/topology/unit-topology.ts'
import { invalidRequest } from '../../platform/errors.ts'
import { listTreatments, noTreatments, readGeometry } from './read-geometry.ts'
import { readJsonFile } from './read-json-file.ts'

export type Unit = {
  id: string
  weight: number
  /** The weights after the first, in the order of their fields. */
  furtherWeights: number[]
  properties: Readonly<Record<string, unknown>>
  geometry: UnitGeometry
}
export type UnitFile = { units: Unit[]; warnings: string[] }

type UnitFields = { weight: string; furtherWeights?: readonly string[]; id?: string }

/**
 * Reads the units of a GeoJSON file and refuses what no plan could be made from; what can be treated is, and is listed.
 *
 * @throws DomainError naming the field, both numbers and the first offender
 */
export function readUnits(path: string, fields: UnitFields): UnitFile {
  const file = readJsonFile(path) as Partial<FeatureCollection> | null
  if (file?.type !== 'FeatureCollection' || !Array.isArray(file.features))
    throw invalidRequest(path, `${path} is not a GeoJSON FeatureCollection.`)
  if (file.features.length === 0) throw invalidRequest(path, `${path} holds no units.`)
  const odd = file.features.findIndex((feature) => feature?.type !== 'Feature')
  if (odd !== -1) throw invalidRequest(path, `Entry ${odd + 1} of ${path} is not a GeoJSON Feature.`)
  const warnings: string[] = []
  const ids = readIds(file.features, fields.id, warnings)
  const [weights, ...furtherWeights] = [fields.weight, ...(fields.furtherWeights ?? [])].map((field) =>
    readWeights(file.features!, field, { ids, warnings }),
  )
  const treated = noTreatments()
  const units = file.features.map((feature, index) => ({
    id: ids[index]!,
    weight: weights![index]!,
    furtherWeights: furtherWeights.map((values) => values[index]!),
    properties: feature.properties ?? {},
    geometry: readGeometry(feature, { id: ids[index]!, treated }),
  }))
  return { units, warnings: [...warnings, ...listTreatments(treated)] }
}

function readIds(features: readonly Feature[], field: string | undefined, warnings: string[]): string[] {
  const raw = features.map((feature) =>
    field ? feature?.properties?.[field] : (feature?.properties?.id ?? feature?.id),
  )
  const isMissing = (id: unknown) => id === undefined || id === null || id === ''
  const missing = raw.filter(isMissing).length
  if (missing === raw.length && !field) {
    warnings.push(`No unit has an id: they are numbered 1…${raw.length} in the order of the file.`)
    return raw.map((_, index) => String(index + 1))
  }
  if (missing > 0)
    throw invalidRequest(
      field ?? 'id',
      `${missing} of ${raw.length} units have no ${field ?? 'id'}, the first at position ${raw.findIndex(isMissing) + 1}.`,
    )
  const nested = raw.find((id) => typeof id === 'object')
  if (nested !== undefined)
    throw invalidRequest(field ?? 'id', `${JSON.stringify(nested)} is no id; a text or a number is needed.`)
  const ids = raw.map(String)
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) throw invalidRequest(field ?? 'id', `The id ${id} is there more than once.`)
    seen.add(id)
  }
  return ids
}

function readWeights(
  features: readonly Feature[],
  field: string,
  { ids, warnings }: { ids: readonly string[]; warnings: string[] },
): number[] {
  const raw = features.map((feature) => feature?.properties?.[field])
  const isMissing = (weight: unknown) =>
    weight === undefined || weight === null || (typeof weight === 'string' && weight.trim() === '')
  const missing = raw.filter(isMissing).length
  if (missing === raw.length) {
    const known = Object.keys(features[0]?.properties ?? {}).join(', ') || 'none'
    throw invalidRequest('weight', `No unit has the field ${field}. The fields are: ${known}.`)
  }
  if (missing > 0) warnings.push(`${missing} of ${raw.length} units have no ${field}: they count as 0.`)
  return raw.map((value, index) => {
    const weight = isMissing(value) ? 0 : Number(value)
    if (
      typeof value === 'boolean' || typeof value === 'object' ? !isMissing(value) : !Number.isFinite(weight)
    )
      throw invalidRequest(
        field,
        `Unit ${ids[index]} has ${field} = ${JSON.stringify(value)}; a number is needed.`,
      )
    if (weight < 0)
      throw invalidRequest(field, `Unit ${ids[index]} has ${field} = ${weight}; a weight is ≥ 0.`)
    return weight
  })
}
