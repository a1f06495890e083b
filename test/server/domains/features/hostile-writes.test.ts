/** Whatever is written, the answer is a success or the client's fault; and what was taken is given back as it was sent. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { test as base } from '../../../support/app.ts'
import { aFeature, aHouse, aPoint, FeatureClient, twoCommunities } from '../../../support/writing-world.ts'

const test = base.extend('client', async ({ app, db }) => {
  await twoCommunities(db)
  return FeatureClient.of(app, db)
})

type Answer = Awaited<ReturnType<FeatureClient['post']>>

function expectAnswered(answer: Answer, said: string) {
  expect(answer.statusCode, `${said}: ${answer.body.slice(0, 300)}`).toBeLessThan(500)
  if (answer.statusCode < 400) return
  expect(answer.headers['content-type'], said).toMatch(/^application\/problem\+json/)
  expect(answer.json(), said).toMatchObject({ status: answer.statusCode, title: expect.any(String) })
}

/** Degrees around the two communities, most of them inside, to nine decimals. */
const lng = fc.double({ min: 119.99, max: 120.21, noNaN: true })
const lat = fc.double({ min: 29.99, max: 30.11, noNaN: true })
const position = fc.tuple(lng, lat)
const anyNumber = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constant(-0))
const wildPosition = fc.oneof(
  position,
  fc.tuple(anyNumber, anyNumber),
  fc.array(anyNumber, { maxLength: 4 }),
  fc.anything(),
)

const box = fc.tuple(position, fc.double({ min: 1e-6, max: 0.01, noNaN: true })).map(([[x, y], size]) => [
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ],
])
const aShape = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('Point'), coordinates: position }) },
  fc.record({
    type: fc.constant('LineString'),
    coordinates: fc.array(position, { minLength: 2, maxLength: 6 }),
  }),
  fc.record({ type: fc.constant('Polygon'), coordinates: box }),
  fc.record({ type: fc.constant('MultiPolygon'), coordinates: box.map((polygon) => [polygon]) }),
  fc.record({
    type: fc.constant('Polygon'),
    coordinates: fc.array(position, { minLength: 3, maxLength: 6 }).map((ring) => [[...ring, ring[0]]]),
  }),
)
const wildShape = fc.oneof(
  fc.record({
    type: fc.constantFrom(
      'Point',
      'LineString',
      'Polygon',
      'MultiPolygon',
      'GeometryCollection',
      'Feature',
      '',
    ),
    coordinates: fc.oneof(
      wildPosition,
      fc.array(wildPosition),
      fc.array(fc.array(wildPosition)),
      fc.anything(),
    ),
  }),
  fc.anything(),
)

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    "'; drop table buildings; --",
    '\u0000',
    '\ud800',
    '{"a":1}',
    '网格',
    '<b>',
    ':geometry',
    '?',
  ),
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
/** Seldom wrong, so that most features are taken. */
const mostly = <T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 9, arbitrary: right as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: wrong })
const count = mostly(fc.integer({ min: 0, max: 500 }), anyNumber)
const PROPERTIES = {
  buildings: fc.record({
    use: mostly(fc.constantFrom('apartments', 'house', 'retail'), text),
    levels: maybe(mostly(fc.integer({ min: 1, max: 30 }), anyNumber)),
    households: maybe(count),
    population: maybe(count),
    name: maybe(text),
    nameEn: maybe(fc.option(text)),
    compound: maybe(text),
  }),
  barriers: fc.record({
    kind: mostly(fc.constantFrom('road', 'water', 'rail', 'link'), fc.constant('wall')),
    class: mostly(fc.constantFrom('residential', 'river'), text),
    name: maybe(text),
    isBridge: maybe(fc.boolean()),
    isTunnel: maybe(mostly(fc.boolean(), fc.constant('yes'))),
  }),
  workers: fc.record({
    label: text,
    role: mostly(fc.constantFrom('gridworker', 'leader'), fc.constant('boss')),
    employment: maybe(fc.constantFrom('full', 'part')),
    onDuty: maybe(fc.boolean()),
  }),
  incidents: fc.record({
    class: mostly(fc.constantFrom('0101', '0204'), fc.constantFrom('1', 'abcd')),
    severity: maybe(mostly(fc.constantFrom('minor', 'critical'), fc.constant('awful'))),
    description: maybe(text),
    reportedAt: maybe(
      mostly(
        fc.constantFrom('2025-01-01T00:00:00Z', '2025-02-28T23:59:59Z'),
        fc.constantFrom('0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', 'x'),
      ),
    ),
  }),
} as const

type Collection = keyof typeof PROPERTIES
const COLLECTIONS = Object.keys(PROPERTIES) as Collection[]

/** To 1e-7°, polygons as the collections of areas hold them. */
function asStored(collection: Collection, { type, coordinates }: { type: string; coordinates: unknown[] }) {
  const snap = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(snap) : Math.round((value as number) * 1e7) / 1e7 + 0
  const isMulti = collection === 'buildings' && type === 'Polygon'
  return isMulti
    ? { type: 'MultiPolygon', coordinates: [snap(coordinates)] }
    : { type, coordinates: snap(coordinates) }
}

/** What was sent and is shown; JSON knows no undefined and no −0. */
const shownOf = (sent: object, shown: object) =>
  Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(sent))).filter(([name]) => name in shown))

test.for(COLLECTIONS)(
  '%s: random features are taken whole or refused with a reason',
  async (collection, { client }) => {
    let taken = 0
    await fc.assert(
      fc.asyncProperty(aShape, PROPERTIES[collection], aShape, async (geometry, properties, other) => {
        const created = await client.post(collection, aFeature(geometry, properties))
        expectAnswered(created, JSON.stringify([geometry, properties]))
        if (created.statusCode !== 201) return
        taken += 1
        const { id } = created.json()
        const read = (await client.get(`${collection}/items/${id}`)).json()
        expect(read).toEqual(created.json())
        expect(read.geometry).toEqual(asStored(collection, geometry as never))
        expect(read.properties).toMatchObject(shownOf(properties, read.properties))
        const moved = await client.patch(collection, id, { geometry: other })
        expectAnswered(moved, JSON.stringify(other))
        if (moved.statusCode === 200)
          expect(moved.json().geometry).toEqual(asStored(collection, other as never))
        expect((await client.delete(collection, id)).statusCode).toBe(204)
      }),
      { numRuns: 150, seed: 6 },
    )
    expect(taken, 'the property is not empty').toBeGreaterThan(10)
  },
)

test('wild features are refused and never break anything', async ({ client }) => {
  const { id } = (await client.post('buildings', aFeature(aHouse(), { use: 'house' }))).json()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...COLLECTIONS),
      wildShape,
      fc.oneof(fc.dictionary(text, fc.anything()), fc.anything()),
      async (collection, geometry, properties) => {
        const body = { type: 'Feature', geometry, properties: properties as never }
        const said = JSON.stringify(body)
        if (said === undefined) return
        expectAnswered(await client.post(collection, said), said)
        expectAnswered(await client.put('buildings', id, said), said)
        expectAnswered(await client.patch('buildings', id, said), said)
      },
    ),
    { numRuns: 200, seed: 6 },
  )
})

const ring = (vertices: number) =>
  Array.from({ length: vertices }, (_, index) => {
    const angle = (2 * Math.PI * (index % (vertices - 1))) / (vertices - 1)
    return [120.05 + 0.01 * Math.cos(angle), 30.05 + 0.01 * Math.sin(angle)]
  })
const house = JSON.stringify(aFeature(aHouse(), { use: 'house' }))
const ofPolygon = (coordinates: unknown) =>
  JSON.stringify(aFeature({ type: 'Polygon', coordinates }, { use: 'house' }))

test.for([
  ['a number no machine holds', house.replace('120.01', '1e400'), 400, 'body/geometry/coordinates/0/0/0'],
  ['NaN', house.replace('120.01', 'NaN'), 400, undefined],
  ['a text for a number', house.replace('120.01', '"120.01"'), 400, 'body/geometry'],
  ['null for a number', house.replace('120.01', 'null'), 400, 'body/geometry'],
  ['no geometry', JSON.stringify(aFeature(null, { use: 'house' })), 400, 'body/geometry'],
  ['a huge number', house.replace('120.01', '1e300'), 400, 'body/geometry'],
  [
    'swapped axes',
    ofPolygon([
      [
        [30, 120],
        [30, 120.1],
        [30.1, 120.1],
        [30, 120],
      ],
    ]),
    400,
    'body/geometry',
  ],
  [
    'a bow tie',
    ofPolygon([
      [
        [120, 30],
        [120.01, 30.01],
        [120.01, 30],
        [120, 30.01],
        [120, 30],
      ],
    ]),
    400,
    'body/geometry',
  ],
  [
    'an open ring',
    ofPolygon([
      [
        [120, 30],
        [120.01, 30],
        [120.01, 30.01],
      ],
    ]),
    400,
    'body/geometry',
  ],
  [
    'a ring that snaps to a point',
    ofPolygon([
      [
        [120.05, 30.05],
        [120.05 + 1e-9, 30.05],
        [120.05, 30.05 + 1e-9],
        [120.05, 30.05],
      ],
    ]),
    400,
    'body/geometry',
  ],
  [
    'a point for a building',
    JSON.stringify(aFeature(aPoint(120.01, 30.01), { use: 'house' })),
    400,
    'body/geometry/type',
  ],
  ['U+0000', house.replace('house', 'a\\u0000b'), 400, 'body/properties/use'],
  ['half a character', house.replace('house', '\\ud800'), 400, 'body/properties/use'],
  ['deep nesting', `{"type":"Feature","geometry":${'['.repeat(60)}${']'.repeat(60)}}`, 400, 'body'],
  ['an unknown property', house.replace('"use"', '"owner":"x","use"'), 400, 'body/properties/owner'],
  ['no use', house.replace('"use":"house"', ''), 400, 'body/properties/use'],
  [
    'too many households',
    house.replace('"use"', '"households":1e9,"use"'),
    400,
    'body/properties/households',
  ],
  ['no Feature', house.replace('Feature', 'FeatureCollection'), 400, 'body/type'],
  ['20,001 vertices', ofPolygon([ring(20_001)]), 413, 'body/geometry'],
  ['200,001 vertices', ofPolygon([ring(200_001)]), 413, undefined],
] as [string, string, number, string | undefined][])(
  '%s is refused',
  async ([, body, status, field], { client }) => {
    const answer = await client.post('buildings', body)
    expectAnswered(answer, body.slice(0, 200))
    expect(answer.statusCode, answer.body).toBe(status)
    if (field) expect(answer.json().field).toBe(field)
  },
)

test('20,000 vertices are taken; long edges of a shifted system count with the points put in between', async ({
  client,
}) => {
  const taken = await client.post('buildings', ofPolygon([ring(20_000)]))
  expect(taken.statusCode).toBe(201)
  const zigzag = Array.from({ length: 300 }, (_, index) => [119 + (index % 2), 30 + index / 10_000])
  const line = aFeature({ type: 'LineString', coordinates: zigzag }, { kind: 'road', class: 'primary' })
  const long = await client.post('barriers', line, { 'content-crs': '<urn:x-wangge:crs:GCJ-02>' })
  expect(long.statusCode).toBe(413)
  const polar = aFeature(
    {
      type: 'LineString',
      coordinates: [
        [120.05, 30.05],
        [120.05, 90],
      ],
    },
    { kind: 'road', class: 'primary' },
  )
  expect((await client.post('barriers', polar)).json()).toMatchObject({ status: 400, field: 'body/geometry' })
})

test('bodies of other types are refused, and a patch says only what a feature has', async ({ client }) => {
  const { id } = (await client.post('buildings', house)).json()
  for (const type of ['application/merge-patch+json', 'text/plain', 'application/xml'])
    expect((await client.post('buildings', house, { 'content-type': type })).statusCode, type).toBe(415)
  const geojson = await client.patch('buildings', id, house, { 'content-type': 'application/geo+json' })
  expect(geojson.statusCode).toBe(415)
  expect((await client.patch('buildings', id, { name: 'x' })).json()).toMatchObject({
    status: 400,
    field: 'body/name',
  })
  expect((await client.put('buildings', id, { ...JSON.parse(house), id: 'other' })).json().field).toBe(
    'body/id',
  )
  expect((await client.put('buildings', 'no-uuid', house)).statusCode).toBe(404)
})
