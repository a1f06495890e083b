create table barriers (
  county_id   uuid not null references areas deferrable initially deferred,
  id          uuid not null,
  source      text not null,
  source_id   text not null,
  kind        text not null check (kind in ('water', 'rail', 'road', 'link')),
  class       text not null,
  name        text,
  name_en     text,
  is_bridge   boolean not null default false,
  is_tunnel   boolean not null default false,
  geom        geometry(Geometry, 4326) not null check (ST_IsValid(geom)),
  geom_3857   geometry(Geometry, 3857) generated always as (ST_Transform(geom, 3857)) stored,
  updated_at  timestamptz not null default now(),
  primary key (county_id, id),
  unique (county_id, source, source_id)
);
create index barriers_id on barriers (id);
create index barriers_geom on barriers using gist (geom);
create index barriers_geom_3857 on barriers using gist (geom_3857);

create table buildings (
  county_id    uuid not null references areas deferrable initially deferred,
  id           uuid not null,
  community_id uuid not null references areas deferrable initially deferred,
  source       text not null,
  source_id    text not null,
  use          text not null,
  levels       integer check (levels > 0),
  households   integer not null check (households >= 0),
  population   integer not null check (population >= 0),
  is_estimated boolean not null,
  name         text,
  name_en      text,
  compound     text,
  geom         geometry(MultiPolygon, 4326) not null check (ST_IsValid(geom)),
  geom_3857    geometry(MultiPolygon, 3857) generated always as (ST_Transform(geom, 3857)) stored,
  updated_at   timestamptz not null default now(),
  primary key (county_id, id),
  unique (county_id, source, source_id)
);
create index buildings_id on buildings (id);
create index buildings_community on buildings (community_id, id);
create index buildings_geom on buildings using gist (geom);
create index buildings_geom_3857 on buildings using gist (geom_3857);
comment on column buildings.is_estimated is 'Households were estimated from use, levels and footprint.';

-- A net: one revision of the units of one community; immutable. The current one has no `superseded_at`.
create table nets (
  county_id     uuid not null references areas deferrable initially deferred,
  id            uuid not null,
  community_id  uuid not null references areas deferrable initially deferred,
  revision      integer not null check (revision > 0),
  digest        text not null,
  topology      jsonb not null,
  created_at    timestamptz not null default now(),
  superseded_at timestamptz,
  primary key (county_id, id),
  unique (community_id, revision)
);
create index nets_id on nets (id);
create unique index nets_current on nets (community_id) where superseded_at is null;
comment on column nets.digest is 'SHA-256 of what the net was made from; an unchanged ground makes no new revision.';
comment on column nets.topology is 'TopoJSON, not quantized: object "units", one geometry for each unit in order of its ordinal.';

create table units (
  county_id          uuid not null,
  id                 uuid not null,
  net_id             uuid not null,
  community_id       uuid not null references areas deferrable initially deferred,
  ordinal            integer not null check (ordinal >= 0),
  source_id          text,
  kind               text not null check (kind in ('land', 'water')),
  households         integer not null check (households >= 0),
  population         integer not null check (population >= 0),
  building_count     integer not null check (building_count >= 0),
  geom               geometry(MultiPolygon, 4326) not null check (ST_IsValid(geom)),
  geom_3857          geometry(MultiPolygon, 3857) generated always as (ST_Transform(geom, 3857)) stored,
  area_square_meters double precision generated always as (ST_Area(geom::geography)) stored,
  primary key (county_id, id),
  unique (county_id, net_id, ordinal),
  foreign key (county_id, net_id) references nets on delete cascade
);
create index units_id on units (id);
create index units_geom on units using gist (geom);
create index units_geom_3857 on units using gist (geom_3857);
comment on column units.ordinal is 'Position in the net: north to south in rows, west to east in a row; equal on every engine.';

create table unit_neighbours (
  county_id     uuid not null,
  net_id        uuid not null,
  a             integer not null,
  b             integer not null,
  shared_meters double precision not null check (shared_meters >= 0),
  barrier_class text,
  link          text check (link in ('bridge', 'ferry')),
  primary key (county_id, net_id, a, b),
  check (a < b),
  foreign key (county_id, net_id) references nets on delete cascade
);
comment on table unit_neighbours is 'Units (by ordinal) that share an edge, or are joined over water by a link (shared_meters 0).';

create table unit_buildings (
  county_id   uuid not null,
  net_id      uuid not null,
  building_id uuid not null,
  unit_id     uuid not null,
  primary key (county_id, net_id, building_id),
  foreign key (county_id, unit_id) references units on delete cascade
);
create index unit_buildings_unit on unit_buildings (county_id, unit_id);
comment on table unit_buildings is 'Each building lies whole in exactly one unit of a net.';

create table net_findings (
  county_id uuid not null,
  net_id    uuid not null,
  ordinal   integer not null,
  rule      text not null,
  severity  text not null check (severity in ('info', 'warning', 'error')),
  subject   text not null,
  message   text not null,
  remedy    text,
  size      double precision,
  place     geometry(Geometry, 4326),
  primary key (county_id, net_id, ordinal),
  foreign key (county_id, net_id) references nets on delete cascade
);
