import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DomainError } from '../../../platform/errors.ts'
import { postgresBinaries } from '../postgres-cluster.ts'

/** The programs of a run, as they are called. */
export type Tools = { pgbench: string; wrk: string; nginx: string }

/** Debian packages that bring them. */
const PACKAGES = {
  pgbench: 'postgresql postgresql-postgis',
  wrk: 'wrk',
  nginx: 'nginx-light',
} as const

/** @throws DomainError naming what is missing and the command that installs it */
export function findTools(): Tools {
  const found = {
    pgbench: pgbenchPath(),
    wrk: runnable('wrk'),
    // Debian puts it where the PATH of ordinary users does not reach.
    nginx: runnable('nginx') ?? runnable('/usr/sbin/nginx'),
  }
  const missing = (Object.keys(PACKAGES) as (keyof Tools)[]).filter((name) => !found[name])
  if (missing.length > 0)
    throw new DomainError('unavailable', `The bench needs ${missing.join(', ')}.`, {
      remedy: `Install: sudo apt-get install --no-install-recommends ${missing.map((name) => PACKAGES[name]).join(' ')}`,
    })
  return found as Tools
}

const runnable = (program: string) =>
  spawnSync(program, ['-v'], { stdio: 'ignore' }).error ? undefined : program

function pgbenchPath(): string | undefined {
  try {
    const path = join(postgresBinaries(), 'pgbench')
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}
