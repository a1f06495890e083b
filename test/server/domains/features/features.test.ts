import type { Feature } from 'geojson'
import { expect } from 'vitest'
import { layers } from '../../../../server/app.ts'
import { test } from '../../../support/app.ts'
import { anArea, square } from '../../../support/builders.ts'

type Link = { rel: string; href: string }

test('the landing page leads to the collections, and those to their items', async ({ app, db }) => {
  await anArea(db, { geometry: square(120, 30, 0.1) })
  const landing = await app.inject('/ogc')
  expect(landing.statusCode).toBe(200)
  const rels = landing.json().links.map((link: { rel: string }) => link.rel)
  expect(rels).toEqual(expect.arrayContaining(['self', 'alternate', 'service-desc', 'conformance', 'data']))
  const { collections } = (await app.inject('/ogc/collections')).json()
  expect(collections.map((collection: { id: string }) => collection.id)).toEqual(
    layers.map((layer) => layer.name),
  )
  const areas = (await app.inject('/ogc/collections/areas')).json()
  expect(areas).toEqual(collections[0])
  expect(areas.extent.spatial.bbox).toEqual([[120, 30, 120.1, 30.1]])
  const items = areas.links.find((link: { rel: string; type: string }) => link.rel === 'items')
  expect((await app.inject(items.href)).headers['content-type']).toBe('application/geo+json')
  const { conformsTo } = (await app.inject('/ogc/conformance')).json()
  expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core')
})

test('every collection answers with GeoJSON, empty where nothing is stored', async ({ app }) => {
  for (const { name } of layers) {
    const answer = await app.inject(`/ogc/collections/${name}/items`)
    expect(answer.statusCode, name).toBe(200)
    expect(answer.json(), name).toMatchObject({
      type: 'FeatureCollection',
      features: [],
      numberReturned: 0,
      numberMatched: 0,
    })
  }
})

test('pages follow one another by their next link, which keeps every parameter', async ({ app, db }) => {
  for (const name of ['甲', '乙', '丙', '丁', '戊'])
    await anArea(db, { name, geometry: square(120, 30, 0.1) })
  await anArea(db, { name: '远', geometry: square(121, 30, 0.1) })
  const names: string[] = []
  let url: string | undefined = '/ogc/collections/areas/items?limit=2&bbox=119,29,120.5,31'
  const sizes: number[] = []
  while (url !== undefined) {
    const page: { numberMatched: number; numberReturned: number; features: Feature[]; links: Link[] } = (
      await app.inject(url)
    ).json()
    expect(page.numberMatched).toBe(5)
    expect(page.numberReturned).toBe(page.features.length)
    sizes.push(page.features.length)
    names.push(...page.features.map((feature) => feature.properties?.name as string))
    url = page.links.find((link) => link.rel === 'next')?.href
  }
  expect(sizes).toEqual([2, 2, 1])
  expect(names).toEqual(['甲', '乙', '丙', '丁', '戊'])
})

test('an item is a GeoJSON feature with every property, and links to its collection', async ({ app, db }) => {
  const id = await anArea(db, { code: '990101000000', name: '云泽县 <b>' })
  const answer = await app.inject(`/ogc/collections/areas/items/${id}`)
  expect(answer.json()).toEqual({
    type: 'Feature',
    id,
    geometry: square(120, 30, 0.1),
    properties: {
      code: '990101000000',
      name: '云泽县 <b>',
      nameEn: null,
      level: 'county',
      parent: null,
      areaSquareMeters: expect.any(Number),
      isFictional: false,
    },
    links: expect.arrayContaining([
      expect.objectContaining({ rel: 'self' }),
      expect.objectContaining({ rel: 'collection', href: 'http://localhost:80/ogc/collections/areas' }),
    ]),
  })
  const page = await app.inject({
    url: `/ogc/collections/areas/items/${id}`,
    headers: { accept: 'text/html' },
  })
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(page.body).toContain('云泽县 &lt;b&gt;')
  expect(page.body).not.toContain('<b>')
})

test('what has not changed is not sent again, though the answer says the time', async ({ app, db }) => {
  await anArea(db)
  const first = await app.inject('/ogc/collections/areas/items')
  const again = await app.inject({
    url: '/ogc/collections/areas/items',
    headers: { 'if-none-match': first.headers.etag as string },
  })
  expect(again.statusCode).toBe(304)
})

test('a bbox finds what it meets, be it a line or a point, or beyond the antimeridian', async ({
  app,
  db,
}) => {
  await anArea(db, { geometry: square(120, 30, 0.1) })
  await anArea(db, { geometry: square(-179, 10, 0.1) })
  for (const [bbox, count] of [
    ['120.02,30.02,120.03,30.03', 1],
    ['120.05,30.05,120.05,30.05', 1],
    ['120.02,30.05,0,120.03,30.06,10', 1],
    ['119,29,119.9,31', 0],
    ['177,-90,-177,90', 1],
    ['-180,-90,180,90', 2],
  ] as const) {
    const answer = await app.inject(`/ogc/collections/areas/items?bbox=${bbox}`)
    expect(answer.statusCode, bbox).toBe(200)
    expect(answer.json().numberReturned, bbox).toBe(count)
  }
})

test('what is wrong or not there is said by its name', async ({ app }) => {
  for (const [url, status, field] of [
    ['/ogc/collections/areas/items?bbox=1,2,3', 400, 'querystring/bbox'],
    ['/ogc/collections/areas/items?bbox=1,2,3,NaN', 400, 'querystring/bbox'],
    ['/ogc/collections/areas/items?bbox=1,2,3,1e400', 400, 'querystring/bbox'],
    ['/ogc/collections/areas/items?bbox=1,20,3,10', 400, 'querystring/bbox'],
    ['/ogc/collections/areas/items?bbox=190,2,195,3', 400, 'querystring/bbox'],
    ['/ogc/collections/areas/items?bbox=1,-91,3,3', 400, 'querystring/bbox'],
    ['/ogc/collections/areas/items?bbox=', 400, 'querystring/bbox'],
    ['/ogc/collections/areas/items?limit=0', 400, 'querystring/limit'],
    ['/ogc/collections/areas/items?limit=ten', 400, 'querystring/limit'],
    ['/ogc/collections/areas/items?nothing=1', 400, 'querystring/nothing'],
    ['/ogc/collections/areas/items?f=xml', 400, 'querystring/f'],
    ['/ogc/collections/areas/items?cursor=1', 400, 'querystring/cursor'],
    ['/ogc/collections/nothing', 404, undefined],
    ['/ogc/collections/nothing/items', 404, undefined],
    ['/ogc/collections/areas/items/1', 404, undefined],
    ['/ogc/collections/areas/items/01900000-0000-7000-8000-000000000000', 404, undefined],
  ] as const) {
    const answer = await app.inject(url)
    expect(answer.statusCode, url).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json().field, url).toBe(field)
  }
})

test('a limit over the most gives as many as that', async ({ app }) => {
  expect((await app.inject('/ogc/collections/areas/items?limit=1000000')).statusCode).toBe(200)
})
