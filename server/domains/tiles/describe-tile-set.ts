import type { Layer } from '../../platform/layers.ts'
import type { TileSet } from './ogc-schemas.ts'
import type { Ground } from './tile-json.ts'
import { TILE_MATRIX_SET, TILE_MATRIX_SET_URI, tileLimits, WEB_MERCATOR_CRS } from './web-mercator-quad.ts'

/** The classes of OGC API – Tiles that are served. */
export const TILES_CONFORMANCE = ['core', 'tileset', 'tilesets-list', 'geodata-tilesets', 'mvt'].map(
  (part) => `http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/${part}`,
)

export const TILE_TYPE = 'application/vnd.mapbox-vector-tile'
/** The tiles of one collection as OGC API – Tiles describes them. `address` is where the caller sees this server. */
export function describeTileSet(layer: Layer, address: string, { bounds, attribution }: Ground): TileSet {
  const collection = `${address}/ogc/collections/${layer.name}`
  const tiles = `${collection}/tiles/${TILE_MATRIX_SET}`
  const zooms = Array.from({ length: layer.maxZoom - layer.minZoom + 1 }, (_, i) => layer.minZoom + i)
  return {
    title: `${layer.title.en} ${layer.title.zh}`,
    dataType: 'vector',
    crs: WEB_MERCATOR_CRS,
    tileMatrixSetId: TILE_MATRIX_SET,
    tileMatrixSetURI: TILE_MATRIX_SET_URI,
    tileMatrixSetLimits: zooms.map((zoom) => tileLimits(bounds, zoom)),
    boundingBox: {
      lowerLeft: bounds.slice(0, 2),
      upperRight: bounds.slice(2),
      crs: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
    },
    layers: [
      {
        id: layer.name,
        title: `${layer.title.en} ${layer.title.zh}`,
        description: `${layer.description.en}. ${layer.description.zh}。`,
        dataType: 'vector',
        minTileMatrix: String(layer.minZoom),
        maxTileMatrix: String(layer.maxZoom),
      },
    ],
    ...(attribution ? { attribution } : {}),
    links: [
      { href: tiles, rel: 'self', type: 'application/json' },
      { href: `${tiles}/{tileMatrix}/{tileRow}/{tileCol}`, rel: 'item', type: TILE_TYPE, templated: true },
      {
        href: `${address}/ogc/tileMatrixSets/${TILE_MATRIX_SET}`,
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme',
        type: 'application/json',
      },
      {
        href: `${address}/tiles/${layer.name}.json`,
        rel: 'describedby',
        type: 'application/json',
        title: 'TileJSON',
      },
      { href: collection, rel: 'http://www.opengis.net/def/rel/ogc/1.0/geodata', type: 'application/json' },
    ],
  }
}
