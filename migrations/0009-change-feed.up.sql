-- The change feed: what maps show is announced when its change commits, with where it was and where it is now.
-- One message a statement on the channel `wangge_changes`, as JSON:
--   table   the table that changed
--   scopes  which of its parts (plans), where a trigger names a column for them; absent = any
--   shapes  GeoJSON geometries in EPSG:3857 to the metre, where the rows are few
--   boxes   else [west, south, east, north] in metres; neither = anywhere
-- A message holds less than 8,000 bytes, so many rows become boxes, and very many one box.

/*
 * TG_ARGV[0] says what the rows of the table mean:
 *   place      they have a place of their own
 *   grid       so they do, and count for their plan; those of a plan that is active anywhere, also for what is active
 *   community  they tell of a whole community: its area is the place
 *   scope      they have no place, and are scopes themselves (plans)
 */
create function announce_rows() returns trigger
language plpgsql as $$
declare
  few_rows    constant bigint := 20;
  few_points  constant bigint := 300;
  many_rows   constant bigint := 100;
  most_scopes constant bigint := 20;
  rows_sql    text := case TG_OP
    when 'INSERT' then 'select * from new_rows'
    when 'DELETE' then 'select * from old_rows'
    else 'select * from old_rows union all select * from new_rows' end;
  source      text := case TG_ARGV[0]
    when 'place' then 'select geom_3857 as geom, null::text as scope from (%s) as r'
    when 'grid' then 'select r.geom_3857 as geom, s.scope from (%s) as r, lateral (
      select r.plan_id::text as scope
      union all
      select ''active'' where exists (select from plan_activations a where a.plan_id = r.plan_id)) as s'
    when 'scope' then 'select null::geometry as geom, r.id::text as scope from (%s) as r'
    else 'select a.geom_3857 as geom, null::text as scope from (%s) as r left join areas a on a.id = r.community_id' end;
  row_count   bigint;
  point_count bigint;
  scopes      jsonb;
  places      jsonb;
  message     jsonb := jsonb_build_object('table', TG_TABLE_NAME);
begin
  -- Transition tables are seen by this function only, not by one that it calls: hence SQL put together here.
  source := format(source, rows_sql);
  execute format('select count(*), coalesce(sum(ST_NPoints(geom)), 0), jsonb_agg(distinct scope) filter (where scope is not null)
    from (%s) as changed', source) into row_count, point_count, scopes;
  if row_count = 0 then
    return null;
  end if;
  if jsonb_array_length(scopes) <= most_scopes then
    message := message || jsonb_build_object('scopes', scopes);
  end if;
  if row_count <= few_rows and point_count <= few_points then
    execute format('select jsonb_build_object(''shapes'', jsonb_agg(distinct ST_AsGeoJSON(geom, 0)::jsonb))
      from (%s) as changed where geom is not null', source) into places;
  elsif row_count <= many_rows then
    execute format('select jsonb_build_object(''boxes'', jsonb_agg(distinct jsonb_build_array(
        floor(ST_XMin(geom)), floor(ST_YMin(geom)), ceil(ST_XMax(geom)), ceil(ST_YMax(geom)))))
      from (%s) as changed where geom is not null', source) into places;
  else
    execute format('select jsonb_build_object(''boxes'', jsonb_build_array(jsonb_build_array(
        floor(ST_XMin(e)), floor(ST_YMin(e)), ceil(ST_XMax(e)), ceil(ST_YMax(e)))))
      from (select ST_Extent(geom) as e from (%s) as changed) as extent where e is not null', source) into places;
  end if;
  message := message || coalesce(places, '{}');
  if octet_length(message::text) > 7900 then
    message := message - 'shapes' - 'boxes';
  end if;
  perform pg_notify('wangge_changes', message::text);
  return null;
end
$$;

/* A table as a whole: where it was emptied, or where its rows have no place. */
create function announce_table() returns trigger
language plpgsql as $$
begin
  perform pg_notify('wangge_changes', jsonb_build_object('table', TG_TABLE_NAME)::text);
  return null;
end
$$;

do $$
declare
  followed record;
begin
  for followed in
    select * from (values
      ('areas', 'place'), ('barriers', 'place'), ('buildings', 'place'), ('units', 'place'), ('workers', 'place'),
      ('incidents', 'place'), ('grids', 'grid'), ('nets', 'community'), ('plan_activations', 'community'),
      ('plans', 'scope')
    ) as t (name, meaning)
  loop
    execute format('create trigger announce_insert after insert on %I referencing new table as new_rows for each statement execute function announce_rows(%L)',
      followed.name, followed.meaning);
    execute format('create trigger announce_update after update on %I referencing old table as old_rows new table as new_rows for each statement execute function announce_rows(%L)',
      followed.name, followed.meaning);
    execute format('create trigger announce_delete after delete on %I referencing old table as old_rows for each statement execute function announce_rows(%L)',
      followed.name, followed.meaning);
    execute format('create trigger announce_truncate after truncate on %I for each statement execute function announce_table()',
      followed.name);
  end loop;
end
$$;
create trigger announce after insert or update or delete or truncate on api_keys
  for each statement execute function announce_table();
