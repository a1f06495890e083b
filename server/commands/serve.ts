import type { Command } from 'commander'
import { readConfig } from '../config.ts'
import { serve } from '../main.ts'

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('Serve the viewer and the API; a first start loads the demo.')
    .action(async () => {
      const { address } = await serve(readConfig())
      process.stdout.write(`wangge 网格 → ${address}\n`)
    })
}
