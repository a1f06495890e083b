import { type Database, rows } from './database.ts'

/** Where the engines differ, asked of the database once at start. */
export type Capabilities = Readonly<{
  /** ST_AsMVT works (the embedded engine lacks protobuf). */
  mvt: boolean
}>

export async function askCapabilities(db: Database): Promise<Capabilities> {
  const oneTile = /* sql */ `
    select ST_AsMVT(tile) from (select ST_AsMVTGeom(ST_Point(0, 0, 3857), ST_TileEnvelope(0, 0, 0)) as geom) as tile`
  const mvt = await rows(db, oneTile).then(
    () => true,
    () => false,
  )
  return { mvt }
}
