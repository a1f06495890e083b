import type { Services } from '../../platform/services.ts'
import { buildUnits } from '../units/index.ts'
import { communitiesOfCounties } from './community-queries.ts'
import { type FilesToImport, importFiles } from './import-files.ts'
import type { ImportReport } from './import-report.ts'

export type ImportAndBuild = Omit<FilesToImport, 'onProgress'> & {
  onProgress?: (share: number, step: string) => Promise<void>
}
export type ImportAndBuildReport = ImportReport & {
  units: { unitCount: number; findingCount: number } | null
}

const IMPORT_SHARE = 0.6

/**
 * Imports files and, where the ground has changed, makes its units anew: an import of OpenStreetMap, or of areas, barriers or buildings that asks for it.
 */
export async function importAndBuild(
  services: Pick<Services, 'db' | 'workers'>,
  request: ImportAndBuild,
): Promise<ImportAndBuildReport> {
  const { onProgress, ...files } = request
  const report = await importFiles(services.db, {
    ...files,
    onProgress: async (share, step) => onProgress?.(IMPORT_SHARE * share, step),
  })
  if (!(request.options.buildUnits ?? report.format.startsWith('osm'))) return { ...report, units: null }
  const isChanged = Object.values(report.layers).some(({ added, changed }) => added + changed > 0)
  const communityIds = isChanged ? await communitiesOfCounties(services.db, report.counties) : []
  if (communityIds.length === 0) return { ...report, units: null }
  const { unitCount, findingCount } = await buildUnits(services, {
    communityIds,
    actor: request.actor,
    progress: async (share, step) => onProgress?.(IMPORT_SHARE + (1 - IMPORT_SHARE) * share, step),
    ...(request.isCancelled ? { isCancelled: request.isCancelled } : {}),
  })
  return { ...report, units: { unitCount, findingCount } }
}
