import { invalidRequest } from '../../platform/errors.ts'
import { readJsonFile } from './read-json-file.ts'

export type Edge = { a: number; b: number; sharedMeters: number }

/**
 * Reads `{"edges": [["a", "b", shared metres], …]}`; 0 m, or no number, is a link (bridge, ferry). A pair that is there
 * twice counts once, with its greater length.
 *
 * @throws DomainError for an id that is not among the units, a length that is negative or not a number
 */
export function readAdjacency(path: string, ids: readonly string[], warnings: string[]): Edge[] {
  const file = readJsonFile(path) as { edges?: unknown } | null
  if (!Array.isArray(file?.edges)) throw invalidRequest(path, `${path} has no list "edges".`)
  const indexOf = new Map(ids.map((id, index) => [id, index]))
  const found = new Map<string, Edge>()
  let loops = 0
  let repeats = 0
  file.edges.forEach((edge: unknown, position) => {
    if (!Array.isArray(edge) || edge.length < 2)
      throw invalidRequest(path, `Edge ${position + 1} of ${path} is not ["a", "b", shared metres].`)
    const [x, y] = edge.slice(0, 2).map((id) => {
      const index = indexOf.get(String(id))
      if (index === undefined)
        throw invalidRequest(path, `Edge ${position + 1} of ${path} names ${id}, which is no unit's id.`)
      return index
    }) as [number, number]
    const sharedMeters = edge[2] ?? 0
    if (typeof sharedMeters !== 'number' || !(sharedMeters >= 0 && Number.isFinite(sharedMeters)))
      throw invalidRequest(path, `Edge ${position + 1} of ${path} is ${edge[2]} m long; a length is ≥ 0.`)
    if (x === y) loops++
    else if (!keepLonger(found, { a: Math.min(x, y), b: Math.max(x, y), sharedMeters })) repeats++
  })
  if (loops > 0) warnings.push(`${loops} edges join a unit with itself: they are left out.`)
  if (repeats > 0)
    warnings.push(`${repeats} edges are there again, with another length: the longest of each counts.`)
  return [...found.values()].sort((p, q) => p.a - q.a || p.b - q.b)
}

/** False when the pair was there already with another length. */
function keepLonger(found: Map<string, Edge>, edge: Edge): boolean {
  const key = `${edge.a} ${edge.b}`
  const known = found.get(key)
  if (!known || known.sharedMeters < edge.sharedMeters) found.set(key, edge)
  return !known || known.sharedMeters === edge.sharedMeters
}
