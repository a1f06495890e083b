/** SQL that all tables share whose features are written one by one (`layer-writes.ts`). */

/** The geometry that the binding `:geometry` holds as GeoJSON. */
export const WRITTEN_GEOMETRY = /* sql */ `ST_SetSRID(ST_GeomFromGeoJSON(:geometry), 4326)`

/** The id that a row has elsewhere: of what came in that way, the source's id where one was given. */
export const EXTERNAL_ID = /* sql */ `case when source = 'api' and source_id <> id::text then source_id end`
