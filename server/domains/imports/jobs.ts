import type { Services } from '../../platform/services.ts'
import { type DemoRequest, loadDemo } from './load-demo.ts'

export type DemoJob = Pick<DemoRequest, 'size' | 'seed' | 'timeZone'> & { now: string }

/** What imports do in the background. */
export function registerJobs(services: Services): void {
  services.jobs.register<DemoJob>('demo.load', (job, input) =>
    loadDemo(services, {
      ...input,
      now: new Date(input.now),
      actor: 'demo',
      jobId: job.jobId,
      onProgress: job.progress,
      isCancelled: job.isCancelled,
    }),
  )
}
