import { existsSync } from 'node:fs'
import { validate as isUuid } from 'uuid'
import { layers as allLayers } from '../../app.ts'
import { readConfig } from '../../config.ts'
import { groundOf } from '../../domains/areas/index.ts'
import { planLayer } from '../../domains/plans/index.ts'
import { exportArchive } from '../../domains/tiles/index.ts'
import { openServices } from '../../main.ts'
import type { Database } from '../../platform/database.ts'
import { conflict, invalidRequest, notFound } from '../../platform/errors.ts'
import { type Layer, layerNamed } from '../../platform/layers.ts'
import { openProgress } from '../progress-bar.ts'

export type ExportFlags = {
  pmtiles: string
  plan: string
  layers: string
  minZoom?: number
  maxZoom?: number
  force?: true
  json?: true
}

const ACTIVE = 'active'

export async function runExport({ pmtiles: path, plan, force, json, ...flags }: ExportFlags): Promise<void> {
  if (!force && existsSync(path))
    throw conflict(`${path} is there already.`, { remedy: 'Name another file, or replace it with --force.' })
  if (plan !== ACTIVE && !isUuid(plan))
    throw invalidRequest('--plan', `--plan ${plan} is neither "active" nor the id of a plan.`)
  const { services, close } = await openServices(readConfig())
  const progress = openProgress()
  try {
    const { layers: names, ...zooms } = flags
    const report = await exportArchive(services.db, {
      path,
      ...zooms,
      name: plan === ACTIVE ? 'wangge' : `wangge ${plan}`,
      layers: await layersOf(services.db, names, plan),
      attribution: (await groundOf(services.db)).attribution,
      onProgress: (share) => progress.show(share, 'export.tiles'),
    })
    progress.stop()
    const { addressed, contents, bytes, minZoom, maxZoom } = report
    process.stdout.write(
      json
        ? `${JSON.stringify({ path, plan, ...report })}\n`
        : `${path}: ${addressed} tiles of zooms ${minZoom} to ${maxZoom}, ${contents} different ones, ${bytes} bytes\n`,
    )
  } finally {
    progress.stop()
    await close()
  }
}

/** The layers of the names; with a plan, `grids` are its own. */
async function layersOf(db: Database, names: string, plan: string): Promise<Layer[]> {
  const own = plan === ACTIVE ? undefined : await planLayer(db, plan)
  if (plan !== ACTIVE && !own) throw notFound('plan', plan)
  const layers = [...new Set(names.split(','))].map((name) => {
    const layer = own?.name === name ? own : layerNamed(allLayers, name)
    if (!layer)
      throw notFound('layer', name, { remedy: `There are ${allLayers.map((it) => it.name).join(', ')}.` })
    return layer
  })
  if (own && !layers.includes(own))
    throw invalidRequest('--layers', `--layers ${names} shows nothing of the plan: it must name ${own.name}.`)
  return layers
}
