import { invalidRequest } from '../../../platform/errors.ts'
import { readWhole } from '../read-bench-options.ts'
import { CASE_NAMES, type CaseName } from './serve-case.ts'

/** What commander hands over. */
export type TypedServeOptions = {
  database?: string
  polygons: string
  points: string
  seconds: string
  rounds: string
  connections: string
  cases: string
  check?: true
  freshness?: true
  json?: true
  readme?: string | true
}

export type ServeOptions = {
  /** An empty database to work in; absent = a throwaway cluster. */
  databaseUrl: string | undefined
  polygons: number
  points: number
  seconds: number
  rounds: number
  connections: number
  cases: CaseName[]
  what: 'speed' | 'check' | 'freshness'
  isJson: boolean
  readmePath: string | undefined
}

/** @throws DomainError with the option, what it is and what it should be */
export function readServeOptions(typed: TypedServeOptions): ServeOptions {
  if (typed.database !== undefined && !/^postgres(ql)?:\/\//.test(typed.database))
    throw invalidRequest('database', `--database is ${typed.database}; postgres://… is needed.`)
  if (typed.check && typed.freshness)
    throw invalidRequest('check', '--check and --freshness are two runs; give one of them.')
  return {
    databaseUrl: typed.database,
    polygons: readWhole('polygons', typed.polygons, 1),
    points: readWhole('points', typed.points, 1),
    seconds: readWhole('seconds', typed.seconds, 1),
    rounds: readWhole('rounds', typed.rounds, 1),
    connections: readWhole('connections', typed.connections, 2),
    // Grids are edited: incidents need not be there.
    cases: readCases(typed.freshness ? 'polygons-z12,polygons-z14' : typed.cases),
    what: typed.check ? 'check' : typed.freshness ? 'freshness' : 'speed',
    isJson: typed.json === true,
    readmePath: typed.readme === true ? 'README.md' : typed.readme,
  }
}

function readCases(text: string): CaseName[] {
  if (text === 'all') return [...CASE_NAMES]
  return text.split(',').map((name) => {
    const known = CASE_NAMES.find((it) => it === name)
    if (!known)
      throw invalidRequest('cases', `--cases is ${text}; all or some of ${CASE_NAMES.join(',')} is needed.`)
    return known
  })
}
