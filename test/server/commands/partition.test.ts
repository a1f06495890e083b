import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aSquare } from '../../support/lng-lat-squares.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wangge-partition-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A field of 6 × 6 squares of 50 households, in two villages of three columns. */
const field: FeatureCollection = {
  type: 'FeatureCollection',
  features: Array.from({ length: 36 }, (_, unit): Feature => {
    const column = unit % 6
    const village = column < 3 ? 'west' : 'east'
    const properties = { id: `u${unit}`, households: 50, incidents: unit % 3, village }
    return { type: 'Feature', properties, geometry: aSquare(column, Math.floor(unit / 6)) }
  }),
}

function write(name: string, content: object): string {
  const path = join(folder, name)
  const text = JSON.stringify(content)
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

type Ended = { code: number; stdout: string; stderr: string }

function wangge(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const command = ['tsx', 'server/commands/wangge.ts', 'partition', ...args]
    execFile('npx', command, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}

test('a gzipped file becomes zones, an assignment and figures, inside the villages', async () => {
  const [out, assignment] = [join(folder, 'grids.geojson'), join(folder, 'assignment.json')]
  const band = ['--weight', 'households', '--min', '200', '--max', '400', '--within', 'village']
  const ended = await wangge(
    write('units.geojson.gz', field),
    ...band,
    '--out',
    out,
    '--assignment',
    assignment,
    '--json',
  )
  expect(ended).toMatchObject({ code: 0 })
  const report = JSON.parse(ended.stdout)
  expect(report).toMatchObject({ zones: 6, within_bounds: true, contiguous: true, mean: 300, exceptions: [] })
  expect(Object.keys(report)).toEqual(
    expect.arrayContaining([
      'min',
      'max',
      'max_deviation_percent',
      'cut_edges',
      'internal_boundary_m',
      'seconds',
    ]),
  )
  const zones: Record<string, string> = JSON.parse(readFileSync(assignment, 'utf8'))
  expect(Object.keys(zones)).toHaveLength(36)
  const grids: FeatureCollection<MultiPolygon> = JSON.parse(readFileSync(out, 'utf8'))
  expect(new Set(grids.features.map(({ properties }) => properties!.zone))).toEqual(
    new Set(Object.values(zones)),
  )
  const villages = new Map(
    field.features.map(({ properties }) => [zones[properties!.id]!, new Set<string>()]),
  )
  for (const { properties } of field.features) villages.get(zones[properties!.id]!)!.add(properties!.village)
  expect([...villages.values()].every(({ size }) => size === 1)).toBe(true)
})

test('several weights are held at once, each in its band, and every file names them', async () => {
  const out = join(folder, 'weighed.geojson')
  const weights = ['--weight', 'households:200:400', '--weight', 'incidents:0:6']
  const ended = await wangge(write('weighed-units.geojson', field), ...weights, '--out', out, '--json')
  expect(ended).toMatchObject({ code: 0 })
  const report = JSON.parse(ended.stdout)
  expect(report.weights).toMatchObject([
    { field: 'households', lower: 200, upper: 400, min: report.min, max: report.max },
    { field: 'incidents', lower: 0, upper: 6 },
  ])
  expect(report.weights[1].max).toBeLessThanOrEqual(6)
  const grids: FeatureCollection<MultiPolygon> = JSON.parse(readFileSync(out, 'utf8'))
  const sums = grids.features.map(({ properties }) => properties!)
  expect(sums.reduce((sum, { weight_incidents }) => sum + weight_incidents, 0)).toBe(36)
  expect(sums.every(({ weight, weight_households }) => weight === weight_households)).toBe(true)
})

test('alternatives differ, say by how much, and have files of their own', async () => {
  const assignment = join(folder, 'choice.json')
  const args = ['--weight', 'households:200:400', '--alternatives', '3', '--assignment', assignment, '--json']
  const ended = await wangge(write('choice-units.geojson', field), ...args)
  expect(ended).toMatchObject({ code: 0 })
  const { alternatives, warnings } = JSON.parse(ended.stdout)
  expect(alternatives).toHaveLength(2)
  for (const { differs_percent } of alternatives) expect(differs_percent).toBeGreaterThan(5)
  expect(warnings).toEqual([])
  const files = ['choice.json', 'choice.2.json', 'choice.3.json'].map((name) =>
    readFileSync(join(folder, name), 'utf8'),
  )
  expect(new Set(files).size).toBe(3)
})

test('a pocket that no plan can hold is listed with the unit that shuts it off; a number of zones that cannot be ends with 3', async () => {
  // A star: the middle of 390 is the only way between four arms of 100.
  const arm = (id: string, column: number, row: number, households: number): Feature => ({
    type: 'Feature',
    properties: { id, households },
    geometry: aSquare(column, row),
  })
  const star: FeatureCollection = {
    type: 'FeatureCollection',
    features: [
      arm('m', 1, 1, 390),
      arm('n', 1, 2, 100),
      arm('s', 1, 0, 100),
      arm('e', 2, 1, 100),
      arm('w', 0, 1, 100),
    ],
  }
  const path = write('star.geojson', star)
  const ended = await wangge(path, '--weight', 'households:200:400', '--json')
  expect(ended.code).toBe(0)
  const message = expect.stringContaining('behind unit m alone lie 100, under 200')
  const pocket = { reason: 'pocket-under-min', avoidable: false, message }
  expect(JSON.parse(ended.stdout)).toMatchObject({
    within_bounds: true,
    exceptions: [pocket, pocket],
  })
  const counted = await wangge(path, '--weight', 'households:200:400', '--zones', '1', '--json')
  expect(counted.code).toBe(3)
  expect(JSON.parse(counted.stdout)).toMatchObject({
    within_bounds: false,
    exceptions: [{ reason: 'zones-infeasible', avoidable: true }],
  })
})

test('a number of zones that the map cannot have says which it can; an island names its nearest neighbour', async () => {
  const islands = {
    ...field,
    features: field.features.filter(({ properties }) => /^u[0145]$/.test(properties!.id)),
  }
  const path = write('islands.geojson', islands)
  const ended = await wangge(path, '--weight', 'households:150:1000', '--zones', '1')
  expect(ended.code).toBe(3)
  expect(ended.stderr).toContain('--zones is 1, and 2 is as near as this map comes')
  expect(ended.stdout).toContain('nearest neighbour, from unit u4 to u1, or accept it.')
})

const faults: [string, string[], string][] = [
  ['a file that is not there', ['nowhere.geojson', '--weight', 'w:1:2'], 'nowhere.geojson cannot be read'],
  [
    'an unknown field',
    ['FIELD', '--weight', 'people:1:2'],
    'No unit has the field people. The fields are: id, households',
  ],
  ['an empty band', ['FIELD', '--weight', 'households', '--min', '5', '--max', '2'], 'min 5 is above max 2'],
  [
    'a lock without zones of today',
    ['FIELD', '--weight', 'households:1:2', '--lock', 'a'],
    'give --current too',
  ],
  [
    'a second weight without a band',
    ['FIELD', '--weight', 'households:200:400', '--weight', 'incidents'],
    '--weight incidents has no band',
  ],
  [
    'a weight given twice',
    ['FIELD', '--weight', 'households:200:400', '--weight', 'households:1:2'],
    '--weight households is given twice',
  ],
  [
    'a band given twice',
    ['FIELD', '--weight', 'households:200:400', '--min', '5'],
    'The band is given twice',
  ],
  [
    'a file that cannot be written',
    ['FIELD', '--weight', 'households:200:400', '--out', 'nowhere/grids.geojson'],
    'nowhere/grids.geojson cannot be written',
  ],
  [
    'an output over the units',
    ['FIELD', '--weight', 'households:200:400', '--out', 'FIELD'],
    'is another file of this call too',
  ],
  ['an unknown option', ['FIELD', '--weigth', 'households'], 'unknown option'],
]
test.for(faults)('%s ends with 2 and says what is wrong', async ([, args, message]) => {
  const path = write('field.geojson', field)
  const ended = await wangge(...args.map((arg) => (arg === 'FIELD' ? path : arg)))
  expect(ended.code).toBe(2)
  expect(ended.stderr).toContain(message)
})
