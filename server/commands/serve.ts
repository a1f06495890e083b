import type { Command } from 'commander'

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('Serve the viewer and the API; a first start loads the demo.')
    .action(async () => (await import('./serve/run-serve.ts')).runServe())
}
