import { invalidRequest } from '../../platform/errors.ts'
import type { Layer } from '../../platform/layers.ts'
import { filterCrs } from './filter/filter-crs.ts'
import { filterSql } from './filter-sql.ts'
import { parseBbox } from './parse-bbox.ts'
import { parseDatetime } from './parse-datetime.ts'
import { parseFilter } from './parse-filter.ts'
import { type Condition, equals, holds, meets, type Selection, type SortKey } from './queries.ts'
import { ItemsQuery } from './schemas.ts'
import { CRS84, readCrs } from './served-crs.ts'

const MOST_SORT_KEYS = 8

/** What a request wants of a layer. @throws DomainError `invalid-request` naming the parameter that is wrong */
export function selectItems(
  layer: Layer,
  query: ItemsQuery,
  { timeZone, now }: { timeZone: string; now: Date },
): Selection {
  const bboxCrs = query['bbox-crs']
  const boxSystem = bboxCrs === undefined ? undefined : readCrs(bboxCrs, 'bbox-crs')
  return {
    conditions: [
      ...(query.bbox === undefined ? [] : [meets(parseBbox(query.bbox, boxSystem))]),
      ...timeConditions(layer, query.datetime, { timeZone, now }),
      ...conditionsOfProperties(layer, query),
      ...filterConditions(layer, query),
    ],
    sort: readSortby(layer, query.sortby),
    hasVersions: layer.time === 'versions',
    properties: readProperties(layer, query.properties),
    hasGeometry: query.skipGeometry !== true,
  }
}

/** Of versions those of now, unless another time is asked for; of happenings all. */
export function timeConditions(
  layer: Layer,
  datetime: string | undefined,
  { timeZone, now }: { timeZone: string; now: Date },
): Condition[] {
  const period = datetime === undefined ? undefined : parseDatetime(datetime, timeZone)
  if (!layer.time) return []
  if (period) return period.from || period.to ? [holds(period)] : []
  return layer.time === 'versions' ? [holds({ from: now, to: now, excludesEnd: false })] : []
}

function filterConditions(layer: Layer, query: ItemsQuery): Condition[] {
  const { crs, isNorthFirst } = readCrs(query['filter-crs'] ?? CRS84.uri, 'filter-crs')
  if (query.filter === undefined) return []
  const field = 'querystring/filter'
  const expression = parseFilter(query.filter, query['filter-lang'] ?? 'cql2-text', field)
  return [filterSql(expression, layer, { field, crs: filterCrs(crs, isNorthFirst ? 'yx' : 'xy', field) })]
}

/** A parameter that is no one's is a property of the layer, or a mistake. */
function conditionsOfProperties(layer: Layer, query: Record<string, unknown>): Condition[] {
  const others = Object.keys(query).filter((name) => !Object.hasOwn(ItemsQuery.properties, name))
  return others.map((name) => {
    const value = query[name]
    if (!Object.hasOwn(layer.properties, name))
      throw invalidRequest(`querystring/${name}`, 'The address has a parameter that is not known here.', {
        remedy: `Known are ${Object.keys(ItemsQuery.properties).join(', ')} and the properties ${Object.keys(layer.properties).join(', ')}.`,
      })
    if (typeof value !== 'string')
      throw invalidRequest(`querystring/${name}`, 'The property is given more than once.')
    if (value.includes('\u0000'))
      throw invalidRequest(`querystring/${name}`, 'The text holds the character U+0000.')
    return equals(layer, name, readValue(layer, name, value))
  })
}

const MOST_INTEGER = 2n ** 63n

function readValue(layer: Layer, name: string, text: string): string {
  const type = layer.properties[name]
  const isRight =
    type === 'string' ||
    (type === 'integer' && /^-?\d{1,20}$/.test(text) && isInt8(BigInt(text))) ||
    (type === 'number' && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text))) ||
    // GDAL knows truth as 1 and 0.
    (type === 'boolean' && /^(true|false|[01])$/.test(text)) ||
    (type === 'timestamp' && isMoment(text))
  if (!isRight) throw invalidRequest(`querystring/${name}`, `"${text.slice(0, 60)}" is no ${type}.`)
  return text
}

const isInt8 = (value: bigint) => value >= -MOST_INTEGER && value < MOST_INTEGER

function isMoment(text: string): boolean {
  if (!text.includes('T')) return false
  const { from, to } = parseDatetime(text, 'UTC')
  return from?.getTime() === to?.getTime()
}

/** `+name,-households`; a plus that nobody escaped arrives as a space. */
function readSortby(layer: Layer, text: string | undefined): SortKey[] {
  if (text === undefined) return []
  const keys = text.split(',').map((part): SortKey => {
    const property = part.replace(/^[+ -]/, '').trim()
    if (!Object.hasOwn(layer.properties, property)) throw noSuchProperty(layer, 'sortby', property)
    return { property, isFalling: part.startsWith('-') }
  })
  if (keys.length > MOST_SORT_KEYS)
    throw invalidRequest(
      'querystring/sortby',
      `${keys.length} keys are named; at most ${MOST_SORT_KEYS} are.`,
    )
  if (new Set(keys.map(({ property }) => property)).size < keys.length)
    throw invalidRequest('querystring/sortby', 'A property is named twice.')
  return keys
}

/** In the order of the layer, whatever the order they are asked for in. */
function readProperties(layer: Layer, text: string | undefined): string[] {
  const all = Object.keys(layer.properties)
  if (text === undefined) return all
  const wanted = new Set(text === '' ? [] : text.split(',').map((name) => name.trim()))
  for (const name of wanted)
    if (!Object.hasOwn(layer.properties, name)) throw noSuchProperty(layer, 'properties', name)
  return all.filter((name) => wanted.has(name))
}

const noSuchProperty = (layer: Layer, parameter: string, name: string) =>
  invalidRequest(
    `querystring/${parameter}`,
    `"${name.slice(0, 60)}" is no property of ${layer.name}; it has ${Object.keys(layer.properties).join(', ')}.`,
  )
