import { booleanPointInPolygon, centerOfMass } from '@turf/turf'
import type { Feature, Polygon } from 'geojson'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, mapIsDrawn, picture, watchFaults } from '../support/browser.ts'
import { aDataDirectory, launchBuiltServer } from '../support/built-server.ts'

/** Fewer colours than this and nothing was drawn. */
const BLANK = 200

type GridProperties = { code: string; name: string; nameEn: string; households: number; exception: unknown }
type GridFeature = Feature<Polygon, GridProperties> & { id: string }

const folder = aDataDirectory()
let server: Awaited<ReturnType<typeof launchBuiltServer>>
let browser: Browser
let page: Page
let faults: string[]

beforeAll(async () => {
  ;[server, browser] = await Promise.all([launchBuiltServer(folder.path), launchBrowser()])
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })
  faults = watchFaults(page, server.address)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  folder.remove()
})

const json = async <Body>(path: string) => (await (await fetch(server.address + path)).json()) as Body

/** The grids of the active plan, by code. */
async function activeGrids(): Promise<GridFeature[]> {
  const { plans } = await json<{ plans: { id: string }[] }>('/api/plans?status=published')
  const { features } = await json<{ features: GridFeature[] }>(`/api/plans/${plans[0]!.id}/grids`)
  return features.sort((a, b) => a.properties.code.localeCompare(b.properties.code))
}

const panel = () => page.getByTestId('grid-panel')

test('a first start tells how far it is, and then the map opens by itself', async () => {
  await page.goto(server.address)
  await page.getByText('首次启动正在准备数据').waitFor()
  await picture(page, 'first-start')
  await server.ready
  await page.getByText('虚构示例数据').waitFor({ timeout: 30_000 })
  await mapIsDrawn(page)
  expect((await picture(page, 'demo-town')).colours).toBeGreaterThan(BLANK)
})

/** Opens the page anew, in Chinese, at a place of the map; all in view is drawn. */
async function open(place = '') {
  await server.ready
  await page.goto('about:blank')
  await page.goto(`${server.address}/${place}`)
  await mapIsDrawn(page)
}

test('Chinese is written on a machine without Chinese fonts, on the map and in the panels', async () => {
  await open()
  const written = await page.evaluate<{ family: string; shapes: number }[]>(`(() => {
    const shapeOf = (text, family) => {
      const context = new OffscreenCanvas(48, 48).getContext('2d', { willReadFrequently: true })
      context.font = '40px ' + family
      context.fillText(text, 2, 40)
      return context.getImageData(0, 0, 48, 48).data.join()
    }
    const loaded = [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family)
    const hanzi = loaded.filter((family) => /maplibre-gl-font-face|Hanzi/.test(family))
    return [...hanzi, 'sans-serif'].map((family) => ({
      family,
      shapes: new Set(['网', '格', '社', '区', '湖'].map((text) => shapeOf(text, "'" + family + "'"))).size,
    }))
  })()`)
  const shapesOf = (family: RegExp) =>
    Math.max(0, ...written.filter((one) => family.test(one.family)).map(({ shapes }) => shapes))
  expect(shapesOf(/^sans-serif$/), 'fonts of the machine show the same box for each').toBe(1)
  expect(shapesOf(/maplibre-gl-font-face/), 'labels of the map').toBe(5)
  expect(shapesOf(/Hanzi/), 'panels').toBe(5)
})

test('labels are part of the picture: without them it is another', async () => {
  await open()
  const withLabels = await picture(page, 'with-labels')
  await page.getByText('图层', { exact: true }).click()
  await page.getByRole('checkbox', { name: '网格编码' }).uncheck()
  await page.getByRole('checkbox', { name: '行政区划' }).uncheck()
  await mapIsDrawn(page)
  await page.getByText('图例', { exact: true }).click()
  const without = await picture(page, 'without-labels')
  expect(await withLabels.sameAs(without)).toBeLessThan(0.995)
  await page.getByText('图层', { exact: true }).click()
  await page.getByRole('checkbox', { name: '网格编码' }).check()
  await page.getByRole('checkbox', { name: '行政区划' }).check()
})

test('a click on a grid shows its figures, and the language can be switched', async () => {
  await server.ready
  const grid = (await activeGrids()).find(
    (one) => one.properties.exception === null && booleanPointInPolygon(centerOfMass(one), one),
  )!
  const [lng, lat] = centerOfMass(grid).geometry.coordinates
  await open(`#map=16.2/${lat}/${lng}`)
  await page.mouse.click(640, 400)
  await panel().waitFor()
  expect(await page.getByTestId('grid-code').textContent()).toBe(grid.properties.code)
  expect(await page.getByTestId('grid-households').textContent()).toBe(String(grid.properties.households))
  expect(await panel().textContent()).toContain(grid.properties.name)
  const chinese = await picture(page, 'grid-picked')

  await page.getByText('EN', { exact: true }).click()
  await panel().getByText(grid.properties.nameEn, { exact: true }).waitFor()
  await panel().getByText('Households').waitFor()
  expect(await page.evaluate('document.documentElement.lang')).toBe('en')
  await mapIsDrawn(page)
  const english = await picture(page, 'grid-picked-english')
  expect(await english.sameAs(chinese)).toBeLessThan(0.99)

  await page.reload()
  await page.getByText('Fictional demo data').waitFor()
})

test('without a mouse: the list of grids has the focus, Enter goes there, Escape closes', async () => {
  await open()
  await page.getByText('EN', { exact: true }).click()
  await page.getByText('Grids', { exact: true }).click()
  const list = page.getByRole('listbox')
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await panel().waitFor()
  const [, second] = await list.getByRole('option').all()
  expect(await second?.textContent()).toContain(await page.getByTestId('grid-code').textContent())
  await mapIsDrawn(page)
  await page.keyboard.press('Escape')
  await panel().waitFor({ state: 'detached' })
})

test('on a phone the map is whole and the figures rise from below', async () => {
  const phone = await browser.newPage({
    viewport: { width: 390, height: 800 },
    locale: 'zh-CN',
    hasTouch: true,
  })
  const phoneFaults = watchFaults(phone, server.address)
  await phone.goto(server.address)
  await mapIsDrawn(phone)
  expect((await picture(phone, 'phone')).colours).toBeGreaterThan(BLANK)
  await phone.touchscreen.tap(195, 420)
  await phone.getByTestId('grid-panel').waitFor()
  const box = await phone.getByTestId('grid-panel').boundingBox()
  expect(box!.x).toBeGreaterThanOrEqual(0)
  expect(box!.x + box!.width).toBeLessThanOrEqual(390)
  await mapIsDrawn(phone)
  await picture(phone, 'phone-grid')
  expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  expect(phoneFaults).toEqual([])
  await phone.close()
})

test('the browser has nothing to complain of, and no request left the server', async () => {
  expect(faults).toEqual([])
  expect(await page.locator('.ant-notification-notice').count()).toBe(0)
})
