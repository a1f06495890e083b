import type { Database } from '../../platform/database.ts'
import { notFound } from '../../platform/errors.ts'
import type { Layer } from '../../platform/layers.ts'
import { ROW_FORMATS, type RowFormat } from './formats/formats.ts'
import type { Writing } from './formats/item-writer.ts'
import { addressOf, featureLinks, itemsLinks } from './links.ts'
import { countItems, type ItemRow, type Selection, type VersionedItem } from './queries.ts'
import { readItems } from './read-items.ts'
import {
  DEFAULT_LIMIT,
  type ItemFormat,
  type ItemQuery,
  type ItemsQuery,
  type Link,
  MOST_KEPT,
  MOST_SHOWN,
  type PageFormat,
} from './schemas.ts'
import { selectItems, timeConditions } from './select-items.ts'
import { CRS84, geometryShower, readCrs } from './served-crs.ts'
import { findShown, type Reader, type ShownItem } from './shown-item.ts'
import { writeItems } from './write-items.ts'

/** What answers depend on besides the request's own words. */
export type Circumstances = Readonly<{
  /** The absolute address up to `/ogc`. */
  base: string
  /** Whose days a plain date means. */
  timeZone: string
  now: Date
}>

/** A collection's rows as a file of some format: all at once when there are few enough, else as they come. */
export type WrittenItems = {
  pieces: AsyncGenerator<Buffer>
  isStreamed: boolean
  /** Known only once every piece is read. */
  next: () => Link | undefined
  crs: string
}

/** The features of a collection in a format of rows, read while they are written. */
export function getItems(
  db: Database,
  layer: Layer,
  query: ItemsQuery,
  format: RowFormat,
  at: Circumstances,
): WrittenItems {
  const selection = selectItems(layer, query, at)
  const crs = query.crs === undefined ? CRS84 : readCrs(query.crs, 'crs')
  const { open, axes, isFile } = ROW_FORMATS[format]
  const limit = query.limit ?? (isFile ? Number.POSITIVE_INFINITY : DEFAULT_LIMIT)
  const isStreamed = limit > MOST_KEPT
  const writing: Writing = {
    layer,
    properties: selection.properties,
    crs,
    show: geometryShower(crs, axes),
    now: at.now,
  }
  let nextLink: Link | undefined
  const end = async (numberReturned: number, next: string | undefined) => {
    const links = linksOf(layer, query, format, at.base, next)
    nextLink = links.find(({ rel }) => rel === 'next')
    const isAll = query.cursor === undefined && next === undefined
    const numberMatched = isAll
      ? numberReturned
      : isStreamed
        ? undefined
        : await countItems(db, layer, selection.conditions)
    return { numberReturned, numberMatched, links }
  }
  const chunks = readItems(db, layer, selection, { cursor: query.cursor, limit })
  return {
    pieces: writeItems(chunks, open(writing), end),
    isStreamed,
    next: () => nextLink,
    crs: crs.uri,
  }
}

export type ItemsPage = {
  rows: ItemRow[]
  links: Link[]
  numberMatched: number | undefined
  selection: Selection
}

/** One page to look at. */
export async function getItemsPage(
  db: Database,
  layer: Layer,
  query: ItemsQuery,
  at: Circumstances,
): Promise<ItemsPage> {
  // Other systems are for machines: the page shows degrees, but a wrong name is wrong here too.
  if (query.crs !== undefined) readCrs(query.crs, 'crs')
  const selection = selectItems(layer, query, at)
  const limit = Math.min(query.limit ?? DEFAULT_LIMIT, MOST_SHOWN)
  const { value } = await readItems(db, layer, selection, { cursor: query.cursor, limit }).next()
  const { rows, next } = value ?? { rows: [], next: undefined }
  const isAll = query.cursor === undefined && next === undefined
  return {
    rows,
    links: linksOf(layer, query, 'html', at.base, next),
    numberMatched: isAll ? rows.length : await countItems(db, layer, selection.conditions),
    selection,
  }
}

/** The same items in every format, the collection, and the next page: each link keeps every parameter. */
function linksOf(
  layer: Layer,
  query: ItemsQuery,
  format: ItemFormat,
  base: string,
  next: string | undefined,
): Link[] {
  const collection = `/collections/${layer.name}`
  const links = [
    ...itemsLinks(base, `${collection}/items`, query, format),
    { href: base + collection, rel: 'collection', type: 'application/json', title: layer.title.en },
  ]
  const type = links.find(({ rel }) => rel === 'self')!.type!
  if (next !== undefined)
    links.push({
      href: addressOf(base, `${collection}/items`, { ...query, f: format, cursor: next }),
      rel: 'next',
      type,
      title: 'Next page',
    })
  return links
}

export type FoundItem = { row: VersionedItem; links: Link[]; writing: Writing }
type ItemAt = Circumstances & { shown: PageFormat }

/** @throws DomainError `not-found` also for what cannot be an id */
export async function getItem(
  db: Database,
  layer: Layer,
  id: string,
  query: ItemQuery,
  at: ItemAt & { reader: Reader },
): Promise<FoundItem> {
  const conditions = timeConditions(layer, query.datetime, at)
  const item = await findShown(db, layer, id, { conditions, reader: at.reader })
  if (!item) throw notFound(`item of ${layer.name}`, id)
  return presentItem(item, query, at)
}

/** An item that was found, with all that a document of it says. */
export function presentItem({ row, layer }: ShownItem, query: ItemQuery, at: ItemAt): FoundItem {
  const crs = query.crs === undefined ? CRS84 : readCrs(query.crs, 'crs')
  const collection = `/collections/${layer.name}`
  const links = [
    ...featureLinks(at.base, `${collection}/items/${row.id}`, query, at.shown),
    { href: at.base + collection, rel: 'collection', type: 'application/json', title: layer.title.en },
  ]
  const properties = Object.keys(layer.properties)
  return {
    row,
    links,
    writing: { layer, properties, crs, show: geometryShower(crs, 'authority'), now: at.now },
  }
}
