create table incidents (
  county_id    uuid not null references areas deferrable initially deferred,
  id           uuid not null,
  community_id uuid references areas deferrable initially deferred,
  source       text not null,
  source_id    text not null,
  class        text not null check (class ~ '^[0-9]{4}$'),
  severity     text not null check (severity in ('minor', 'normal', 'urgent', 'critical')),
  state        text not null,
  description  text not null,
  reported_at  timestamptz not null,
  closed_at    timestamptz,
  geom         geometry(Point, 4326) not null,
  geom_3857    geometry(Point, 3857) generated always as (ST_Transform(geom, 3857)) stored,
  updated_at   timestamptz not null default now(),
  primary key (county_id, id),
  unique (county_id, source, source_id)
);
create index incidents_id on incidents (id);
create index incidents_geom on incidents using gist (geom);
create index incidents_geom_3857 on incidents using gist (geom_3857);
create index incidents_reported on incidents (county_id, reported_at);
