import type { Expression } from '../../algorithms/cql2/expression.ts'
import { FilterProblem, MOST_CHARACTERS } from '../../algorithms/cql2/filter-limits.ts'
import { parseCql2Json } from '../../algorithms/cql2/parse-cql2-json.ts'
import { parseCql2Text } from '../../algorithms/cql2/parse-cql2-text.ts'
import { invalidRequest } from '../../platform/errors.ts'

export type FilterLanguage = 'cql2-text' | 'cql2-json'

/**
 * Reads the `filter` of a request.
 * @param filter text in either language, or a JSON value of a body
 * @param language of `filter-lang`
 * @param field what an error names: `querystring/filter`, `body/filter`
 * @throws DomainError `invalid-request` saying where the filter is wrong
 */
export function parseFilter(filter: unknown, language: FilterLanguage, field: string): Expression {
  try {
    if (language === 'cql2-json') return parseCql2Json(typeof filter === 'string' ? jsonOf(filter) : filter)
    if (typeof filter !== 'string') throw new FilterProblem('A filter in cql2-text is a text.')
    return parseCql2Text(filter)
  } catch (error) {
    throw error instanceof FilterProblem ? invalidRequest(field, error.message) : error
  }
}

function jsonOf(text: string): unknown {
  if (text.length > MOST_CHARACTERS)
    throw new FilterProblem(`The filter has ${text.length} characters; at most ${MOST_CHARACTERS} are read.`)
  try {
    return JSON.parse(text)
  } catch {
    throw new FilterProblem('The filter is not JSON, which filter-lang says it is.')
  }
}
