import type { MultiPolygon, Polygon } from 'geojson'
import type { Database } from '../../platform/database.ts'
import { communitiesAndExtent } from './community-queries.ts'
import { stageRecord } from './stage-record.ts'
import { insertFindings, stageChunk } from './staging-queries.ts'

/** What stands for a community: a drawn outline, or the extent of what is imported, where there is no community at all. */
export type Outline =
  | { kind: 'drawn'; name: string; geometry: Polygon | MultiPolygon }
  | { kind: 'extent'; name: string }

/**
 * Stages the community of a source that brings none: grids are drawn in communities, so without one nothing could be placed.
 * An outline that was drawn always counts; an extent only where neither the source nor the database has a community. Both are listed.
 * @param read counts of what was read by layer; the community counts as an area
 */
export async function provideCommunity(
  db: Database,
  importId: string,
  outline: Outline,
  read: Record<string, number>,
): Promise<void> {
  const { communities, last, extent } = await communitiesAndExtent(db, importId)
  const geometry = outline.kind === 'drawn' ? outline.geometry : communities === 0 ? extent : null
  if (!geometry) return
  const { staged, findings } = stageRecord(
    {
      layer: 'areas',
      sourceId: `outline of ${outline.name}`,
      level: 'community',
      name: outline.name,
      geometry,
    },
    last + 1,
  )
  if (!staged) {
    await insertFindings(db, importId, findings)
    return
  }
  await stageChunk(db, importId, [staged])
  read.areas = (read.areas ?? 0) + 1
  await insertFindings(db, importId, [
    {
      rule: `community-from-${outline.kind === 'drawn' ? 'outline' : 'extent'}`,
      severity: 'info',
      layer: 'areas',
      subject: staged.sourceId,
      message:
        outline.kind === 'drawn'
          ? `The outline was made the community "${outline.name}".`
          : `The source has no community whose boundary closes: the extent of what it holds was made the community "${outline.name}".`,
      remedy: 'Import the true boundaries of communities when you have them, or give an outline.',
      place: geometry,
    },
  ])
}
