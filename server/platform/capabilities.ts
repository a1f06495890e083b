import { type Database, rows } from './database.ts'

/** Where the engines differ, asked of the database once at start. */
export type Capabilities = Readonly<{
  /** ST_AsMVT works (the embedded engine lacks protobuf). */
  mvt: boolean
}>

export async function askCapabilities(db: Database): Promise<Capabilities> {
  const mvt = await rows(db, /* sql */ `select ST_AsMVT(t) from (select 1 as a) as t`).then(
    () => true,
    () => false,
  )
  return { mvt }
}
