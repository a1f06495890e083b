/** Imports: files in, files out, the demo. */
export { type ImportOptions, importRecords } from './import-records.ts'
export { discardAbandoned } from './staging-queries.ts'
