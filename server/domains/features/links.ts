import { GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, ROW_FORMATS } from './formats/formats.ts'
import type { ItemFormat, Link, PageFormat } from './schemas.ts'

/** Parameters of an address: those that are undefined are left out. */
type Query = Readonly<Record<string, unknown>>

export function addressOf(base: string, path: string, query: Query = {}): string {
  const entries = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return base + path + (entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`)
}

const PAGE_TYPES = [
  ['json', JSON_TYPE, 'JSON'],
  ['html', HTML_TYPE, 'HTML'],
] as const
const FEATURE_TYPES = [
  ['json', GEOJSON_TYPE, 'GeoJSON'],
  ['html', HTML_TYPE, 'HTML'],
] as const
/** In which formats the items of a collection are given. */
const ITEM_TYPES = [
  ...FEATURE_TYPES,
  ...(['geojsonseq', 'csv', 'fgb'] as const).map(
    (format) => [format, ROW_FORMATS[format].type, ROW_FORMATS[format].title] as const,
  ),
]

/** The document itself, and the same in its other formats; `base` is the absolute address up to `/ogc`. */
function selfLinks(
  types: readonly (readonly [ItemFormat, string, string])[],
  address: { base: string; path: string; query?: Query },
  shown: ItemFormat,
): Link[] {
  return types.map(([f, type, title]) => ({
    href: addressOf(address.base, address.path, { ...address.query, f }),
    rel: f === shown ? 'self' : 'alternate',
    type,
    title,
  }))
}

export const pageLinks = (base: string, path: string, shown: PageFormat) =>
  selfLinks(PAGE_TYPES, { base, path }, shown)

export const featureLinks = (base: string, path: string, query: Query, shown: PageFormat): Link[] =>
  selfLinks(FEATURE_TYPES, { base, path, query }, shown)

export const itemsLinks = (base: string, path: string, query: Query, shown: ItemFormat): Link[] =>
  selfLinks(ITEM_TYPES, { base, path, query }, shown)

/** Where the items of a collection are, in each format. */
export const linksToItems = (base: string, collection: string, title: string): Link[] =>
  ITEM_TYPES.map(([f, type, format]) => ({
    href: addressOf(base, `/collections/${collection}/items`, f === 'json' ? {} : { f }),
    rel: 'items',
    type,
    title: `${title} (${format})`,
  }))
