import type { ItemRow } from '../queries.ts'
import type { Link } from '../schemas.ts'
import { CRS84 } from '../served-crs.ts'
import { type ItemWriter, shownGeometry, type Writing } from './item-writer.ts'

/** A row as a GeoJSON feature. A geometry that is shown as it is stored is text already and stays so: parsing it would only cost. */
function featureJson(row: ItemRow, writing: Writing, more: object = {}): string {
  const values = Object.fromEntries(writing.properties.map((name) => [name, row[name] ?? null]))
  const geometry = writing.show ? JSON.stringify(shownGeometry(row, writing)) : row.geometry
  const rest = JSON.stringify(more).slice(1, -1)
  return `{"type":"Feature","id":${JSON.stringify(row.id)},"geometry":${geometry},"properties":${JSON.stringify(values)}${rest && ','}${rest}}`
}

/** A document that is not in CRS84, where GeoJSON always is, says so (as JSON-FG does), and why it must not be taken for that. */
const crsMembers = ({ crs }: Writing): object =>
  crs === CRS84 ? {} : { coordRefSys: crs.uri, ...(crs.note ? { crsNote: crs.note } : {}) }

/** A GeoJSON feature collection; counts and links come last, when they are known. */
export const geoJsonWriter = (writing: Writing): ItemWriter => ({
  head: () => {
    const members = {
      type: 'FeatureCollection',
      timeStamp: writing.now.toISOString(),
      ...crsMembers(writing),
    }
    return `${JSON.stringify(members).slice(0, -1)},"features":[`
  },
  row: (row, index) => (index === 0 ? '' : ',\n') + featureJson(row, writing),
  tail: (end) => `],${JSON.stringify(end).slice(1)}`,
})

/** One feature as a document of its own. */
export const featureDocument = (row: ItemRow, writing: Writing, links: readonly Link[]) =>
  featureJson(row, writing, { ...crsMembers(writing), links })

/** RFC 8142: each feature between a record separator and a line feed. */
export const geoJsonSeqWriter = (writing: Writing): ItemWriter => ({
  head: () => '',
  row: (row) => `\u001e${featureJson(row, writing, crsMembers(writing))}\n`,
  tail: () => '',
})

/** The same text whenever it is asked for, as long as the features are the same. */
export const withoutTimeStamp = (json: string) => json.replace(/"timeStamp":"[^"]*",/, '')
