import type { Link } from '../schemas.ts'
import { escapeHtml } from './escape-html.ts'
import { type Language, WORDS } from './language.ts'
import { PAGE_STYLE } from './page-style.ts'

/** What is safe to write as it is: made by a page of ours, every value in it escaped. */
export type Html = string

export type PageFrame = {
  language: Language
  title: string
  lead?: string
  /** The way here, from the landing page on: names and addresses; the last is this page. */
  path: readonly { name: string; href: string }[]
  /** The page itself in its other formats are among them. */
  links: readonly Link[]
  body: readonly Html[]
}

/** A whole page that needs no script. */
export function htmlPage({ language, title, lead, path, links, body }: PageFrame): string {
  const words = WORDS[language]
  const crumbs = path.map(({ name, href }, i) => {
    const text = escapeHtml(name)
    return i < path.length - 1
      ? `<a href="${escapeHtml(href)}">${text}</a><span>›</span>`
      : `<span>${text}</span>`
  })
  const others = links.filter(({ rel }) => rel === 'alternate')
  const heads = links
    .filter(({ rel }) => ['alternate', 'next', 'collection'].includes(rel))
    .map(
      (link) =>
        `<link rel="${link.rel}" href="${escapeHtml(link.href)}" type="${escapeHtml(link.type ?? '')}">`,
    )
  return `<!doctype html>
<html lang="${words.tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)} · wangge 网格</title>
${heads.join('\n')}
<style>${PAGE_STYLE}</style></head><body>
<header><nav><strong>wangge 网格</strong>${crumbs.join('')}</nav></header>
<main><h1>${escapeHtml(title)}</h1>${lead ? `<p class="lead">${escapeHtml(lead)}</p>` : ''}
${body.join('\n')}
</main>
<footer>${words.formats}: ${others.map(({ href, title: name }) => `<a href="${escapeHtml(href)}">${escapeHtml(name ?? '')}</a>`).join(' · ')}</footer>
</body></html>
`
}

/** A value as a reader of the language wants it. */
export function valueText(value: unknown, language: Language): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return WORDS[language][value ? 'yes' : 'no']
  if (typeof value === 'number')
    return value.toLocaleString(WORDS[language].tag, { maximumFractionDigits: Math.abs(value) < 10 ? 3 : 1 })
  return String(value)
}
