/** What must stay true of the repository itself. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import openapiTypes, { astToString } from 'openapi-typescript'
import { expect, test } from 'vitest'
import { buildContract } from '../../server/app.ts'
import { ConfigSchema } from '../../server/config.ts'

const filesIn = (folder: string, ending: string | RegExp) =>
  (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
    .filter((file) => (typeof ending === 'string' ? file.endsWith(ending) : ending.test(file)))
    .map((file) => join(folder, file))

type Violation = { rule: { name: string }; from: string; to: string }

const readme = readFileSync('README.md', 'utf8')
const algorithms = filesIn('server/algorithms', '.ts')
const settings = Object.keys(ConfigSchema.properties)
const code = ['server', 'web', 'geo-data'].flatMap((folder) => filesIn(folder, /\.tsx?$/))
const isGenerated = (file: string) => file.endsWith('.d.ts')

test('imports follow the architecture', () => {
  const { summary } = JSON.parse(
    execFileSync('npm', ['run', '-s', 'imports', '--', '--output-type', 'json'], {
      encoding: 'utf8',
      maxBuffer: 64e6,
    }),
  )
  expect(summary.violations.map((it: Violation) => `${it.rule.name}: ${it.from} → ${it.to}`)).toEqual([])
  // A cruise that reads no TypeScript finds no violations either: make sure this one read ours.
  expect(summary.totalCruised).toBeGreaterThan(code.filter((file) => !isGenerated(file)).length)
})

// `worker.ts` only lists the algorithms that threads run.
test.for(algorithms.filter((file) => file !== 'server/algorithms/worker.ts'))(
  'algorithm %s has a test of the same name',
  (file) => {
    expect(existsSync(`test/${file.replace(/\.ts$/, '.test.ts')}`)).toBe(true)
  },
)

const domains = readdirSync('server/domains').filter((domain) =>
  readdirSync(`server/domains/${domain}`).some((file) => file.endsWith('.ts')),
)

test.for(domains)('domain %s has a door and a line in the README', (domain) => {
  const door = readFileSync(`server/domains/${domain}/index.ts`, 'utf8')
  expect(door, 'the first line says what the domain is').toMatch(/^\/\*\* \S/)
  expect(readme).toContain(`| \`${domain}\` |`)
})

test.for(settings)('setting %s is in the README', (setting) => {
  expect(readme).toContain(`| \`${setting}\` |`)
})

test('the command line describes every setting', () => {
  const help = execFileSync('npx', ['tsx', 'server/commands/wangge.ts', '--help'], { encoding: 'utf8' })
  for (const setting of settings) expect(help).toContain(setting)
})

test('only config.ts reads the environment', () => {
  const readers = code.filter((file) => readFileSync(file, 'utf8').includes('process.env'))
  expect(readers).toEqual(['server/config.ts'])
})

test.for(Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).dependencies))(
  'the README says what package %s is for',
  (name) => expect(readme).toContain(`\`${name}\``),
)

test('the committed API contract is the one the server serves', async () => {
  const committed = JSON.parse(readFileSync('web/api/openapi.json', 'utf8'))
  expect(committed, 'run "npm run api"').toEqual(JSON.parse(JSON.stringify(await buildContract())))
  const types = astToString(await openapiTypes(committed))
  expect(readFileSync('web/api/schema.d.ts', 'utf8'), 'run "npm run api"').toContain(types)
})

test('no file has outgrown a screen or six', () => {
  const tooLong = code
    .filter((file) => !isGenerated(file))
    .map((file) => `${file}: ${readFileSync(file, 'utf8').split('\n').length} lines`)
    .filter((line) => Number(line.match(/(\d+) lines/)?.[1]) > 300)
  expect(tooLong).toEqual([])
})

const documents = [
  ...readdirSync('.').filter((file) => file.endsWith('.md')),
  ...['server', 'geo-data', 'web'].flatMap((folder) => filesIn(folder, '.md')),
]

test.for(documents)('the links of %s lead somewhere', (document) => {
  const links = [...readFileSync(document, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(
    ([, link]) => link!,
  )
  const local = links.filter((link) => !/^(https?|mailto):/.test(link))
  expect(local.filter((link) => !existsSync(join(dirname(document), link)))).toEqual([])
})

test('decisions are numbered, each number once', () => {
  const numbers = filesIn('server/decisions', '.md').map((file) => file.match(/(\d{4})-[a-z0-9-]+\.md$/)?.[1])
  expect(numbers).not.toContain(undefined)
  expect(new Set(numbers).size).toBe(numbers.length)
})

const commands = [...readme.matchAll(/^\| `wangge (\w+)` \|/gm)].map(([, name]) => name)

test('the README lists exactly the commands there are', () => {
  const source = readFileSync('server/commands/wangge.ts', 'utf8')
  const registered = [...source.matchAll(/^register(\w+)\(program\)/gm)].map(([, name]) =>
    name?.toLowerCase(),
  )
  expect(commands.toSorted()).toEqual(registered.toSorted())
})
