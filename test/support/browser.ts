/** A real browser on a machine without Chinese fonts, and what is looked at in its pictures. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const ARTIFACTS = 'test/.artifacts'

/** Fonts that can write Chinese are hidden from the browser, whatever the machine has. */
const WITHOUT_CHINESE_FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <selectfont><rejectfont>
    <pattern><patelt name="lang"><string>zh-cn</string></patelt></pattern>
    <pattern><patelt name="lang"><string>zh-tw</string></patelt></pattern>
    <pattern><patelt name="lang"><string>ja</string></patelt></pattern>
  </rejectfont></selectfont>
</fontconfig>`

export function launchBrowser(): Promise<Browser> {
  const fonts = join(mkdtempSync(join(tmpdir(), 'wangge-fonts-')), 'fonts.conf')
  writeFileSync(fonts, WITHOUT_CHINESE_FONTS)
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    // Without a graphics card the map is drawn by software.
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
    ],
    env: { ...process.env, FONTCONFIG_FILE: fonts } as Record<string, string>,
  })
}

export type Picture = { png: Buffer; colours: number; sameAs: (other: Picture) => Promise<number> }

/** Takes a picture, keeps it in `test/.artifacts/`, and counts its colours: an empty one has few. */
export async function picture(page: Page, name: string): Promise<Picture> {
  mkdirSync(ARTIFACTS, { recursive: true })
  const png = await page.screenshot({ path: join(ARTIFACTS, `${name}.png`), animations: 'disabled' })
  const { colours } = await inspect(page, png)
  return { png, colours, sameAs: async (other) => (await inspect(page, png, other.png)).sameShare }
}

/** Decodes pictures in an empty page of the browser: how many colours, and what share of pixels two have in common. */
async function inspect(page: Page, first: Buffer, second = first) {
  const blank = await page.context().browser()!.newPage()
  try {
    const pictures = JSON.stringify([first.toString('base64'), second.toString('base64')])
    return await blank.evaluate<{ colours: number; sameShare: number }>(`(async () => {
      const [a, b] = await Promise.all(${pictures}.map(async (base64) => {
        const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,' + base64)).blob())
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
        context.drawImage(bitmap, 0, 0)
        return new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer)
      }))
      let same = 0
      for (let i = 0; i < a.length; i++) if (a[i] === b[i]) same++
      return { colours: new Set(a).size, sameShare: same / a.length }
    })()`)
  } finally {
    await blank.close()
  }
}

/** Waits until all that is in view is drawn. */
export const mapIsDrawn = (page: Page) =>
  page.waitForSelector('#map[data-map="idle"]', { state: 'attached', timeout: 120_000 })

/** What a page did wrong: errors it logged, and requests that left its server. */
export function watchFaults(page: Page, origin: string): string[] {
  const faults: string[] = []
  page.on('console', (message) => {
    // Until the server is ready it says 503, which the browser logs as an error of the network.
    if (message.type() === 'error' && !/503/.test(message.text())) faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('request', (request) => {
    const url = request.url()
    if (!/^(data|blob|about):/.test(url) && !url.startsWith(`${origin}/`))
      faults.push(`left the server: ${url}`)
  })
  return faults
}
