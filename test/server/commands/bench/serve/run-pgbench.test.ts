import { expect, test } from 'vitest'
import {
  parsePgbench,
  pgbenchScript,
  withSettings,
} from '../../../../../server/commands/bench/serve/run-pgbench.ts'

test('each transaction draws one of the tiles; the statement has its address as parameters', () => {
  const tiles = [
    { z: 12, x: 3340, y: 1771 },
    { z: 12, x: 3341, y: 1772 },
  ]
  expect(pgbenchScript(tiles, ({ z, x, y }) => `select f(${z}, ${x}, ${y})`)).toBe(
    `\\set i random(0, 1)
\\set z case when :i = 0 then 12 when :i = 1 then 12 end
\\set x case when :i = 0 then 3340 when :i = 1 then 3341 end
\\set y case when :i = 0 then 1771 when :i = 1 then 1772 end
select f(:z, :x, :y);
`,
  )
})

const PRINTED = `transaction type: /tmp/x/pgbench.sql
query mode: prepared
number of clients: 16
number of transactions actually processed: 368
number of failed transactions: 0 (0.000%)
latency average = 232.1 ms
initial connection time = 41.0 ms
tps = 68.934812 (without initial connection time)
`

test('the rate without the time to connect counts', () => {
  expect(parsePgbench(PRINTED)).toBe(68.934812)
})

test.for([
  PRINTED.replace('failed transactions: 0', 'failed transactions: 7'),
  'pgbench: error: connection failed',
  PRINTED.replace('tps = 68.934812', 'tps = 0.000000'),
])('a run that failed is no figure', (printed) => {
  expect(() => parsePgbench(printed)).toThrow('pgbench made no tiles')
})

test('settings go with the address of the database', () => {
  const settings = '-c jit=off'
  expect(withSettings('postgres://a@h/d', settings)).toBe('postgres://a@h/d?options=-c%20jit%3Doff')
  expect(withSettings('postgres://a@h/d?sslmode=disable', settings)).toBe(
    'postgres://a@h/d?sslmode=disable&options=-c%20jit%3Doff',
  )
  expect(withSettings('postgres://a@h/d', '')).toBe('postgres://a@h/d')
})
