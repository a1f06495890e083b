import { writeFileSync } from 'node:fs'
import { DomainError } from '../../../platform/errors.ts'
import { output } from './bench-scope.ts'

/** Requests in rotation; `tags` go with them as If-None-Match. */
export type WrkRequests = Readonly<{
  paths: readonly string[]
  headers: Readonly<Record<string, string>>
  tags?: readonly string[]
}>
export type WrkFigures = {
  requestsPerSecond: number
  /** Heads included. */
  bytesPerAnswer: number
  p50Milliseconds: number
  p99Milliseconds: number
  failures: number
}
export type Load = Readonly<{ connections: number; seconds: number }>

const MARK = 'wangge '

/** Answers are not looked at here, that would be wrk's work and not the server's: they were, before; statuses are counted. */
export function wrkScript({ paths, headers, tags }: WrkRequests): string {
  const list = (words: readonly string[]) => `{ ${words.map((word) => JSON.stringify(word)).join(', ')} }`
  const fixed = Object.entries(headers).map(
    ([name, value]) => `[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  )
  return `local paths = ${list(paths)}
local tags = ${list(tags ?? [])}
local requests, at = {}, 0
function init()
  for i, path in ipairs(paths) do
    local headers = { ${fixed.join(', ')} }
    if tags[i] then headers["If-None-Match"] = tags[i] end
    requests[i] = wrk.format("GET", path, headers)
  end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('${MARK}{"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p99":%d,"failures":%d}\\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
`
}

export function parseWrk(printed: string): WrkFigures {
  const line = printed.split('\n').find((it) => it.startsWith(MARK))
  if (!line) throw new DomainError('unavailable', `wrk printed no figures: ${printed.trim()}`)
  const raw = JSON.parse(line.slice(MARK.length)) as Record<string, number>
  const { requests = 0, microseconds = 1, bytes = 0, p50 = 0, p99 = 0, failures = 0 } = raw
  return {
    requestsPerSecond: (requests / microseconds) * 1e6,
    bytesPerAnswer: requests === 0 ? 0 : bytes / requests,
    p50Milliseconds: p50 / 1000,
    p99Milliseconds: p99 / 1000,
    failures,
  }
}

/** @throws DomainError when an answer was none: a figure with failures in it means nothing */
export async function runWrk(
  wrk: string,
  { origin, script, scriptPath }: { origin: string; script: string; scriptPath: string },
  { connections, seconds }: Load,
): Promise<WrkFigures> {
  writeFileSync(scriptPath, script)
  const words = [
    '-t',
    '2',
    '-c',
    String(connections),
    '-d',
    `${seconds}s`,
    '--timeout',
    '30s',
    '-s',
    scriptPath,
  ]
  const figures = parseWrk(await output(wrk, [...words, origin]))
  if (figures.failures > 0 || figures.requestsPerSecond === 0)
    throw new DomainError('unavailable', `${origin} failed ${figures.failures} requests of wrk.`)
  return figures
}
