/** Adds up the reports of the test runs; a run without a report is a failure, and so is a step of CI that failed with every test passed. */
import { readdirSync, readFileSync } from 'node:fs'

const [folder, failedSteps] = process.argv.slice(2)
const reports = readdirSync(folder).map((file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')))
const sum = (key) => reports.reduce((total, report) => total + (report[key] ?? 0), 0)
const skipped = sum('numPendingTests') + sum('numTodoTests')
if (skipped) process.stdout.write(`${skipped} skipped\n`)
const failed = sum('numFailedTests') || Number(failedSteps)
process.stdout.write(`${sum('numPassedTests')} passed, ${failed} failed\n`)
process.exitCode = failed || skipped || reports.length < 2 ? 1 : 0
