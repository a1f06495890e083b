/** A county with two communities side by side, and what it takes to write features in them. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Role } from '../../server/platform/access.ts'
import type { Database } from '../../server/platform/database.ts'
import { aKey, anArea, square } from './builders.ts'

export async function twoCommunities(db: Database) {
  const county = await anArea(db, { name: '县', code: '990101000000', geometry: square(120, 30, 0.3) })
  const community = (name: string, code: string, west: number) =>
    anArea(db, { county, parent: county, level: 'community', name, code, geometry: square(west, 30, 0.1) })
  return {
    county,
    west: await community('西', '990101001001', 120),
    east: await community('东', '990101001002', 120.1),
  }
}

type Body = object | string
type Headers = Record<string, string>

/** Sends features with a key. */
export class FeatureClient {
  readonly #app: FastifyInstance
  readonly #authorization: string

  constructor(app: FastifyInstance, authorization: string) {
    this.#app = app
    this.#authorization = authorization
  }

  static async of(app: FastifyInstance, db: Database, role: Role = 'admin', areaIds: string[] | null = null) {
    return new FeatureClient(app, (await aKey(db, { role, areaIds })).authorization)
  }

  #send(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    type: string,
    body?: Body,
    headers: Headers = {},
  ) {
    const payload = typeof body === 'string' ? body : JSON.stringify(body)
    return this.#app.inject({
      method,
      url: `/ogc/collections/${path}`,
      headers: {
        authorization: this.#authorization,
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    })
  }

  get = (path: string, headers: Headers = {}): Promise<LightMyRequestResponse> =>
    this.#app.inject({
      url: `/ogc/collections/${path}`,
      headers: { authorization: this.#authorization, ...headers },
    })
  post = (collection: string, body: Body, headers?: Headers) =>
    this.#send('POST', `${collection}/items`, 'application/geo+json', body, headers)
  put = (collection: string, id: string, body: Body, headers?: Headers) =>
    this.#send('PUT', `${collection}/items/${id}`, 'application/geo+json', body, headers)
  patch = (collection: string, id: string, body: Body, headers?: Headers) =>
    this.#send('PATCH', `${collection}/items/${id}`, 'application/merge-patch+json', body, headers)
  delete = (collection: string, id: string, headers?: Headers) =>
    this.#send('DELETE', `${collection}/items/${id}`, '', undefined, headers)
}

export const aFeature = (geometry: unknown, properties: Record<string, unknown>) => ({
  type: 'Feature',
  geometry,
  properties,
})

export const aPoint = (lng: number, lat: number) => ({ type: 'Point', coordinates: [lng, lat] })

/** About 20 m wide. */
export const aHouse = (west = 120.01, south = 30.01) => ({
  type: 'Polygon',
  coordinates: square(west, south, 0.0002).coordinates[0]!.map((ring) =>
    ring.map(([x, y]) => [Math.round(x! * 1e7) / 1e7, Math.round(y! * 1e7) / 1e7]),
  ),
})
