import createClient from 'openapi-fetch'
import type { paths } from './schema.d.ts'

/** The server's API, typed by the committed contract. `fetch` is looked up at each call so that tests can replace it. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request) => fetch(request),
})
