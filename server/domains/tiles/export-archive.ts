import type { Database } from '../../platform/database.ts'
import { invalidRequest, ruleViolation } from '../../platform/errors.ts'
import { current, type Layer } from '../../platform/layers.ts'
import { type ArchiveCounts, openArchiveFile } from './archive-file.ts'
import { layerBounds } from './queries.ts'
import { type Ground, tileJsonOf } from './tile-json.ts'
import { zoomsOf } from './tile-of.ts'
import { walkTiles } from './walk-tiles.ts'

export type ExportRequest = {
  /** Where the archive is written; a file there is replaced when it is whole. */
  path: string
  name: string
  /** What it shows, as everybody who may see everything sees it. */
  layers: readonly Layer[]
  /** Whom to name for the data. */
  attribution: Ground['attribution']
  minZoom?: number
  maxZoom?: number
  onProgress?: (share: number) => void
}

export type ExportReport = ArchiveCounts & { bytes: number; minZoom: number; maxZoom: number }

/**
 * Writes the tiles of some layers to a PMTiles archive: the very tiles that are served, of one moment.
 *
 * @throws DomainError `invalid-request` for zooms that have no tiles, `rule-violation` when there is nothing to show,
 *   `unavailable` when nothing can be written there
 */
export async function exportArchive(db: Database, request: ExportRequest): Promise<ExportReport> {
  const zooms = zoomsWanted(request)
  const layers = request.layers.map(current)
  const file = await openArchiveFile(request.path)
  try {
    return await db.transaction(
      async (moment) => {
        const bounds = await layerBounds(moment, layers)
        if (!bounds) throw nothingToShow(layers)
        for await (const { id, bytes, share } of walkTiles(moment, layers, { ...zooms, bounds })) {
          if (bytes.length > 0) await file.add(id, bytes)
          request.onProgress?.(share)
        }
        const metadata = metadataOf(request, bounds)
        return { ...zooms, ...(await file.finish({ ...zooms, bounds, metadata })) }
      },
      { isolationLevel: 'repeatable read', readOnly: true },
    )
  } finally {
    await file.close()
  }
}

function zoomsWanted({ layers, minZoom, maxZoom }: ExportRequest) {
  const { minzoom, maxzoom } = zoomsOf(layers)
  const zooms = { minZoom: minZoom ?? minzoom, maxZoom: maxZoom ?? maxzoom }
  for (const [option, zoom] of [
    ['--min-zoom', zooms.minZoom],
    ['--max-zoom', zooms.maxZoom],
  ] as const)
    if (zoom < minzoom || zoom > maxzoom)
      throw invalidRequest(option, `${option} is ${zoom}; there are tiles at zooms ${minzoom} to ${maxzoom}.`)
  if (zooms.minZoom > zooms.maxZoom)
    throw invalidRequest('--min-zoom', `--min-zoom ${zooms.minZoom} is above --max-zoom ${zooms.maxZoom}.`)
  return zooms
}

const nothingToShow = (layers: readonly Layer[]) =>
  ruleViolation('nothing-to-show', `There is nothing in ${layers.map(({ name }) => name).join(', ')}.`, {
    remedy: 'Publish a plan, or name another one with --plan, or other layers with --layers.',
  })

/** What readers show of an archive, and the fields of its layers. */
function metadataOf({ name, layers, attribution }: ExportRequest, bounds: Ground['bounds']) {
  const { description, vector_layers } = tileJsonOf(layers, '', { bounds, attribution })
  return {
    name,
    description,
    version: '1',
    type: 'overlay',
    generator: 'wangge',
    ...(attribution ? { attribution } : {}),
    vector_layers,
  }
}
