-- What every domain stands on: extensions, jobs, the outbox, the audit log.
create extension if not exists postgis;
create extension if not exists btree_gist;

create table jobs (
  id               uuid primary key,
  kind             text not null,
  state            text not null default 'queued'
                   check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  progress         double precision not null default 0 check (progress >= 0 and progress <= 1),
  step             text,
  input            jsonb not null,
  result           jsonb,
  problem          jsonb,
  attempts         integer not null default 0,
  cancel_requested boolean not null default false,
  heartbeat_at     timestamptz,
  requested_by     text not null,
  created_at       timestamptz not null default now(),
  started_at       timestamptz,
  finished_at      timestamptz
);
create index jobs_waiting on jobs (created_at, id) where state in ('queued', 'running');
comment on column jobs.step is 'What is being done now: a key the viewer translates.';
comment on column jobs.problem is 'RFC 9457 problem details when the job failed.';

create table events (
  id         bigint generated always as identity primary key,
  kind       text not null,
  entity     text not null,
  entity_id  uuid not null,
  body       jsonb not null default '{}',
  created_at timestamptz not null default now()
);
comment on table events is 'The outbox: one row for each change, in the transaction of the change.';

create table audit_entries (
  id         bigint generated always as identity primary key,
  actor      text not null,
  action     text not null,
  entity     text not null,
  entity_id  uuid not null,
  facts      jsonb not null default '{}',
  created_at timestamptz not null default now()
);
