import type { Link } from './schemas.ts'

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text made safe for HTML content and quoted attributes. */
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!)

/** A plain page that needs no script: a title, the links, and rows of named values; the values of `id` lead to `hrefOf`. */
export function htmlPage(page: {
  title: string
  links: readonly Link[]
  rows?: readonly Record<string, unknown>[]
  hrefOf?: (row: Record<string, unknown>) => string
}): string {
  const rows = page.rows ?? []
  const names = Object.keys(rows[0] ?? {})
  const cell = (row: Record<string, unknown>, name: string) => {
    const text = escapeHtml(String(row[name] ?? ''))
    return name === 'id' && page.hrefOf ? `<a href="${escapeHtml(page.hrefOf(row))}">${text}</a>` : text
  }
  const table = rows.map((row) => `<tr>${names.map((name) => `<td>${cell(row, name)}</td>`).join('')}</tr>`)
  const links = page.links.map(
    ({ href, rel, title }) =>
      `<li><a rel="${escapeHtml(rel)}" href="${escapeHtml(href)}">${escapeHtml(title ? `${rel}: ${title}` : rel)}</a></li>`,
  )
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(page.title)}</title></head><body>
<h1>${escapeHtml(page.title)}</h1>
<ul>${links.join('')}</ul>
${rows.length ? `<table border="1"><thead><tr>${names.map((name) => `<th>${escapeHtml(name)}</th>`).join('')}</tr></thead><tbody>${table.join('\n')}</tbody></table>` : ''}
</body></html>
`
}
