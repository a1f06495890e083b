import type { Layer } from '../../platform/layers.ts'
import { HTML_TYPE, JSON_TYPE } from './formats/formats.ts'
import { linksToItems, pageLinks } from './links.ts'
import type { Collection, PageFormat } from './schemas.ts'
import { CRS84, SERVED_URIS } from './served-crs.ts'
import { WRITE_CONFORMANCE } from './write-schemas.ts'

const GREGORIAN = 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian'
export const SCHEMA_TYPE = 'application/schema+json'
export const OPENAPI_TYPE = 'application/vnd.oai.openapi+json;version=3.0'
const REL = 'http://www.opengis.net/def/rel/ogc/1.0'
const SPEC = 'http://www.opengis.net/spec'

/** Only what is served. */
export const CONFORMANCE = [
  ...['core', 'geojson', 'html', 'oas30'].map((part) => `${SPEC}/ogcapi-features-1/1.0/conf/${part}`),
  `${SPEC}/ogcapi-features-2/1.0/conf/crs`,
  ...['queryables', 'queryables-query-parameters', 'filter', 'features-filter'].map(
    (part) => `${SPEC}/ogcapi-features-3/1.0/conf/${part}`,
  ),
  ...[
    'cql2-text',
    'cql2-json',
    'basic-cql2',
    'advanced-comparison-operators',
    'case-insensitive-comparison',
    'accent-insensitive-comparison',
    'basic-spatial-functions',
    'basic-spatial-functions-plus',
    'spatial-functions',
    'temporal-functions',
    'array-functions',
    'property-property',
    'arithmetic',
  ].map((part) => `${SPEC}/cql2/1.0/conf/${part}`),
  ...WRITE_CONFORMANCE,
]

export const describeLanding = (address: string, shown: PageFormat) => {
  const base = `${address}/ogc`
  return {
    title: 'wangge 网格',
    description:
      'Grids, units, areas and what lies in them, as OGC API – Features. 网格、单元、区划及其要素。',
    links: [
      ...pageLinks(base, '', shown),
      { href: `${base}/api`, rel: 'service-desc', type: OPENAPI_TYPE, title: 'OpenAPI 3.0' },
      { href: `${address}/api/docs`, rel: 'service-doc', type: HTML_TYPE, title: 'API' },
      { href: `${base}/conformance`, rel: 'conformance', type: JSON_TYPE, title: 'Conformance' },
      { href: `${base}/collections`, rel: 'data', type: JSON_TYPE, title: 'Collections' },
      {
        href: `${base}/tileMatrixSets`,
        rel: `${REL}/tiling-schemes`,
        type: JSON_TYPE,
        title: 'Tiling schemes',
      },
    ],
  }
}

export function describeCollection(
  layer: Layer,
  at: { address: string; bounds: readonly number[]; shown: PageFormat },
): Collection {
  const base = `${at.address}/ogc`
  const path = `/collections/${layer.name}`
  return {
    id: layer.name,
    title: `${layer.title.en} ${layer.title.zh}`,
    description: `${layer.description.en}. ${layer.description.zh}。`,
    itemType: 'feature',
    extent: {
      spatial: { bbox: [[...at.bounds]], crs: CRS84.uri },
      // Open at both ends: which times there are is for the caller's jurisdiction to say.
      ...(layer.time ? { temporal: { interval: [[null, null]], trs: GREGORIAN } } : {}),
    },
    crs: [...SERVED_URIS],
    storageCrs: CRS84.uri,
    links: [
      ...pageLinks(base, path, at.shown),
      ...linksToItems(base, layer.name, layer.title.en),
      { href: `${base}${path}/queryables`, rel: `${REL}/queryables`, type: SCHEMA_TYPE, title: 'Queryables' },
      { href: `${base}${path}/sortables`, rel: `${REL}/sortables`, type: SCHEMA_TYPE, title: 'Sortables' },
      { href: `${base}${path}/tiles`, rel: `${REL}/tilesets-vector`, type: JSON_TYPE, title: 'Tiles' },
      {
        href: `${at.address}/tiles/${layer.name}.json`,
        rel: 'describedby',
        type: JSON_TYPE,
        title: 'TileJSON',
      },
    ],
  }
}
