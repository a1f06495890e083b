/** SQL of the guard against wrong coordinate systems. */
import type { Position } from 'geojson'
import { type Database, rows } from '../../platform/database.ts'

/** Stored areas without a parent that this import does not bring again: the ground its features should lie on. */
const JURISDICTION = /* sql */ `
  select geom from areas where parent_id is null
    and not exists (select from import_staging s
      where s.import_id = :importId and s.layer = 'areas' and areas.source = :source and s.source_id = areas.source_id)`

/** Up to `most` corners of staged features, spread over the features; none when there is no ground to compare with. */
export async function sampleStaged(
  db: Database,
  { importId, source, most }: { importId: string; source: string; most: number },
): Promise<Position[]> {
  const found = await rows<{ lng: number; lat: number }>(
    db,
    /* sql */ `
    with subject as (
      select geom, count(*) over () as total, row_number() over (order by ordinal) as number
      from import_staging where import_id = :importId),
    chosen as (select geom, least(total, :most) as taken from subject where number % greatest(1, total / :most) = 0 limit :most)
    select ST_X(corner.geom) as lng, ST_Y(corner.geom) as lat from chosen
    cross join lateral (
      select geom from ST_DumpPoints(chosen.geom) order by md5(path::text)
      limit greatest(1, :most / chosen.taken)) corner
    where exists (${JURISDICTION})`,
    { importId, source, most },
  )
  return found.map(({ lng, lat }) => [lng, lat])
}

/** For each of the points in order: whether it lies on the ground of the stored areas. */
export async function liesInAreas(
  db: Database,
  { importId, source, points }: { importId: string; source: string; points: readonly Position[] },
): Promise<boolean[]> {
  const found = await rows<{ inside: boolean }>(
    db,
    /* sql */ `
    with ground as materialized (${JURISDICTION})
    select exists (select from ground g where ST_Covers(g.geom, p.geom)) as inside
    from (
      select number, ST_SetSRID(ST_MakePoint((point ->> 0)::double precision, (point ->> 1)::double precision), 4326) as geom
      from jsonb_array_elements(:points::jsonb) with ordinality as it(point, number)) p
    order by p.number`,
    { importId, source, points: JSON.stringify(points) },
  )
  return found.map(({ inside }) => inside)
}
