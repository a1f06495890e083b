/** A map on somebody else's page that knows one address of ours. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, mapIsDrawn, picture } from '../support/browser.ts'
import { aDataDirectory, type BuiltServer, startBuiltServer } from '../support/built-server.ts'
import { type PageElsewhere, servePageElsewhere } from '../support/page-elsewhere.ts'

/** Fewer colours than this and nothing was drawn. */
const BLANK = 200

const folder = aDataDirectory()
let allowed: PageElsewhere
let stranger: PageElsewhere
let server: BuiltServer
let browser: Browser

beforeAll(async () => {
  ;[allowed, stranger] = await Promise.all([servePageElsewhere(), servePageElsewhere()])
  ;[server, browser] = await Promise.all([
    startBuiltServer(folder.path, { WANGGE_CORS_ORIGINS: allowed.origin }),
    launchBrowser(),
  ])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  allowed?.close()
  stranger?.close()
  folder.remove()
})

/** How many features each layer of the style draws in the window, by the layer's id; those that draw none are left out. */
const drawnBy = (page: Page) =>
  page.evaluate<Record<string, number>>(`(() => {
    const counts = {}
    for (const { layer } of map.queryRenderedFeatures()) counts[layer.id] = (counts[layer.id] ?? 0) + 1
    return counts
  })()`)

async function open(style: string, zoom?: number) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('request', (request) => {
    const url = request.url()
    const isExpected = [allowed.origin, server.address].some((origin) => url.startsWith(`${origin}/`))
    if (!isExpected && !/^(data|blob):/.test(url)) faults.push(`left for ${url}`)
  })
  await page.goto(allowed.mapOf(server.address + style, zoom))
  await mapIsDrawn(page)
  return { page, faults }
}

test('from afar the town is drawn with its grids, their codes and clusters of people and incidents', async () => {
  const { page, faults } = await open('/styles/wangge.json?lang=en')
  expect((await picture(page, 'style-town')).colours).toBeGreaterThan(BLANK)
  const drawn = await drawnBy(page)
  for (const id of ['areas-land', 'grids-fill', 'grids-edge', 'barriers-road', 'barriers-water'])
    expect(drawn[id], id).toBeGreaterThan(0)
  for (const id of ['incidents-cluster', 'incidents-cluster-count', 'workers-cluster'])
    expect(drawn[id], id).toBeGreaterThan(0)
  expect(faults).toEqual([])
  await page.close()
})

test('near by, labels are written and points stand for themselves', async () => {
  const { page, faults } = await open('/styles/wangge.json?lang=en', 14.6)
  expect((await picture(page, 'style-near')).colours).toBeGreaterThan(BLANK)
  const drawn = await drawnBy(page)
  for (const id of [
    'grids-code',
    'areas-community-name',
    'buildings-fill',
    'workers-point',
    'incidents-point',
  ])
    expect(drawn[id], id).toBeGreaterThan(0)
  expect(drawn['incidents-cluster']).toBeUndefined()
  expect(faults).toEqual([])
  await page.close()
})

test('the grids of one plan are a map of their own', async () => {
  const { plans } = (await (await fetch(`${server.address}/api/plans`)).json()) as { plans: [{ id: string }] }
  const { page, faults } = await open(`/styles/plans/${plans[0].id}.json`)
  expect((await picture(page, 'style-plan')).colours).toBeGreaterThan(BLANK)
  expect(Object.keys(await drawnBy(page))).toEqual(expect.arrayContaining(['grids-fill', 'grids-code']))
  expect(faults).toEqual([])
  await page.close()
})

test('a page that is not allowed gets nothing', async () => {
  const page = await browser.newPage()
  await page.goto(stranger.mapOf(`${server.address}/styles/wangge.json`))
  await page.waitForSelector('#map[data-error]', { state: 'attached' })
  expect(await page.getAttribute('#map', 'data-error')).toMatch(/fetch/i)
  await page.close()
})
