import { spawnSync } from 'node:child_process'

export type Measured = {
  exitCode: number
  stdout: string
  stderr: string
  userSeconds: number
  wallSeconds: number
}

/** As the shell's `times` prints the user and system seconds of its children, last: `0m1.234s 0m0.056s`. */
const TIMES = /(\d+)m([\d.,]+)s \S+\s*$/

/**
 * Runs commands one after the other and says how much processor time they took together, threads and children included.
 *
 * The shell's own `times` counts them: it is there wherever a POSIX shell is, and needs no further program. Its clock
 * ticks may be 10 ms long, so short commands are measured many at once.
 *
 * @param commands programs with their arguments; what all but the last print is dropped
 */
export function runMeasured(commands: readonly (readonly string[])[]): Measured {
  const lines = commands.map((words, index) => {
    const line = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
    return index === commands.length - 1 ? line : `${line} >/dev/null 2>&1`
  })
  const started = performance.now()
  const { status, output, error } = spawnSync(
    'sh',
    ['-c', `${lines.join('\n')}\ncode=$?\ntimes >&3\nexit $code`],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      maxBuffer: 256e6,
    },
  )
  const wallSeconds = (performance.now() - started) / 1000
  if (error) throw error
  const [, minutes, seconds] = TIMES.exec(output[3] ?? '') ?? []
  return {
    exitCode: status ?? 1,
    stdout: output[1] ?? '',
    stderr: output[2] ?? '',
    userSeconds: Number(minutes) * 60 + Number(seconds?.replace(',', '.')),
    wallSeconds,
  }
}
