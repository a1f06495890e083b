import type { Services } from '../../platform/services.ts'
import { importAndBuild } from './import-and-build.ts'
import { type DemoRequest, loadDemo } from './load-demo.ts'
import type { FileOptions } from './schemas.ts'
import { removeUpload, type UploadedFile } from './uploads.ts'

export type DemoJob = Pick<DemoRequest, 'size' | 'seed' | 'timeZone'> & { now: string }
export type FilesJob = { folder: string; files: UploadedFile[]; options: FileOptions; actor: string }

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

  services.jobs.register<FilesJob>('import.files', async (job, { folder, files, options, actor }) => {
    // A job that is stopped with the process runs again from the start, and needs its files then.
    const isLeftForLater = () => job.isCancelled()
    try {
      const { jobId, progress, isCancelled } = job
      return await importAndBuild(services, {
        files,
        options,
        actor,
        jobId,
        onProgress: progress,
        isCancelled,
      })
    } finally {
      if (!isLeftForLater()) await removeUpload(folder)
    }
  })
}
