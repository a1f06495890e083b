import type { Geometry, Position } from 'geojson'
import { escapeHtml } from './escape-html.ts'
import type { Html } from './page.ts'

export type MapFeature = { geometry: Geometry; name: string; href?: string }

const [WIDTH, HEIGHT, MARGIN] = [960, 480, 16]
/** Points nearer than this to the last one drawn add nothing to see; pixels. */
const NEAREST_PIXELS = 0.6
/** Degrees: a place smaller than this is drawn as if it were so large. */
const LEAST_SPAN = 1e-4

/** Features as a picture that needs no script, each leading to its page; a plane around their middle, north up. Empty without any. */
export function mapSvg(features: readonly MapFeature[]): Html {
  const bounds = boundsOf(features.map(({ geometry }) => geometry))
  if (!bounds) return ''
  const project = projectionTo(bounds)
  const shapes = features.map(({ geometry, name, href }) => {
    const drawn = drawing(geometry, project, name)
    return href ? `<a href="${escapeHtml(href)}">${drawn}</a>` : drawn
  })
  return `<div class="card map"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="map">${shapes.join('')}</svg></div>`
}

/** The address of the viewer that shows these features, below the address of the server. */
export function viewerHash(geometries: readonly Geometry[]): string | undefined {
  const bounds = boundsOf(geometries)
  if (!bounds) return undefined
  const [west, south, east, north] = bounds
  const span = Math.max((east - west) / 2, north - south, LEAST_SPAN)
  const zoom = Math.max(2, Math.min(17, Math.log2(360 / span) - 0.5))
  return `#map=${zoom.toFixed(1)}/${((south + north) / 2).toFixed(6)}/${((west + east) / 2).toFixed(6)}`
}

type Bounds = [west: number, south: number, east: number, north: number]

function boundsOf(geometries: readonly Geometry[]): Bounds | undefined {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const geometry of geometries)
    for (const path of pathsOf(geometry))
      for (const [x, y] of path as [number, number][]) {
        bounds[0] = Math.min(bounds[0], x)
        bounds[1] = Math.min(bounds[1], y)
        bounds[2] = Math.max(bounds[2], x)
        bounds[3] = Math.max(bounds[3], y)
      }
  return bounds[0] <= bounds[2] ? bounds : undefined
}

type Project = (position: Position) => [x: number, y: number]

function projectionTo([west, south, east, north]: Bounds): Project {
  const squeeze = Math.max(0.05, Math.cos((((south + north) / 2) * Math.PI) / 180))
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max((east - west) * squeeze, LEAST_SPAN),
    (HEIGHT - 2 * MARGIN) / Math.max(north - south, LEAST_SPAN),
  )
  const [middleX, middleY] = [(west + east) / 2, (south + north) / 2]
  return ([lng, lat]) => [
    WIDTH / 2 + (lng! - middleX) * squeeze * scale,
    HEIGHT / 2 - (lat! - middleY) * scale,
  ]
}

function drawing(geometry: Geometry, project: Project, name: string): Html {
  const title = `<title>${escapeHtml(name)}</title>`
  if (geometry.type === 'GeometryCollection')
    return geometry.geometries.map((part) => drawing(part, project, name)).join('')
  if (geometry.type === 'Point' || geometry.type === 'MultiPoint')
    return pathsOf(geometry)
      .flat()
      .map((position) => {
        const [x, y] = project(position)
        return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="5">${title}</circle>`
      })
      .join('')
  const isArea = geometry.type.endsWith('Polygon')
  const commands = pathsOf(geometry).map((path) => pathCommands(path, project) + (isArea ? 'Z' : ''))
  return `<path${isArea ? ' fill-rule="evenodd"' : ' class="line"'} d="${commands.join('')}">${title}</path>`
}

function pathCommands(path: readonly Position[], project: Project): string {
  let [lastX, lastY] = [Infinity, Infinity]
  let text = ''
  path.forEach((position, i) => {
    const [x, y] = project(position)
    const isNear = Math.abs(x - lastX) < NEAREST_PIXELS && Math.abs(y - lastY) < NEAREST_PIXELS
    if (isNear && i < path.length - 1) return
    text += `${text === '' ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`
    lastX = x
    lastY = y
  })
  return text
}

/** Every run of positions: rings, lines, and points alone. */
function pathsOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates.length > 0 ? [[geometry.coordinates]] : []
    case 'MultiPoint':
    case 'LineString':
      return [geometry.coordinates]
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat()
    case 'GeometryCollection':
      return geometry.geometries.flatMap(pathsOf)
  }
}
