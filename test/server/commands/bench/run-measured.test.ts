import { expect, test } from 'vitest'
import { runMeasured } from '../../../../server/commands/bench/run-measured.ts'

const node = (code: string) => [process.execPath, '-e', code]

test('the exit code and output of the last command come back, quotes and all', () => {
  const run = runMeasured([
    node('process.stdout.write("no")'),
    node('process.stdout.write("it\'s"); process.exitCode = 3'),
  ])
  expect(run).toMatchObject({ exitCode: 3, stdout: "it's" })
})

test('processor time counts work, all commands together, and no waiting', () => {
  const busy = node('const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end);')
  const idle = node('setTimeout(() => {}, 300)')
  const [once, twice, none] = [[busy], [busy, busy], [idle]].map((commands) => runMeasured(commands))
  expect(twice!.userSeconds).toBeGreaterThan(once!.userSeconds + 0.2)
  expect(none!.userSeconds).toBeLessThan(once!.userSeconds)
  expect(none!.wallSeconds).toBeGreaterThan(0.3)
})
