import type { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { DomainError } from '../../../platform/errors.ts'

export type TileFeature = {
  properties: Readonly<Record<string, string | number | boolean>>
  /** West, north, east, south in tile units. */
  box: readonly [number, number, number, number]
}
/** The features of one layer of a tile's bytes. */
export type ReadTile = (bytes: Uint8Array, layer: string) => TileFeature[]

/**
 * The reader of tiles, loaded only by those who measure: servers go without it.
 *
 * @throws DomainError with what to install
 */
export async function loadTileReader(): Promise<ReadTile> {
  try {
    const { VectorTile } = await import('@mapbox/vector-tile')
    return (bytes, layer) => featuresOf(new VectorTile(new PbfReader(bytes)), layer)
  } catch (error) {
    throw new DomainError(
      'unavailable',
      `To compare tiles the package @mapbox/vector-tile is needed: ${(error as Error).message}`,
      { remedy: 'Install it with "npm install" (not --omit=dev).' },
    )
  }
}

function featuresOf(tile: VectorTile, name: string): TileFeature[] {
  const layer = tile.layers[name]
  return Array.from({ length: layer?.length ?? 0 }, (_, i) => {
    const feature = layer!.feature(i)
    const positions = feature.loadGeometry().flat()
    const [xs, ys] = [positions.map(({ x }) => x), positions.map(({ y }) => y)]
    return {
      properties: feature.properties,
      box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
    }
  })
}
