create extension if not exists btree_gist;
--> statement-breakpoint
create function current_tenant() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.tenant_id', true), '')::uuid;
--> statement-breakpoint
create function current_actor() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.actor_id', true), '')::uuid;
--> statement-breakpoint
-- Every tenant table gets the same wall; called once per table by the migrations that create it.
create procedure isolate_tenants(tbl regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('create policy tenant_isolation on %s using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))', tbl);
end $$;
--> statement-breakpoint
-- Tables to which the product may only add.
create procedure append_only(tbl regclass) language plpgsql as $$
begin
  execute format('comment on table %s is %L', tbl, 'append-only');
end $$;
--> statement-breakpoint
create table tenants (
  id uuid not null constraint tenants_pk primary key,
  slug text not null constraint tenants_slug_unique unique constraint tenants_slug_form check (slug ~ '^[a-z0-9-]{2,40}$'),
  name text not null constraint tenants_name_present check (btrim(name) <> ''),
  name_en text not null,
  region_code text not null constraint tenants_region_form check (region_code ~ '^[0-9]{6}$'),
  demo boolean not null default false,
  created_at timestamptz not null default now()
);
--> statement-breakpoint
alter table tenants enable row level security;
--> statement-breakpoint
create policy own_tenant on tenants using (id = (select current_tenant())) with check (false);
--> statement-breakpoint
-- The worker has to know for whom to work; it learns ids and nothing else.
create function tenant_ids() returns setof uuid language sql stable security definer set search_path = public
  as $$ select id from tenants order by id $$;
--> statement-breakpoint
create table audit_heads (
  tenant_id uuid not null constraint audit_heads_pk primary key references tenants (id),
  seq bigint not null,
  hash bytea not null
);
--> statement-breakpoint
call isolate_tenants('audit_heads');
--> statement-breakpoint
comment on table audit_heads is 'owner-only';
--> statement-breakpoint
create table audit_events (
  tenant_id uuid not null default current_tenant() references tenants (id),
  seq bigint not null,
  id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  request_id text not null,
  kind text not null,
  subject_type text not null,
  subject_id text not null,
  reason text,
  data jsonb not null default '{}',
  previous_hash bytea not null,
  hash bytea not null,
  constraint audit_events_pk primary key (tenant_id, seq),
  constraint audit_events_id_unique unique (tenant_id, id)
);
--> statement-breakpoint
create index audit_events_subject on audit_events (tenant_id, subject_type, subject_id, seq);
--> statement-breakpoint
create index audit_events_at on audit_events (tenant_id, at);
--> statement-breakpoint
call isolate_tenants('audit_events');
--> statement-breakpoint
call append_only('audit_events');
--> statement-breakpoint
-- What is hashed; jsonb text is canonical (sorted keys, single form of numbers).
create function audit_hash(e audit_events) returns bytea language sql immutable
  return sha256(e.previous_hash || convert_to(jsonb_build_array(
    e.tenant_id, e.seq, e.id, extract(epoch from e.at), e.actor_id, e.actor_name, e.request_id,
    e.kind, e.subject_type, e.subject_id, e.reason, e.data)::text, 'UTF8'));
--> statement-breakpoint
-- The chain is made here and not in the product, so that no path of code can write an event outside it.
-- It runs as the owner because the product's role has no right on the heads.
create function audit_events_chain() returns trigger language plpgsql security definer set search_path = public as $$
declare head audit_heads;
begin
  insert into audit_heads (tenant_id, seq, hash) values (new.tenant_id, 0, '\x') on conflict do nothing;
  select * into head from audit_heads where tenant_id = new.tenant_id for update;
  new.seq := head.seq + 1;
  new.previous_hash := head.hash;
  new.hash := audit_hash(new);
  update audit_heads set seq = new.seq, hash = new.hash where tenant_id = new.tenant_id;
  return new;
end $$;
--> statement-breakpoint
create trigger audit_events_chain before insert on audit_events for each row execute function audit_events_chain();
--> statement-breakpoint
-- Head of the acting tenant's chain, so that a tail cut off shows too.
create function audit_head() returns table (seq bigint, hash bytea) language sql stable security definer set search_path = public
  as $$ select h.seq, h.hash from audit_heads h where h.tenant_id = current_tenant() $$;
--> statement-breakpoint
create table outbox (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  job text not null,
  job_key text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  dispatched_at timestamptz,
  constraint outbox_pk primary key (tenant_id, id),
  constraint outbox_job_key_unique unique (tenant_id, job, job_key)
);
--> statement-breakpoint
create index outbox_waiting on outbox (tenant_id, id) where dispatched_at is null;
--> statement-breakpoint
call isolate_tenants('outbox');
--> statement-breakpoint
-- Wakes the relay as soon as the transaction commits; the relay also looks by itself now and then.
create function outbox_wake() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox', current_tenant()::text);
  return null;
end $$;
--> statement-breakpoint
create trigger outbox_wake after insert on outbox for each statement execute function outbox_wake();
--> statement-breakpoint
create table job_effects (
  tenant_id uuid not null default current_tenant() references tenants (id),
  effect_key text not null,
  job text not null,
  happened_at timestamptz not null,
  constraint job_effects_pk primary key (tenant_id, effect_key)
);
--> statement-breakpoint
create index job_effects_happened on job_effects (tenant_id, happened_at);
--> statement-breakpoint
call isolate_tenants('job_effects');
--> statement-breakpoint
-- What a public verification page may look up: a code leads to one record of one tenant and to nothing else.
create table verification_codes (
  tenant_id uuid not null default current_tenant() references tenants (id),
  code text not null constraint verification_codes_pk primary key constraint verification_codes_form check (code ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
  subject_type text not null,
  subject_id uuid not null,
  constraint verification_codes_subject_unique unique (tenant_id, subject_type, subject_id)
);
--> statement-breakpoint
call isolate_tenants('verification_codes');
--> statement-breakpoint
call append_only('verification_codes');
--> statement-breakpoint
create function find_verification(wanted text) returns table (tenant_id uuid, subject_type text, subject_id uuid)
  language sql stable security definer set search_path = public
  as $$ select v.tenant_id, v.subject_type, v.subject_id from verification_codes v where v.code = wanted $$;
