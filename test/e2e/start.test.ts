/** What a newcomer gets: a first start with the demo balanced and published, and a second start that keeps it. */
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoTruth } from '../../geo-data/demo/demo-features.ts'
import { aDataDirectory, type BuiltServer, startBuiltServer } from '../support/built-server.ts'

type Plan = { id: string; status: string; gridCount: number; exceptionCount: number; households: number }
type Grid = { properties: { code: string; households: number; exception: { remedy: string } | null } }

const folder = aDataDirectory()
let server: BuiltServer | undefined
beforeAll(async () => {
  server = await startBuiltServer(folder.path)
})
afterAll(async () => {
  await server?.stop()
  folder.remove()
})

const running = () => {
  if (!server) throw new Error('The first start failed.')
  return server
}
const read = async <Body>(path: string) => (await (await fetch(running().address + path)).json()) as Body
const publishedPlan = async () => (await read<{ plans: Plan[] }>('/api/plans')).plans[0]

describe('a first start', () => {
  test('publishes a plan that holds every household of the demo', async () => {
    expect(await publishedPlan()).toMatchObject({
      status: 'published',
      households: demoTruth({ size: 'town', seed: 1 }).households,
    })
    expect((await fetch(`${running().address}/health/ready`)).status).toBe(200)
  })

  test('keeps at least 95 % of the grids inside 200–400 households and says why the others are not', async () => {
    const plan = await publishedPlan()
    const { features } = await read<{ features: Grid[] }>(`/api/plans/${plan?.id}/grids?limit=1000`)
    const outside = features.filter(({ properties: { households } }) => households < 200 || households > 400)
    expect(features).toHaveLength(plan?.gridCount ?? 0)
    expect(outside.length).toBeLessThanOrEqual(features.length * 0.05)
    for (const { properties } of outside) expect(properties.exception?.remedy).toMatch(/\d/)
    expect(new Set(features.map(({ properties }) => properties.code)).size).toBe(features.length)
  })

  test('a second process on the same data is refused and told who has it', () => {
    const second = spawnSync('node', ['dist/server/commands/wangge.js', 'demo'], {
      env: { ...process.env, DATABASE_URL: '', WANGGE_DATA_DIR: folder.path },
      encoding: 'utf8',
    })
    expect(second.status).toBe(1)
    expect(second.stderr).toContain(`process ${running().process.pid}`)
  })
})

test('a port in use ends the start with what to do', () => {
  const other = aDataDirectory()
  const started = spawnSync('node', ['dist/server/commands/wangge.js', 'serve'], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      WANGGE_DATA_DIR: other.path,
      WANGGE_DEMO: 'none',
      WANGGE_PORT: new URL(running().address).port,
    },
    encoding: 'utf8',
    timeout: 120_000,
  })
  other.remove()
  expect(started.status).toBe(1)
  expect(started.stderr).toContain('Set WANGGE_PORT')
})

test('a second start keeps the data', async () => {
  const before = await publishedPlan()
  expect(await running().stop('SIGTERM')).toBe(0)
  server = await startBuiltServer(folder.path)
  expect(await publishedPlan()).toEqual(before)
})
