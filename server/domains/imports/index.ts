/** Imports: files in, files out, the demo. */
export { importRecords } from './import-records.ts'
export { type DemoJob, registerJobs } from './jobs.ts'
export { isEmptyDatabase, loadDemo } from './load-demo.ts'
export { discardAbandoned } from './staging-queries.ts'
