/** The pages of the service and its collections. */
import type { Layer } from '../../../platform/layers.ts'
import { addressOf } from '../links.ts'
import type { Collection, Link } from '../schemas.ts'
import { escapeHtml } from './escape-html.ts'
import { type Language, WORDS } from './language.ts'
import { type Html, htmlPage } from './page.ts'

type Page = { language: Language; base: string; links: readonly Link[] }

const asHtml = (base: string, path = '') => addressOf(base, path, { f: 'html' })

const button = (href: string, text: string, isMain = false) =>
  `<a class="button${isMain ? ' main' : ''}" href="${escapeHtml(href)}">${escapeHtml(text)}</a>`

/** Where the page lies below the landing page and the list of collections. */
export const pathTo = (base: string, language: Language, layer?: Layer) => [
  { name: WORDS[language].home, href: asHtml(base) },
  { name: WORDS[language].collections, href: asHtml(base, '/collections') },
  ...(layer ? [{ name: layer.title[language], href: asHtml(base, `/collections/${layer.name}`) }] : []),
]

export function landingPage({ language, base, links, layers }: Page & { layers: readonly Layer[] }): string {
  const words = WORDS[language]
  const docs = links.find(({ rel }) => rel === 'service-doc')?.href ?? base
  return htmlPage({
    language,
    title: words.home,
    lead: words.lead,
    path: pathTo(base, language).slice(0, 1),
    links,
    body: [
      collectionCards(layers, { language, base }),
      `<p class="row">${button(asHtml(base, '/collections'), words.collections, true)}${button(docs, words.api)}${button(asHtml(base, '/conformance'), words.conformance)}</p>`,
    ],
  })
}

export function conformancePage({
  language,
  base,
  links,
  classes,
}: Page & { classes: readonly string[] }): string {
  const words = WORDS[language]
  const rows = classes.map((uri) => `<tr><td><code>${escapeHtml(uri)}</code></td></tr>`)
  return htmlPage({
    language,
    title: words.conformance,
    lead: words.conforms,
    path: [...pathTo(base, language).slice(0, 1), { name: words.conformance, href: '' }],
    links,
    body: [`<div class="card scroll"><table><tbody>${rows.join('')}</tbody></table></div>`],
  })
}

export const collectionsPage = ({ language, base, links, layers }: Page & { layers: readonly Layer[] }) =>
  htmlPage({
    language,
    title: WORDS[language].collections,
    path: pathTo(base, language),
    links,
    body: [collectionCards(layers, { language, base })],
  })

function collectionCards(layers: readonly Layer[], { language, base }: Omit<Page, 'links'>): Html {
  const cards = layers.map(
    ({ name, title, description }) =>
      `<li class="card"><a href="${escapeHtml(asHtml(base, `/collections/${name}`))}">${escapeHtml(title[language])}</a><p class="quiet">${escapeHtml(description[language])}</p></li>`,
  )
  return `<ul class="cards">${cards.join('')}</ul>`
}

export function collectionPage(page: Page & { layer: Layer; collection: Collection }): string {
  const { language, base, links, layer, collection } = page
  const words = WORDS[language]
  const properties = Object.entries(layer.properties).map(
    ([name, type]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${type}</td></tr>`,
  )
  const files = collection.links.filter(({ rel, type }) => rel === 'items' && type !== 'text/html')
  const [bounds = []] = collection.extent.spatial.bbox
  const [west, south, east, north] = bounds.map((degrees) => degrees.toFixed(4))
  return htmlPage({
    language,
    title: layer.title[language],
    lead: layer.description[language],
    path: pathTo(base, language, layer),
    links,
    body: [
      `<p class="row">${button(asHtml(base, `/collections/${layer.name}/items`), words.browse, true)}${files.map(({ href, title }) => button(href, /\((.*)\)$/.exec(title ?? '')?.[1] ?? '')).join('')}</p>`,
      `<p class="quiet">${west}°, ${south}° – ${east}°, ${north}°</p>`,
      `<div class="card"><table class="facts"><tbody>${properties.join('')}</tbody></table></div>`,
    ],
  })
}
