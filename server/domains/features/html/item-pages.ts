/** The pages of features: a collection's, with a map and a table, and one alone. */
import type { Geometry } from 'geojson'
import type { Layer, PropertyType } from '../../../platform/layers.ts'
import type { ItemsPage } from '../get-items.ts'
import { addressOf } from '../links.ts'
import type { ItemRow } from '../queries.ts'
import type { ItemsQuery, Link } from '../schemas.ts'
import { escapeHtml } from './escape-html.ts'
import { type Language, WORDS } from './language.ts'
import { mapSvg, viewerHash } from './map-svg.ts'
import { type Html, htmlPage, valueText } from './page.ts'
import { pathTo } from './service-pages.ts'

type Shown = { language: Language; address: string; base: string; layer: Layer }

const geometryOf = ({ geometry }: ItemRow) => geometry && (JSON.parse(geometry) as Geometry)

/** What a reader would call the feature. */
function nameOf(row: ItemRow, language: Language): string {
  const name = (language === 'en' && row.nameEn) || (row.name ?? row.label ?? row.code)
  return String(name ?? `${row.class ?? row.kind ?? ''} ${row.id.slice(-6)}`).trim()
}

export function itemsPage(shown: Shown, page: ItemsPage, query: ItemsQuery): string {
  const { language, base, layer, address } = shown
  const words = WORDS[language]
  const path = `/collections/${layer.name}/items`
  // A version that is past has its page only at its time.
  const hrefOf = (row: ItemRow) =>
    addressOf(base, `${path}/${row.id}`, { f: 'html', datetime: query.datetime })
  const features = page.rows.flatMap((row) => {
    const geometry = geometryOf(row)
    return geometry ? [{ geometry, name: nameOf(row, language), href: hrefOf(row) }] : []
  })
  const matched = page.numberMatched?.toLocaleString(words.tag)
  return htmlPage({
    language,
    title: layer.title[language],
    lead: page.rows.length > 0 ? words.shown(page.rows.length, matched) : words.noFeatures,
    path: [...pathTo(base, language, layer), { name: words.items, href: '' }],
    links: page.links,
    body: [
      mapSvg(features),
      paging(page.links, query.cursor === undefined ? undefined : firstPage(base, path, query), {
        language,
        viewer: viewerLink(address, features),
      }),
      page.rows.length > 0 ? itemTable(page, { language, layer, hrefOf }) : '',
      paging(page.links, undefined, { language }),
    ],
  })
}

const firstPage = (base: string, path: string, query: ItemsQuery) =>
  addressOf(base, path, { ...query, f: 'html', cursor: undefined })

const viewerLink = (address: string, features: readonly { geometry: Geometry }[]) => {
  const hash = viewerHash(features.map(({ geometry }) => geometry))
  return hash && `${address}/${hash}`
}

function paging(
  links: readonly Link[],
  first: string | undefined,
  { language, viewer }: { language: Language; viewer?: string | undefined },
): Html {
  const words = WORDS[language]
  const next = links.find(({ rel }) => rel === 'next')
  const parts = [
    ...(next
      ? [`<a class="button main" rel="next" href="${escapeHtml(next.href)}">${words.next} →</a>`]
      : []),
    ...(first ? [`<a class="button" rel="first" href="${escapeHtml(first)}">${words.first}</a>`] : []),
    ...(viewer ? [`<a class="button" href="${escapeHtml(viewer)}">${words.viewer}</a>`] : []),
  ]
  return parts.length > 0 ? `<p class="row">${parts.join('')}</p>` : ''
}

function itemTable(
  { rows, selection }: ItemsPage,
  { language, layer, hrefOf }: { language: Language; layer: Layer; hrefOf: (row: ItemRow) => string },
): Html {
  // The name is what leads to the feature, and needs no column beside it.
  const columns = selection.properties.filter((name) => name !== 'name')
  const classOf = (type: PropertyType) => (type === 'integer' || type === 'number' ? ' class="number"' : '')
  const heads = columns.map((name) => `<th scope="col"${classOf(layer.properties[name]!)}>${name}</th>`)
  const lines = rows.map((row) => {
    const cells = columns.map((name) => cell(row[name], layer.properties[name]!, language))
    return `<tr><td><a href="${escapeHtml(hrefOf(row))}">${escapeHtml(nameOf(row, language))}</a></td>${cells.join('')}</tr>`
  })
  return `<div class="card scroll"><table><thead><tr><th scope="col"></th>${heads.join('')}</tr></thead><tbody>${lines.join('\n')}</tbody></table></div>`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

function cell(value: unknown, type: PropertyType, language: Language): Html {
  if (value === null || value === undefined) return '<td class="none">–</td>'
  const text = valueText(value, language)
  // An id says nothing to a reader, and would take the place of what does.
  if (UUID.test(text)) return `<td title="${text}"><code>…${text.slice(-6)}</code></td>`
  return `<td${type === 'integer' || type === 'number' ? ' class="number"' : ''}>${escapeHtml(text)}</td>`
}

export function itemPage(shown: Shown, { row, links }: { row: ItemRow; links: readonly Link[] }): string {
  const { language, base, layer, address } = shown
  const words = WORDS[language]
  const name = nameOf(row, language)
  const geometry = geometryOf(row)
  const viewer = viewerLink(address, geometry ? [{ geometry }] : [])
  const names = ['id', ...Object.keys(layer.properties)]
  const facts = names.map(
    (property) =>
      `<tr><th scope="row">${property}</th><td>${escapeHtml(valueText(row[property], language))}</td></tr>`,
  )
  return htmlPage({
    language,
    title: name,
    lead: layer.title[language],
    path: [
      ...pathTo(base, language, layer),
      { name: words.items, href: addressOf(base, `/collections/${layer.name}/items`, { f: 'html' }) },
      { name, href: '' },
    ],
    links,
    body: [
      geometry ? mapSvg([{ geometry, name }]) : `<p class="quiet">${words.noGeometry}</p>`,
      viewer ? `<p class="row"><a class="button" href="${escapeHtml(viewer)}">${words.viewer}</a></p>` : '',
      `<div class="card"><table class="facts"><tbody>${facts.join('')}</tbody></table></div>`,
    ],
  })
}
