/** The server engine for a test run: a real PostGIS in a throwaway cluster, migrated once. */
import type { TestProject } from 'vitest/node'
import { startCluster } from '../../server/commands/bench/postgres-cluster.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { migrateUp } from '../../server/platform/migrations.ts'

export default async function setup(project: TestProject) {
  const cluster = await startCluster()
  const admin = await openDatabase({ databaseUrl: cluster.adminUrl })
  await admin.db.raw('create database wangge_template')
  await admin.close()
  const template = await openDatabase({ databaseUrl: cluster.adminUrl.replace(/[^/]+$/, 'wangge_template') })
  await migrateUp(template.db)
  await template.close()
  project.provide('engine', { kind: 'server', adminUrl: cluster.adminUrl, template: 'wangge_template' })
  return () => cluster.stop()
}
