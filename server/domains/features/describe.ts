import type { Layer } from '../../platform/layers.ts'
import type { Collection, Link } from './schemas.ts'

const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
export const JSON_TYPE = 'application/json'
export const GEOJSON_TYPE = 'application/geo+json'
export const HTML_TYPE = 'text/html; charset=utf-8'

/** Only what is served. */
export const CONFORMANCE = ['core', 'geojson', 'html'].map(
  (part) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${part}`,
)

/** The document itself and its other format. `base` is the absolute address up to `/ogc`; `path` what follows, with any query. */
export function selfLinks(base: string, path: string, type: string, shown: 'json' | 'html'): Link[] {
  const address = (format: string) => {
    const url = new URL(`${base}${path}`)
    url.searchParams.set('f', format)
    return url.href
  }
  const rel = (format: 'json' | 'html') => (format === shown ? 'self' : 'alternate')
  return [
    { href: address('json'), rel: rel('json'), type, title: 'JSON' },
    { href: address('html'), rel: rel('html'), type: 'text/html', title: 'HTML' },
  ]
}

export const describeLanding = (base: string, shown: 'json' | 'html') => ({
  title: 'wangge 网格',
  description: 'Grids, units, areas and what lies in them, as OGC API – Features. 网格、单元、区划及其要素。',
  links: [
    ...selfLinks(base, '', JSON_TYPE, shown),
    {
      href: new URL('/api/openapi.json', base).href,
      rel: 'service-desc',
      type: 'application/vnd.oai.openapi+json;version=3.1',
    },
    { href: new URL('/api/docs', base).href, rel: 'service-doc', type: 'text/html' },
    { href: `${base}/conformance`, rel: 'conformance', type: JSON_TYPE },
    { href: `${base}/collections`, rel: 'data', type: JSON_TYPE },
  ],
})

export function describeCollection(
  layer: Layer,
  base: string,
  bounds: readonly number[],
  shown: 'json' | 'html',
): Collection {
  const path = `/collections/${layer.name}`
  return {
    id: layer.name,
    title: `${layer.title.en} ${layer.title.zh}`,
    description: `${layer.description.en}. ${layer.description.zh}。`,
    itemType: 'feature',
    extent: { spatial: { bbox: [[...bounds]], crs: CRS84 } },
    crs: [CRS84],
    links: [
      ...selfLinks(base, path, JSON_TYPE, shown),
      { href: `${base}${path}/items`, rel: 'items', type: GEOJSON_TYPE, title: layer.title.en },
      { href: `${base}${path}/items?f=html`, rel: 'items', type: 'text/html', title: layer.title.en },
      {
        href: new URL(`/tiles/${layer.name}.json`, base).href,
        rel: 'describedby',
        type: JSON_TYPE,
        title: 'TileJSON',
      },
    ],
  }
}
