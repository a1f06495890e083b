create table api_keys (
  id          uuid primary key,
  name        text not null check (length(name) between 1 and 200),
  role        text not null check (role in ('viewer', 'reporter', 'dispatcher', 'planner', 'admin')),
  area_ids    uuid[],
  secret_hash bytea not null unique,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz,
  revoked_at  timestamptz
);
comment on column api_keys.area_ids is 'The jurisdiction: these areas with their descendants; null = everywhere.';
comment on column api_keys.secret_hash is 'SHA-256 of the secret, which is shown once and never stored.';
