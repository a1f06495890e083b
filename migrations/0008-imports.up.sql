create table imports (
  id          uuid primary key,
  job_id      uuid references jobs,
  source      text not null,
  file_name   text not null,
  format      text not null,
  crs         text not null,
  options     jsonb not null default '{}',
  state       text not null default 'staging' check (state in ('staging', 'done', 'failed')),
  counts      jsonb not null default '{}',
  created_at  timestamptz not null default now(),
  finished_at timestamptz
);

create unlogged table import_staging (
  import_id    uuid not null references imports on delete cascade,
  ordinal      integer not null,
  id           uuid not null,
  layer        text not null,
  source_id    text not null,
  properties   jsonb not null,
  geom         geometry(Geometry, 4326) not null,
  county_id    uuid,
  parent_id    uuid,
  community_id uuid,
  primary key (import_id, ordinal)
);
create index import_staging_source on import_staging (import_id, layer, source_id);
create index import_staging_geom on import_staging using gist (geom);
comment on table import_staging is 'Records on their way in; discarded when the import ends and at every start.';

create table import_findings (
  import_id uuid not null references imports on delete cascade,
  ordinal   integer not null,
  rule      text not null,
  severity  text not null check (severity in ('info', 'warning', 'error')),
  layer     text not null,
  subject   text not null,
  message   text not null,
  remedy    text,
  size      double precision,
  place     geometry(Geometry, 4326),
  primary key (import_id, ordinal)
);
comment on table import_findings is 'What was repaired, rejected or looks wrong, with its id, reason and place.';
