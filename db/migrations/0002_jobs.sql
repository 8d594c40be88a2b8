alter table outbox
  add column request_id text not null default '',
  add column round integer not null default 0 constraint outbox_round_not_negative check (round >= 0);
--> statement-breakpoint
comment on column outbox.round is 'how often a person had the job done again after it failed; part of the id in the queue';
--> statement-breakpoint
-- For pruning and for finding messages whose queue lost them.
create index outbox_dispatched on outbox (tenant_id, dispatched_at) where dispatched_at is not null;
--> statement-breakpoint
-- The relay asks once for all tenants; it learns ids and nothing else.
create function waiting_tenant_ids() returns setof uuid language sql stable security definer set search_path = public
  as $$ select id from tenants t where exists (select from outbox o where o.tenant_id = t.id and o.dispatched_at is null) order by id $$;
--> statement-breakpoint
create table job_failures (
  tenant_id uuid not null default current_tenant() references tenants (id),
  job text not null,
  job_key text not null,
  payload jsonb not null,
  request_id text not null,
  code text not null constraint job_failures_code_form check (code ~ '^[A-Z]+\.[A-Z_]+$'),
  params jsonb not null default '{}',
  detail text not null,
  attempts integer not null constraint job_failures_attempts_positive check (attempts > 0),
  failed_at timestamptz not null,
  constraint job_failures_pk primary key (tenant_id, job, job_key)
);
--> statement-breakpoint
create index job_failures_failed on job_failures (tenant_id, failed_at desc);
--> statement-breakpoint
call isolate_tenants('job_failures');
--> statement-breakpoint
create table worker_heartbeats (
  id uuid not null constraint worker_heartbeats_pk primary key,
  backend text not null constraint worker_heartbeats_backend_known check (backend in ('postgres', 'redis')),
  started_at timestamptz not null,
  beat_at timestamptz not null,
  numbers jsonb not null
);
--> statement-breakpoint
-- Of the processes that work for all tenants, and therefore of none.
comment on table worker_heartbeats is 'not-tenant-data';
--> statement-breakpoint
-- Names the database, so that several may share one Redis. Of the owner because the product's role need not read it.
create function database_identity() returns text language sql stable security definer set search_path = public
  as $$ select system_identifier || '/' || current_database() from pg_control_system() $$;
