import type { DemoSize } from '../../../geo-data/demo/demo-features.ts'
import { readConfig } from '../../config.ts'
import { isEmptyDatabase, loadDemo } from '../../domains/imports/index.ts'
import { openServices } from '../../main.ts'
import { ruleViolation } from '../../platform/errors.ts'
import { openProgress } from '../progress-bar.ts'

export type DemoOptions = { size: DemoSize; seed: number; json?: boolean }

export async function runDemo(options: DemoOptions): Promise<void> {
  const config = readConfig()
  const { services, close } = await openServices(config)
  const progress = openProgress()
  try {
    if (!(await isEmptyDatabase(services.db)))
      throw ruleViolation(
        'empty-database',
        'The demo loads into an empty database only; this one holds areas.',
        {
          remedy: 'Name another data directory: WANGGE_DATA_DIR=… wangge demo',
        },
      )
    const report = await loadDemo(services, {
      size: options.size,
      seed: options.seed,
      actor: 'wangge demo',
      timeZone: config.WANGGE_TIME_ZONE,
      now: new Date(),
      onProgress: async (share, step) => progress.show(share, step),
    })
    progress.stop()
    process.stdout.write(
      options.json
        ? `${JSON.stringify(report)}\n`
        : `${report.communities} communities, ${report.units} units, ${report.grids} grids (${report.exceptions} exceptions)\n`,
    )
  } finally {
    progress.stop()
    await close()
  }
}
