create table plans (
  id           uuid primary key,
  name         text not null check (length(name) between 1 and 200),
  status       text not null default 'draft' check (status in ('draft', 'published', 'archived')),
  tier         text not null default 'basic' check (tier in ('basic', 'micro')),
  rules        jsonb not null,
  revision     integer not null default 0,
  created_by   text not null,
  created_at   timestamptz not null default now(),
  published_at timestamptz
);
comment on column plans.rules is 'Bands, targets, barriers and the code scheme; the schema is PlanRules.';

create table plan_communities (
  plan_id      uuid not null references plans on delete cascade,
  community_id uuid not null references areas,
  county_id    uuid not null references areas,
  net_id       uuid not null,
  primary key (plan_id, community_id),
  foreign key (county_id, net_id) references nets
);

create table grids (
  county_id          uuid not null references areas,
  plan_id            uuid not null references plans on delete cascade,
  id                 uuid not null,
  community_id       uuid not null references areas,
  label              text not null,
  code               text,
  name               text not null,
  name_en            text,
  kind               text not null default 'basic' check (kind in ('basic', 'dedicated')),
  households         integer not null,
  population         integer not null,
  unit_count         integer not null,
  building_count     integer not null,
  exception          jsonb,
  geom               geometry(MultiPolygon, 4326) not null check (ST_IsValid(geom)),
  geom_3857          geometry(MultiPolygon, 3857) generated always as (ST_Transform(geom, 3857)) stored,
  area_square_meters double precision generated always as (ST_Area(geom::geography)) stored,
  primary key (county_id, plan_id, id)
);
create index grids_id on grids (id);
create index grids_plan on grids (plan_id, community_id, label);
create unique index grids_code on grids (plan_id, code);
create index grids_geom on grids using gist (geom);
create index grids_geom_3857 on grids using gist (geom_3857);
-- The nearest grid is asked for in metres along the ground.
create index grids_geography on grids using gist ((geom::geography)) where kind = 'basic';
comment on column grids.exception is 'Why the grid cannot lie inside the band, and the remedy; null when it does.';
comment on column grids.id is 'Stable through redraws: a grid keeps it while it keeps more than half of its households.';

create table plan_assignments (
  county_id uuid not null,
  plan_id   uuid not null,
  unit_id   uuid not null,
  grid_id   uuid not null,
  primary key (county_id, plan_id, unit_id),
  foreign key (county_id, unit_id) references units,
  foreign key (county_id, plan_id, grid_id) references grids on delete cascade deferrable initially deferred
);
create index plan_assignments_grid on plan_assignments (county_id, plan_id, grid_id);
comment on table plan_assignments is 'The plan itself: the function unit → grid; everything else of a plan is derived.';

create table grid_codes (
  community_id uuid not null references areas,
  code         text not null,
  grid_id      uuid not null,
  issued_at    timestamptz not null default now(),
  primary key (code)
);
comment on table grid_codes is 'Every code ever issued: a code is never given to another grid.';

-- The active plan: for each community, tier and moment exactly one.
create table plan_activations (
  community_id uuid not null references areas,
  tier         text not null,
  plan_id      uuid not null references plans,
  county_id    uuid not null references areas,
  valid        tstzrange not null check (not isempty(valid) and lower(valid) is not null),
  exclude using gist (community_id with =, tier with =, valid with &&)
);
create index plan_activations_plan on plan_activations (plan_id);
