/** `npm run screenshot`: the picture of the README, taken of the built program over a fresh demo town. Look at it before you commit it. */
import { bbox } from '@turf/turf'
import { launchBrowser, mapIsDrawn } from '../support/browser.ts'
import { aDataDirectory, startBuiltServer } from '../support/built-server.ts'

const PICTURE = 'web/screenshot.png'

const folder = aDataDirectory()
const server = await startBuiltServer(folder.path)
const browser = await launchBrowser()
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })
  await page.goto(server.address)
  await mapIsDrawn(page)
  const { plans } = (await (await fetch(`${server.address}/api/plans?status=published`)).json()) as {
    plans: [{ id: string }]
  }
  const grids = (await (await fetch(`${server.address}/api/plans/${plans[0].id}/grids`)).json()) as {
    features: GeoJSON.Feature[]
  }
  const [west, south, east, north] = bbox({ type: 'FeatureCollection', features: grids.features })
  await page.goto('about:blank')
  await page.goto(`${server.address}/#map=14.4/${(south + north) / 2}/${(west + east) / 2}`)
  await mapIsDrawn(page)
  await page.mouse.click(640, 480)
  await page.getByTestId('grid-panel').waitFor()
  await page.mouse.move(180, 470)
  await mapIsDrawn(page)
  await page.screenshot({ path: PICTURE, animations: 'disabled' })
  process.stdout.write(`${PICTURE}\n`)
} finally {
  await browser.close()
  await server.stop()
  folder.remove()
}
