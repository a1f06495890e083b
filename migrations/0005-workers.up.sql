create table workers (
  county_id    uuid not null references areas deferrable initially deferred,
  id           uuid not null,
  community_id uuid not null references areas deferrable initially deferred,
  source       text not null,
  source_id    text not null,
  label        text not null,
  role         text not null check (role in ('gridworker', 'leader', 'adviser', 'police', 'property')),
  employment   text not null check (employment in ('full', 'part')),
  on_duty      boolean not null,
  geom         geometry(Point, 4326) not null,
  geom_3857    geometry(Point, 3857) generated always as (ST_Transform(geom, 3857)) stored,
  updated_at   timestamptz not null default now(),
  primary key (county_id, id),
  unique (county_id, source, source_id)
);
create index workers_id on workers (id);
create index workers_geom on workers using gist (geom);
create index workers_geom_3857 on workers using gist (geom_3857);
comment on table workers is 'Gridworkers by label and role; people appear as counts, never as dossiers.';
