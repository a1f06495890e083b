import { readConfig } from '../../config.ts'
import {
  discardAbandoned,
  type FileOptions,
  type ImportAndBuildReport,
  importAndBuild,
  readOutline,
} from '../../domains/imports/index.ts'
import { openServices } from '../../main.ts'
import { openProgress } from '../progress-bar.ts'

export type ImportFlags = Omit<FileOptions, 'outline' | 'fields' | 'barrier' | 'buildUnits'> & {
  outline?: string
  field?: NonNullable<FileOptions['fields']>
  barrier?: NonNullable<FileOptions['barrier']>
  units?: boolean
  json?: true
}

export async function runImport(paths: string[], flags: ImportFlags): Promise<void> {
  const options = await optionsOf(flags)
  const { services, close } = await openServices(readConfig())
  const progress = openProgress()
  try {
    await discardAbandoned(services.db, { all: services.engine === 'embedded' })
    const report = await importAndBuild(services, {
      files: paths.map((path) => ({ path })),
      options,
      actor: 'wangge import',
      onProgress: async (share, step) => progress.show(share, step),
    })
    progress.stop()
    process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : `${linesOf(report).join('\n')}\n`)
  } finally {
    progress.stop()
    await close()
  }
}

async function optionsOf({ outline, field, units, json: _, ...options }: ImportFlags): Promise<FileOptions> {
  return {
    ...options,
    ...(field && Object.keys(field).length > 0 ? { fields: field } : {}),
    ...(units === undefined ? {} : { buildUnits: units }),
    ...(outline === undefined
      ? {}
      : { outline: outline === 'extent' ? 'extent' : await readOutline(outline) }),
  }
}

function linesOf({ importId, layers, rules, findings, units }: ImportAndBuildReport): string[] {
  const counts = Object.entries(layers).map(
    ([layer, it]) =>
      `${layer.padEnd(10)} ${it.read} read, ${it.added} added, ${it.changed} changed, ${it.unchanged} unchanged, ${it.repaired} repaired, ${it.rejected} rejected`,
  )
  const found = Object.entries(rules).map(([rule, count]) => `  ${String(count).padStart(6)}  ${rule}`)
  return [
    ...counts,
    ...(units ? [`units      ${units.unitCount}, ${units.findingCount} findings`] : []),
    ...(findings > 0
      ? [`${findings} findings (GET /api/imports/${importId}/findings):`, ...found]
      : ['No findings.']),
  ]
}
