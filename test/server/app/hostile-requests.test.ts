/** Whatever is sent to whatever route, the answer is the client's fault said as a problem document, or a success; never a failure of ours. */
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { buildContract } from '../../../server/app.ts'
import { test } from '../../support/app.ts'
import { aKey, anArea } from '../../support/builders.ts'
import { type JsonSchema, sampleOf, withOneReplaced } from '../../support/sample-of-schema.ts'

type Parameter = { name: string; in: 'path' | 'query' | 'header'; schema?: JsonSchema; required?: boolean }
type Operation = {
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema?: JsonSchema }> }
}
type Route = { method: string; path: string; operation: Operation; components: Record<string, JsonSchema> }

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** Every operation of the contract: a route that is added is covered from then on. */
function routesOf(contract: object): Route[] {
  const { paths, components } = contract as {
    paths: Record<string, Record<string, Operation>>
    components?: { schemas?: Record<string, JsonSchema> }
  }
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method]
      return operation ? [{ method, path, operation, components: components?.schemas ?? {} }] : []
    }),
  )
}

const routes = routesOf(await buildContract())

/** Names that exist, so that what comes after them in an address is reached. */
const EXISTING: Record<string, string> = { collection: 'areas', collections: 'areas' }

const HUGE = 'x'.repeat(100_000)
const TEXTS = [
  '',
  ' ',
  'NaN',
  'Infinity',
  '-Infinity',
  '1e400',
  '-0',
  '999',
  '-999',
  '0x10',
  '1.5',
  '99999999999999999999',
  'null',
  'true',
  '[113]',
  '{"a":1}',
  '\u0000',
  'a\u0000b',
  '网格',
  '\ud800',
  '../../etc/passwd',
  `'; drop table areas; --`,
  '01900000-0000-7000-8000-00000000000g',
  '01900000-0000-7000-8000-000000000000',
  '999,999',
  '1,2,3,4,5',
  '180,90,-180,-90',
  'NaN,NaN,NaN,NaN',
  '2024-13-45T99:99:99Z',
  '../2024-01-01T00:00:00Z',
  'x'.repeat(2000),
]
/** Not a text that decodes. */
const BROKEN_ESCAPES = ['%', '%zz', '%ff', '%c0%80', '%ed%a0%80']

const VALUES: unknown[] = [
  null,
  true,
  -1,
  999,
  1e308,
  -0,
  1.5,
  2 ** 53,
  '',
  'NaN',
  '5',
  'a\u0000b',
  '\ud800',
  HUGE,
  [],
  {},
  [[[]]],
  [999, 999],
  [null, null],
  { type: 'Polygon', coordinates: [] },
  { type: 'Polygon', coordinates: [[[0, 0]]] },
  { type: 'Point', coordinates: [999, 999] },
  { type: 'Nonsense' },
]

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const RAW_BODIES: [contentType: string, body: string][] = [
  ['application/json', ''],
  ['application/json', ' '],
  ['application/json', '{'],
  ['application/json', '{"a":}'],
  ['application/json', 'NaN'],
  ['application/json', '{"a": Infinity}'],
  ['application/json', '1e400'],
  ['application/json', '[-1e400]'],
  ['application/json', '{"points": [[1e400, 0]]}'],
  ['application/json', '{"__proto__": {"admin": true}}'],
  ['application/json', '{"constructor": {"prototype": {}}}'],
  ['application/json', '{"a": "\\u0000"}'],
  ['application/json', '{"\\u0000": 1}'],
  ['application/json', '\ufeff{}'],
  ['application/json', deep(200_000)],
  ['application/json', `{"a":`.repeat(200_000)],
  ['application/json', `"${'x'.repeat(9 * 1024 * 1024)}"`],
  ['application/geo+json', '{"type": "FeatureCollection", "features": [{}]}'],
  ['application/xml', '<a/>'],
  ['text/plain', '{}'],
  ['application/x-www-form-urlencoded', 'a=1'],
  ['multipart/form-data', 'no boundary'],
  ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: nonsense\r\n\r\n'],
  ['nonsense', '{}'],
  ['', '{}'],
]

function expectAnswered(answer: LightMyRequestResponse, said: string) {
  expect(answer.statusCode, `${said}: ${answer.body.slice(0, 300)}`).toBeLessThan(500)
  if (answer.statusCode < 400) return
  expect(answer.headers['content-type'], said).toMatch(/^application\/problem\+json/)
  expect(answer.json(), said).toMatchObject({
    type: expect.stringMatching(/^\/problems\//),
    title: expect.any(String),
    status: answer.statusCode,
  })
}

class Attack {
  readonly #app: FastifyInstance
  readonly #route: Route
  readonly #headers: Record<string, string>

  constructor(app: FastifyInstance, route: Route, headers: Record<string, string>) {
    this.#app = app
    this.#route = route
    this.#headers = headers
  }

  resolve(schema: JsonSchema & { $ref?: string } = {}): JsonSchema {
    const name = schema.$ref?.split('/').at(-1)
    return name ? (this.#route.components[name] ?? {}) : schema
  }

  parameters(place: 'path' | 'query') {
    return (this.#route.operation.parameters ?? []).filter((parameter) => parameter.in === place)
  }

  /** The route's address, its parameters sound but for those that are given, which go in as they are. */
  url(raw: Record<string, string> = {}, query = ''): string {
    const path = this.#route.path.replace(/\{([^}]+)\}/g, (_, name: string) => {
      const schema = this.parameters('path').find((parameter) => parameter.name === name)?.schema
      return raw[name] ?? EXISTING[name] ?? encodeURIComponent(String(sampleOf(this.resolve(schema))))
    })
    return query ? `${path}?${query}` : path
  }

  async send(request: Partial<InjectOptions>, said: string) {
    const answer = await this.#app.inject({
      method: this.#route.method.toUpperCase() as 'GET',
      url: this.url(),
      ...request,
      headers: { ...this.#headers, ...request.headers },
    })
    expectAnswered(answer, `${this.#route.method} ${this.#route.path} with ${said.slice(0, 120)}`)
    return answer
  }
}

const inAddress = [
  ...TEXTS.filter((text) => !/\p{Surrogate}/u.test(text)).map(encodeURIComponent),
  ...BROKEN_ESCAPES,
]

test.for(routes)('$method $path answers hostile addresses', async (route, { app, db }) => {
  await anArea(db)
  const { authorization } = await aKey(db)
  const attack = new Attack(app, route, { authorization })
  for (const { name } of attack.parameters('path'))
    for (const text of inAddress) await attack.send({ url: attack.url({ [name]: text }) }, `${name}=${text}`)
  for (const { name } of attack.parameters('query')) {
    for (const text of inAddress)
      await attack.send({ url: attack.url({}, `${name}=${text}`) }, `?${name}=${text}`)
    await attack.send({ url: attack.url({}, `${name}=1&${name}=2`) }, `?${name} twice`)
    await attack.send({ url: attack.url({}, `${name}[a]=1`) }, `?${name}[a]`)
  }
  const unknown = await attack.send({ url: attack.url({}, 'noSuchParameter=1') }, 'an unknown parameter')
  expect(unknown.statusCode, 'an unknown parameter is named').toBe(400)
  expect(unknown.json()).toMatchObject({ field: expect.stringContaining('noSuchParameter') })
})

test.for(routes.filter(({ method }) => method !== 'get'))(
  '$method $path answers hostile bodies',
  async (route, { app, db }) => {
    const { authorization } = await aKey(db)
    const attack = new Attack(app, route, { authorization })
    await attack.send({}, 'no body at all')
    for (const [contentType, payload] of RAW_BODIES) {
      const headers = contentType ? { 'content-type': contentType } : {}
      await attack.send({ headers, payload }, `${contentType} ${payload.slice(0, 60)}`)
    }
    for (const [contentType, { schema }] of Object.entries(route.operation.requestBody?.content ?? {})) {
      if (!contentType.includes('json')) continue
      const sample = sampleOf(attack.resolve(schema))
      for (const value of VALUES)
        for (const body of withOneReplaced(sample, value)) {
          const payload = JSON.stringify(body)
          await attack.send({ headers: { 'content-type': contentType }, payload }, payload)
        }
      // A number that JSON can write and no machine can hold.
      const infinite = JSON.stringify(sample).replace(/\d+/, '1e400')
      await attack.send({ headers: { 'content-type': contentType }, payload: infinite }, infinite)
    }
  },
)

test('other methods than those of a route are answered', async ({ app, db }) => {
  const { authorization } = await aKey(db)
  for (const path of new Set(routes.map((route) => route.path))) {
    const here = routes.filter((route) => route.path === path)
    const attack = new Attack(app, here[0] as Route, { authorization })
    for (const method of METHODS.filter((other) => !here.some((route) => route.method === other))) {
      const answer = await attack.send({ method: method.toUpperCase() as 'GET' }, method)
      expect(answer.statusCode, `${method} ${path}`).toBeOneOf([404, 405])
    }
  }
})

const NOWHERE = [
  '/%',
  '/%zz',
  '/api/%ff',
  '/nowhere',
  '/api/nowhere',
  '//nowhere',
  '/api//areas',
  '/api/areas/',
]

test('an address of no route is answered by a problem', async ({ app }) => {
  for (const url of [...NOWHERE, `/api/${'x'.repeat(5000)}`]) {
    const answer = await app.inject({ url })
    expectAnswered(answer, url)
    expect(answer.statusCode, url).toBeOneOf([400, 401, 404, 414])
  }
})
