/** The pages for people: they need no script, speak the reader's language, and hold nothing of a feature's but text. */
import type { FastifyInstance } from 'fastify'
import { expect } from 'vitest'
import { test } from '../../../support/app.ts'
import { aBarrier, anArea, anIncident, square } from '../../../support/builders.ts'

const page = async (app: FastifyInstance, url: string, language = 'zh-CN') => {
  const answer = await app.inject({ url, headers: { accept: 'text/html', 'accept-language': language } })
  expect(answer.statusCode, url).toBe(200)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.headers.vary).toContain('Accept-Language')
  expect(answer.body).not.toMatch(/<script|<img|<[^>]* on\w+=|href="javascript:/i)
  return answer.body
}

/** Every address that a page leads to. */
const addresses = (html: string) =>
  [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'))

test('from the landing page every page is reached by links alone', async ({ app, db }) => {
  const county = await anArea(db, { geometry: square(120, 30, 0.1) })
  await anIncident(db, { county })
  await aBarrier(db, { county })
  const seen = new Set<string>()
  const waiting = ['http://localhost:80/ogc?f=html']
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (seen.has(url)) continue
    seen.add(url)
    const answer = await app.inject(url)
    expect(answer.statusCode, url).toBe(200)
    if (!String(answer.headers['content-type']).includes('text/html')) continue
    waiting.push(...addresses(answer.body).filter((href) => href.includes('/ogc')))
  }
  for (const path of ['/ogc/conformance', '/ogc/collections/areas', '/ogc/collections/incidents/items'])
    expect(seen).toContain(`http://localhost:80${path}?f=html`)
  expect([...seen].some((url) => /items\/[0-9a-f-]{36}\?f=html$/.test(url))).toBe(true)
})

test('a page of features draws each of them and leads to it', async ({ app, db }) => {
  const county = await anArea(db, { name: '甲县', geometry: square(120, 30, 0.1) })
  await anArea(db, { county, parent: county, level: 'town', name: '乙镇', geometry: square(120, 30, 0.05) })
  const html = await page(app, '/ogc/collections/areas/items')
  expect(html).toContain('<html lang="zh-CN">')
  expect(html).toContain('本页 2 个，共 2 个')
  expect(html.match(/<path fill-rule/g)).toHaveLength(2)
  expect(html).toContain('<title>甲县</title>')
  expect(html).toContain(`<a href="http://localhost:80/ogc/collections/areas/items/${county}?f=html">`)
  expect(html).toMatch(/href="http:\/\/localhost:80\/#map=\d+\.\d\/30\.05\d*\/120\.05\d*"/)
  const english = await page(app, '/ogc/collections/areas/items?limit=1', 'en-GB,en;q=0.9')
  expect(english).toContain('<html lang="en">')
  expect(english).toContain('1 on this page of 2')
  expect(english).toContain('>Next page →</a>')
  const second = addresses(english).find((href) => href.includes('cursor='))!
  expect(await page(app, second, 'en')).toContain('Back to the first page')
  expect(await page(app, '/ogc/collections/areas/items?name=nobody')).toContain('没有符合条件的要素')
})

test('points are dots, lines are lines, and nothing of a name is markup', async ({ app, db }) => {
  const county = await anArea(db, { name: `"><img src=x onerror=alert(1)>&'` })
  await anIncident(db, { county })
  await aBarrier(db, { county, name: '</title><script>alert(1)</script>' })
  expect(await page(app, '/ogc/collections/incidents/items')).toContain('<circle')
  const barriers = await page(app, '/ogc/collections/barriers/items')
  expect(barriers).toContain('class="line"')
  expect(barriers).toContain('&lt;/title&gt;&lt;script&gt;')
  const areas = await page(
    app,
    `/ogc/collections/areas/items?name=${encodeURIComponent(`"><img src=x onerror=alert(1)>&'`)}`,
  )
  expect(areas).not.toContain('<img')
  expect(areas).toContain('&quot;&gt;&lt;img')
  expect(await page(app, `/ogc/collections/areas/items/${county}`)).not.toContain('<img')
})

test('the language is the one that is preferred, Chinese when neither is', async ({ app }) => {
  for (const [language, expected] of [
    [undefined, 'zh-CN'],
    ['fr', 'zh-CN'],
    ['en', 'en'],
    ['zh-TW,en;q=0.5', 'zh-CN'],
    ['en;q=0.2,zh;q=0.1', 'en'],
    ['zh;q=0,en;q=0.1', 'en'],
    [';;q=,,', 'zh-CN'],
  ] as const) {
    const headers = { accept: 'text/html', ...(language ? { 'accept-language': language } : {}) }
    expect((await app.inject({ url: '/ogc', headers })).body, language).toContain(`<html lang="${expected}">`)
  }
})

test.for([
  ['text/html;q=0.1, application/geo+json', 'application/geo+json'],
  ['text/html;q=0, */*', 'application/geo+json'],
  ['application/geo+json;q=0.2, text/html;q=0.9', 'text/html'],
  ['text/html, application/xhtml+xml, */*;q=0.8', 'text/html'],
  ['text/csv', 'text/csv'],
] as const)('who accepts %s gets %s', async ([accept, type], { app }) => {
  const answer = await app.inject({ url: '/ogc/collections/areas/items', headers: { accept } })
  expect(answer.headers['content-type']).toContain(type)
})

test('a page that says the time has a weak ETag, which still answers 304', async ({ app }) => {
  const url = '/ogc/collections/areas/items'
  const { etag } = (await app.inject(url)).headers
  expect(etag).toMatch(/^W\/"/)
  const again = await app.inject({ url, headers: { 'if-none-match': String(etag) } })
  expect(again.statusCode).toBe(304)
})
