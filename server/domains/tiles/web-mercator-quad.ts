/** The tile matrix set WebMercatorQuad (OGC 17-083r4, annex D.1): what OGC API – Tiles says of the tiles everybody uses. */
import { tileRange } from '../../algorithms/tiling/touched-tiles.ts'

export const TILE_MATRIX_SET = 'WebMercatorQuad'
export const TILE_MATRIX_SET_URI = 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad'
export const WEB_MERCATOR_CRS = 'http://www.opengis.net/def/crs/EPSG/0/3857'

/** Half of the world's width in metres of EPSG:3857. */
const HALF = 20_037_508.342789244
const EARTH_RADIUS = 6_378_137
const HIGHEST_LATITUDE = 85.05112877980659
const LARGEST_ZOOM = 22
/** Pixels of the standard's tile: its scale denominators count with them, not with the tile's units. */
const PIXELS = 256
/** Metres of a pixel at scale 1 (the standard's 0.28 mm). */
const PIXEL_METERS = 0.00028

/** The definition of the set itself. */
export const tileMatrixSet = () => ({
  id: TILE_MATRIX_SET,
  title: 'Web Mercator, each zoom twice as fine 网络墨卡托四叉切片',
  uri: TILE_MATRIX_SET_URI,
  crs: WEB_MERCATOR_CRS,
  orderedAxes: ['X', 'Y'],
  wellKnownScaleSet: 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible',
  tileMatrices: Array.from({ length: LARGEST_ZOOM + 1 }, (_, zoom) => {
    const cellSize = (2 * HALF) / PIXELS / 2 ** zoom
    return {
      id: String(zoom),
      scaleDenominator: cellSize / PIXEL_METERS,
      cellSize,
      cornerOfOrigin: 'topLeft',
      pointOfOrigin: [-HALF, HALF],
      tileWidth: PIXELS,
      tileHeight: PIXELS,
      matrixWidth: 2 ** zoom,
      matrixHeight: 2 ** zoom,
    }
  }),
})

const metersEast = (lng: number) => (lng / 180) * HALF
const metersNorth = (lat: number) => {
  const latitude = Math.min(Math.max(lat, -HIGHEST_LATITUDE), HIGHEST_LATITUDE)
  return EARTH_RADIUS * Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360))
}

/** West, south, east, north in degrees as metres of EPSG:3857. */
export const metresOf = ([west, south, east, north]: readonly [number, number, number, number]) =>
  [metersEast(west), metersNorth(south), metersEast(east), metersNorth(north)] as const

/** The rows and columns at a zoom in which anything can lie. @param bounds west, south, east, north in degrees */
export function tileLimits(bounds: readonly [number, number, number, number], zoom: number) {
  const { firstX, lastX, firstY, lastY } = tileRange(metresOf(bounds), zoom)
  return {
    tileMatrix: String(zoom),
    minTileRow: firstY,
    maxTileRow: lastY,
    minTileCol: firstX,
    maxTileCol: lastX,
  }
}
