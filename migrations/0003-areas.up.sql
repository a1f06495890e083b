-- Administrative areas, province … community. `county_id` is the nearest ancestor-or-self of level county, else the topmost ancestor.
create table areas (
  id                 uuid primary key,
  county_id          uuid not null references areas deferrable initially deferred,
  parent_id          uuid references areas deferrable initially deferred,
  level              text not null check (level in ('province', 'city', 'county', 'town', 'community')),
  code               text check (code ~ '^[0-9]{12}$'),
  source             text not null,
  source_id          text not null,
  name               text not null check (length(name) between 1 and 200),
  name_en            text,
  is_fictional       boolean not null default false,
  geom               geometry(MultiPolygon, 4326) not null check (ST_IsValid(geom)),
  geom_3857          geometry(MultiPolygon, 3857) generated always as (ST_Transform(geom, 3857)) stored,
  area_square_meters double precision generated always as (ST_Area(geom::geography)) stored,
  updated_at         timestamptz not null default now(),
  unique (source, source_id)
);
create index areas_geom on areas using gist (geom);
create index areas_geom_3857 on areas using gist (geom_3857);
create index areas_parent on areas (parent_id);
create index areas_code on areas (code);
create index areas_level on areas (level, id);
