import cluster from 'node:cluster'
import { type Config, readConfig } from '../../config.ts'
import { type DemoJob, discardAbandoned, isEmptyDatabase, sweepUploads } from '../../domains/imports/index.ts'
import { serve } from '../../main.ts'
import { rows } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { openProgress } from '../progress-bar.ts'
import { serveAsWorker } from './serve-as-worker.ts'
import { sharePort } from './share-port.ts'

const DEMO_SEED = 1
const LOOK_MILLISECONDS = 250

export async function runServe(): Promise<void> {
  const config = readConfig()
  const prepare = (services: Services, opened: string) => prepareFirstStart(services, config, opened)
  if (config.WANGGE_PROCESSES > 1)
    return cluster.isWorker ? serveAsWorker(config, prepare) : sharePort(config)
  const { address } = await serve(config, { prepare })
  process.stdout.write(`wangge 网格 → ${address}\n`)
}

/** An empty database gets the demo; one whose demo was interrupted gets the rest of it. */
async function prepareFirstStart(services: Services, config: Config, address: string): Promise<void> {
  await discardAbandoned(services.db, { all: services.engine === 'embedded' })
  await sweepUploads(services)
  if (config.WANGGE_DEMO !== 'none' && (await isEmptyDatabase(services.db)))
    await startDemo(services, config, address)
  const progress = openProgress()
  try {
    for (;;) {
      const job = await demoUnderWay(services)
      if (!job) return
      progress.show(job.progress, job.step ?? '')
      await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS))
    }
  } finally {
    progress.stop()
  }
}

async function startDemo(services: Services, config: Config, address: string) {
  process.stdout.write(
    `第一次启动：正在装载虚构示例数据，进度见 ${address}\nFirst start: loading the fictional demo; ${address} shows how far it is.\n`,
  )
  const input: DemoJob = {
    size: config.WANGGE_DEMO as DemoJob['size'],
    seed: DEMO_SEED,
    timeZone: config.WANGGE_TIME_ZONE,
    now: new Date().toISOString(),
  }
  await services.jobs.enqueue('demo.load', input, 'first start')
}

/** The demo's job while it is queued or runs; a failed one stops the start with its reason. */
async function demoUnderWay({ db }: Services) {
  const [job] = await rows<{
    state: string
    progress: number
    step: string | null
    problem: { detail?: string } | null
  }>(
    db,
    /* sql */ `select state, progress, step, problem from jobs where kind = 'demo.load' order by id desc limit 1`,
  )
  if (job?.state === 'failed')
    throw new DomainError(
      'unavailable',
      `The demo could not be loaded: ${job.problem?.detail ?? 'no reason given'}`,
      {
        remedy: 'Empty the data directory and start again, or start with WANGGE_DEMO=none.',
      },
    )
  return job?.state === 'queued' || job?.state === 'running' ? job : undefined
}
