import type { ItemFormat } from '../schemas.ts'
import { csvWriter } from './csv.ts'
import { flatGeobufWriter } from './flat-geobuf.ts'
import { geoJsonSeqWriter, geoJsonWriter } from './geojson.ts'
import type { ItemWriter, Writing } from './item-writer.ts'

export const JSON_TYPE = 'application/json'
export const HTML_TYPE = 'text/html'
export const GEOJSON_TYPE = 'application/geo+json'

/** A format that rows are written in, one after the other. */
export type RowFormat = Exclude<ItemFormat, 'html'>

type Format = {
  type: string
  title: string
  /** How the axes of the coordinates are ordered: as the authority of the system has it, or always east first. */
  axes: 'authority' | 'xy'
  /** Whether it is a file to keep rather than a page: then there is no limit unless one is asked for. */
  isFile: boolean
  open: (writing: Writing) => ItemWriter
}

export const ROW_FORMATS: Readonly<Record<RowFormat, Format>> = {
  json: { type: GEOJSON_TYPE, title: 'GeoJSON', axes: 'authority', isFile: false, open: geoJsonWriter },
  geojsonseq: {
    type: 'application/geo+json-seq',
    title: 'GeoJSON text sequence',
    axes: 'authority',
    isFile: true,
    open: geoJsonSeqWriter,
  },
  csv: { type: 'text/csv; charset=utf-8', title: 'CSV', axes: 'authority', isFile: true, open: csvWriter },
  fgb: {
    type: 'application/flatgeobuf',
    title: 'FlatGeobuf',
    axes: 'xy',
    isFile: true,
    open: flatGeobufWriter,
  },
}

/** The format that an `Accept` header likes best, of equals the first, of those that are served; GeoJSON when it names none. */
export function acceptedFormat(accept = ''): ItemFormat {
  const wanted = accept
    .split(',')
    .map((entry) => {
      const [type = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
      const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)
      return { format: formatOf(type), quality }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return wanted.find(({ format }) => format !== undefined)?.format ?? 'json'
}

function formatOf(type: string): ItemFormat | undefined {
  if (type === HTML_TYPE) return 'html'
  const found = Object.entries(ROW_FORMATS).find(([, format]) => format.type.split(';')[0] === type)
  return found?.[0] as RowFormat | undefined
}
