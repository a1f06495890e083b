import { type StyleSpecification, validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { expect } from 'vitest'
import { layers } from '../../../../server/app.ts'
import { type StyleFrame, styleOf } from '../../../../server/domains/tiles/style-of.ts'
import { householdClasses } from '../../../../web/features/grids/household-scale.ts'
import { PALETTE } from '../../../../web/map/palette.ts'
import { test } from '../../../support/app.ts'
import { aGrid, aKey, aNet, anArea, aPlan, square } from '../../../support/builders.ts'

const FRAME: StyleFrame = {
  name: 'all',
  language: 'zh',
  bounds: [113, 23, 113.2, 23.1],
  tileJson: ({ name }) => `https://maps.example/tiles/${name}.json`,
}
const layerOf = (style: StyleSpecification, id: string) => style.layers.find((layer) => layer.id === id)
const colourOf = (style: StyleSpecification) =>
  (layerOf(style, 'grids-fill') as { paint: { 'fill-color': unknown[] } }).paint['fill-color']

/** A published plan of one grid and a draft whose band is another. */
async function twoPlans(db: Parameters<typeof anArea>[0]) {
  const county = await anArea(db, { level: 'county' })
  const community = await anArea(db, { level: 'community', county, parent: county })
  const net = await aNet(db, { county, community })
  const [published, draft] = [
    await aPlan(db, { county, nets: { [community]: net }, status: 'published' }),
    await aPlan(db, { county, nets: { [community]: net } }),
  ]
  for (const plan of [published, draft])
    await aGrid(db, { county, community, plan, geometry: square(120.04, 30.02, 0.01) })
  await db.raw(`update plans set rules = '{"band": {"min": 100, "max": 150}}' where id = ?`, [draft])
  return { published, draft }
}

test('the style of every layer is valid, in both languages, and needs neither fonts nor pictures', () => {
  for (const language of ['zh', 'en'] as const) {
    const style = styleOf(layers, { ...FRAME, language })
    expect(validateStyleMin(style)).toEqual([])
    expect(style).not.toHaveProperty('glyphs')
    expect(style).not.toHaveProperty('sprite')
    expect(new Set(style.layers.map(({ id }) => id)).size).toBe(style.layers.length)
  }
})

test('every layer that is published is drawn', () => {
  const style = styleOf(layers, FRAME)
  expect(Object.keys(style.sources)).toEqual(layers.map(({ name }) => name))
  const drawn = new Set(style.layers.flatMap((layer) => ('source' in layer ? [layer.source] : [])))
  expect([...drawn].toSorted()).toEqual(layers.map(({ name }) => name).toSorted())
})

test('ground lies below grids, these below roads, borders, points and labels', () => {
  const ids = styleOf(layers, FRAME).layers.map(({ id }) => id)
  const order = ['ground', 'areas-land', 'grids-fill', 'barriers-road', 'buildings-fill', 'grids-edge']
  const above = ['incidents-point', 'barriers-road-name', 'grids-code', 'areas-town-name']
  const places = [...order, ...above].map((id) => ids.indexOf(id))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test('points that stand for many are drawn by their number, and apart from single ones', () => {
  const style = styleOf(layers, FRAME)
  for (const name of ['workers', 'incidents']) {
    expect(layerOf(style, `${name}-cluster`)).toMatchObject({ type: 'circle', filter: ['has', 'pointCount'] })
    expect(layerOf(style, `${name}-cluster-count`)).toMatchObject({
      layout: { 'text-field': ['to-string', ['get', 'pointCount']] },
    })
    expect(JSON.stringify(layerOf(style, `${name}-point`))).toContain('["!",["has","pointCount"]]')
  }
})

test('what the viewer draws too has its colours', () => {
  const inViewer = ['areas', 'communities', 'barriers', 'buildings', 'units', 'grids', 'micro-grids']
  const style = styleOf(
    layers.filter(({ name }) => inViewer.includes(name)),
    FRAME,
  )
  const used = new Set(JSON.stringify(style).match(/#[0-9a-f]{6}/g))
  const { building, ...plain } = PALETTE
  const ofViewer: string[] = [
    ...Object.values(plain),
    ...Object.values(building),
    ...householdClasses({ min: 200, max: 400 }).map(({ colour }) => colour),
  ]
  expect([...used].filter((colour) => !ofViewer.includes(colour))).toEqual([])
  const classes = householdClasses({ min: 200, max: 400 })
  expect(colourOf(style)).toEqual([
    'step',
    ['get', 'households'],
    classes[0]!.colour,
    ...classes.slice(1).flatMap(({ from, colour }) => [from, colour]),
  ])
})

test('one address is enough: its sources are absolute and lead to tiles', async ({ app, db }) => {
  await anArea(db)
  const answer = await app.inject('/styles/wangge.json')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers).toMatchObject({ 'content-type': /^application\/json/, etag: /^"/ })
  const style = answer.json<StyleSpecification>()
  expect(validateStyleMin(style)).toEqual([])
  // A style of everything has the communities in its areas.
  expect(Object.keys(style.sources)).toEqual(
    layers.map(({ name }) => name).filter((name) => name !== 'communities'),
  )
  expect(style.center).toEqual([expect.closeTo(120.05, 6), expect.closeTo(30.05, 6)])
  for (const source of Object.values(style.sources)) {
    const { url } = source as { url: string }
    expect(url).toMatch(/^http:\/\/localhost(:\d+)?\/tiles\/[a-z-]+\.json$/)
    expect((await app.inject(new URL(url).pathname)).json()).toMatchObject({ tilejson: '3.0.0' })
  }
  const again = await app.inject({
    url: '/styles/wangge.json',
    headers: { 'if-none-match': answer.headers.etag as string },
  })
  expect(again.statusCode).toBe(304)
})

test('some layers only, in drawing order however they are named, with English labels', async ({ app }) => {
  const style = (
    await app.inject('/styles/wangge.json?layers=grids,areas&lang=en')
  ).json<StyleSpecification>()
  expect(Object.keys(style.sources)).toEqual(['areas', 'grids'])
  expect(JSON.stringify(layerOf(style, 'areas-town-name'))).toContain('["get","nameEn"],["get","name"]')
  expect(JSON.stringify(layerOf(style, 'grids-code'))).toContain(' hh')
  const communities = (await app.inject('/styles/wangge.json?layers=communities')).json<StyleSpecification>()
  expect(Object.keys(communities.sources)).toEqual(['communities'])
})

test('what there is no layer, language or plan of is refused', async ({ app }) => {
  const status = async (url: string) => (await app.inject(url)).statusCode
  expect(await status('/styles/wangge.json?layers=nonsense')).toBe(404)
  expect(await status('/styles/wangge.json?lang=fr')).toBe(400)
  expect(await status('/styles/plans/01900000-0000-7000-8000-000000000000.json')).toBe(404)
  expect(await status('/styles/plans/1.json')).toBe(400)
})

test('a plan is drawn by its own band, a draft too, where its grids lie', async ({ app, db }) => {
  const { published, draft } = await twoPlans(db)
  for (const plan of [published, draft]) {
    const answer = await app.inject(`/styles/plans/${plan}.json`)
    const style = answer.json<StyleSpecification>()
    expect(validateStyleMin(style)).toEqual([])
    expect(style.sources).toEqual({
      grids: { type: 'vector', url: expect.stringContaining(`/tiles/plans/${plan}.json`), promoteId: 'id' },
    })
    expect(style.center).toEqual([expect.closeTo(120.045, 5), expect.closeTo(30.025, 5)])
  }
  const bandOf = async (plan: string) =>
    colourOf((await app.inject(`/styles/plans/${plan}.json`)).json()).filter((it) => typeof it === 'number')
  expect(await bandOf(published)).toEqual([200, 240, 280, 320, 360, 401])
  expect(await bandOf(draft)).toEqual([100, 110, 120, 130, 140, 151])
})

test('a band too narrow for its steps is still a scale', async ({ app, db }) => {
  const { draft } = await twoPlans(db)
  await db.raw(`update plans set rules = '{"band": {"min": 10, "max": 10}}' where id = ?`, [draft])
  const style = (await app.inject(`/styles/plans/${draft}.json`)).json<StyleSpecification>()
  expect(validateStyleMin(style)).toEqual([])
})

test('the list says what styles there are', async ({ app }) => {
  const { styles } = (await app.inject('/styles')).json()
  expect(styles).toMatchObject([
    { id: 'wangge', templated: false, languages: ['zh', 'en'] },
    { id: 'plan', templated: true },
  ])
  expect(styles[0].layers.map(({ name }: { name: string }) => name)).toEqual(layers.map(({ name }) => name))
  expect((await app.inject(new URL(styles[0].href).pathname)).statusCode).toBe(200)
})

test('behind a proxy the sources are where the reader sees them', async ({ services, db }) => {
  const { buildApp } = await import('../../../../server/app.ts')
  const app = buildApp(services, {
    host: '127.0.0.1',
    allowedHosts: ['localhost'],
    timeZone: 'Asia/Shanghai',
    trustProxy: true,
    tileCacheMegabytes: 0,
    isReady: () => true,
  })
  const { authorization } = await aKey(db)
  const { sources } = (
    await app.inject({
      url: '/styles/wangge.json?layers=areas',
      headers: {
        authorization,
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'maps.example.cn',
        'x-forwarded-prefix': '/city/',
      },
    })
  ).json<StyleSpecification>()
  expect(sources.areas).toMatchObject({ url: 'https://maps.example.cn/city/tiles/areas.json' })
  await app.close()
})
