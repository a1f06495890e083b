import type { MultiPolygon, Polygon, Position } from 'geojson'
import { checkGeometry } from '../../../algorithms/geometry/check-geometry.ts'
import { geometryConverter, OutOfRange } from '../../../algorithms/geometry/crs/convert-geometry.ts'
import { parseCrs } from '../../../algorithms/geometry/crs/parse-crs.ts'
import { openSourceFile, type SourceOptions } from '../readers/open-source-file.ts'
import { DEFAULT_LIMITS, isRejected } from '../readers/raw-feature.ts'
import { UnreadableSource } from '../readers/unreadable-source.ts'

/** A drawn outline out of a request: WGS 84, snapped; undefined when it is no polygon on Earth. */
export function outlineGeometry(value: unknown): Polygon | MultiPolygon | undefined {
  const checked = checkGeometry(value, DEFAULT_LIMITS.verticesPerFeature)
  if ('rule' in checked) return undefined
  try {
    const geometry = geometryConverter(parseCrs('EPSG:4326'))(checked.geometry)
    return geometry.type === 'Polygon' || geometry.type === 'MultiPolygon' ? geometry : undefined
  } catch (error) {
    if (error instanceof OutOfRange) return undefined
    throw error
  }
}

/** All polygons of a file of any supported format as one outline. */
export async function readOutline(path: string, options: SourceOptions = {}): Promise<MultiPolygon> {
  const file = await openSourceFile(path, options)
  try {
    if (file.kind === 'osm')
      throw new UnreadableSource(
        'An outline cannot be taken from OpenStreetMap data.',
        'Give a GeoJSON file or a shapefile.',
      )
    const convert = geometryConverter(file.crs)
    const coordinates: Position[][][] = []
    for await (const item of file.features()) {
      if (isRejected(item)) continue
      const geometry = convert(item.geometry)
      if (geometry.type === 'Polygon') coordinates.push(geometry.coordinates)
      else if (geometry.type === 'MultiPolygon') coordinates.push(...geometry.coordinates)
    }
    if (coordinates.length === 0)
      throw new UnreadableSource('The outline file holds no polygon.', 'Give one with a polygon.')
    return { type: 'MultiPolygon', coordinates }
  } finally {
    await file.close()
  }
}
