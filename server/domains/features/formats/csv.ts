import { type ItemWriter, shownGeometry, type Writing } from './item-writer.ts'
import { wktOf } from './wkt.ts'

/** Without it spreadsheets read Chinese as something else; GDAL, Python (utf-8-sig) and this server's own import skip it. */
const BYTE_ORDER_MARK = '\ufeff'

/** RFC 4180 with a header; the geometry is WKT in the last column, which names a shifted system so that nobody mistakes it. */
export const csvWriter = (writing: Writing): ItemWriter => ({
  head: () => BYTE_ORDER_MARK + line(['id', ...writing.properties, geometryColumn(writing)]),
  row: (row) => {
    const geometry = shownGeometry(row, writing)
    return line([row.id, ...writing.properties.map((name) => row[name]), geometry && wktOf(geometry)])
  },
  tail: () => '',
})

const geometryColumn = ({ crs }: Writing) => (crs.note ? `geometry (${crs.crs.name})` : 'geometry')

const line = (values: readonly unknown[]) => `${values.map(cell).join(',')}\r\n`

/** Nothing for null; an empty text is quoted, so that the two differ. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = String(value)
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
