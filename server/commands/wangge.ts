#!/usr/bin/env node
/**
 * The command line: one file for each command, listed here; what a command works with is loaded when it runs.
 * Exit codes: 0 done, 1 failed, 2 bad input, 3 no plan inside the bounds.
 */
import { Command, CommanderError } from 'commander'
import { DomainError } from '../platform/errors.ts'
import { registerBench } from './bench.ts'
import { registerDemo } from './demo.ts'
import { registerExport } from './export.ts'
import { registerImport } from './import.ts'
import { registerKey } from './key.ts'
import { registerPartition } from './partition.ts'
import { registerServe } from './serve.ts'

/** Where the help of the whole was written, if it was asked for. */
let helpStream: NodeJS.WriteStream | undefined
const program = new Command('wangge')
  .description('Grid governance 网格: draw and balance grids, locate incidents, serve vector tiles.')
  .showHelpAfterError()
  .addHelpText('after', ({ error }) => {
    helpStream = error ? process.stderr : process.stdout
    return ''
  })
  .exitOverride()
registerServe(program)
registerDemo(program)
registerImport(program)
registerExport(program)
registerKey(program)
registerPartition(program)
registerBench(program)

// `wangge … | head` closes our output: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  await program.parseAsync()
} catch (error) {
  // Commander has said it already: help and version end with 0, all else is bad input.
  if (error instanceof CommanderError) process.exitCode = error.exitCode && 2
  else report(error)
  // The help of the whole ends with the settings; the schema that knows them takes longer to load than all the rest.
  helpStream?.write((await import('./settings-help.ts')).settingsHelp())
}

function report(error: unknown) {
  const isOurs = error instanceof DomainError
  process.stderr.write(`wangge: ${isOurs ? error.message : error instanceof Error ? error.stack : error}\n`)
  const remedy = isOurs ? error.facts.remedy : undefined
  if (remedy) process.stderr.write(`${remedy}\n`)
  process.exitCode = isOurs && error.kind !== 'unavailable' ? 2 : 1
}
