import { configDefaults, defineConfig } from 'vitest/config'

/** The API suite: the same files run on both engines. */
const apiSuite = ['test/server/{domains,platform,app}/**/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/{server/algorithms,server/commands,geo-data}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'embedded',
          include: apiSuite,
          globalSetup: 'test/support/embedded-template.ts',
          isolate: false,
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'server',
          include: apiSuite,
          // The traps of the other engine.
          exclude: [...configDefaults.exclude, '**/embedded-*.test.ts'],
          globalSetup: 'test/support/server-template.ts',
          isolate: false,
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: 'web', include: ['test/web/**/*.test.{ts,tsx}'], environment: 'jsdom' } },
      { test: { name: 'architecture', include: ['test/architecture/*.test.ts'], testTimeout: 120_000 } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'real',
          include: ['test/real/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
})
