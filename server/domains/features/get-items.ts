import type { Database } from '../../platform/database.ts'
import { notFound } from '../../platform/errors.ts'
import type { Layer } from '../../platform/layers.ts'
import { GEOJSON_TYPE, selfLinks } from './describe.ts'
import { parseBbox } from './parse-bbox.ts'
import { countItems, findItem, type ItemRow, listItems } from './queries.ts'
import { type ItemsQuery, type Link, MOST_ITEMS } from './schemas.ts'

export type ItemsPage = { rows: ItemRow[]; links: Link[]; numberMatched: number | undefined }

/** One page of a collection: its features by id, how many match where that is cheap to know, and the way to the next page. */
export async function getItems(
  db: Database,
  layer: Layer,
  query: ItemsQuery,
  base: string,
): Promise<ItemsPage> {
  const limit = Math.min(query.limit ?? 100, MOST_ITEMS)
  const boxes = query.bbox === undefined ? [] : parseBbox(query.bbox)
  const found = await listItems(db, layer, { boxes, cursor: query.cursor, limit })
  const rows = found.slice(0, limit)
  const path = `/collections/${layer.name}/items`
  const links = [
    ...selfLinks(base, path + textOf(query), GEOJSON_TYPE, query.f ?? 'json'),
    { href: `${base}/collections/${layer.name}`, rel: 'collection', type: 'application/json' },
  ]
  const last = rows.at(-1)
  if (found.length > limit && last)
    links.push({ href: base + path + textOf({ ...query, cursor: last.id }), rel: 'next', type: GEOJSON_TYPE })
  return { rows, links, numberMatched: await countItems(db, layer, boxes) }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** @throws DomainError `not-found` also for what cannot be an id */
export async function getItem(
  db: Database,
  layer: Layer,
  id: string,
  { base, shown }: { base: string; shown: 'json' | 'html' },
): Promise<{ row: ItemRow; links: Link[] }> {
  const row = UUID.test(id) ? await findItem(db, layer, id) : undefined
  if (!row) throw notFound(`item of ${layer.name}`, id)
  const collection = `/collections/${layer.name}`
  const links = [
    ...selfLinks(base, `${collection}/items/${id}`, GEOJSON_TYPE, shown),
    { href: base + collection, rel: 'collection', type: 'application/json' },
  ]
  return { row, links }
}

/** Every parameter of a query, so that a link keeps them all. */
function textOf(query: ItemsQuery): string {
  const entries = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`
}
