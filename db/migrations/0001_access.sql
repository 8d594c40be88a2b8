-- The wall of a table that sign-in reads before the tenant is known: the role of sign-in reaches every row
-- (and no other table), everybody else only the rows of the tenant.
create procedure isolate_for_sign_in(tbl regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('create policy tenant_isolation on %s using (tenant_id = (select current_tenant()) or current_user = ''wellspring_sign_in'') with check (tenant_id = (select current_tenant()) or current_user = ''wellspring_sign_in'')', tbl);
  execute format('comment on table %s is %L', tbl, 'sign-in');
end $$;
--> statement-breakpoint
create table users (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  user_name text not null constraint users_user_name_form check (user_name ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  display_name text not null constraint users_display_name_present check (btrim(display_name) <> ''),
  -- better-auth keeps an address for everybody; the product writes to none, so it ends in .invalid.
  email text not null,
  email_verified boolean not null default false,
  image text,
  locale text constraint users_locale_known check (locale in ('zh-CN', 'en')),
  two_factor_enabled boolean not null default false,
  password_temporary boolean not null default false,
  disabled_at timestamptz,
  town_code text constraint users_town_code_form check (town_code ~ '^[0-9]{9}$'),
  person_id uuid,
  volunteer_id uuid,
  donor_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_pk primary key (tenant_id, id),
  constraint users_id_unique unique (id),
  constraint users_user_name_unique unique (user_name),
  constraint users_email_unique unique (email)
);
--> statement-breakpoint
create index users_by_name on users (tenant_id, user_name);
--> statement-breakpoint
call isolate_for_sign_in('users');
--> statement-breakpoint
create table user_roles (
  tenant_id uuid not null default current_tenant(),
  user_id uuid not null,
  role text not null constraint user_roles_role_known check (role in ('admin', 'lead', 'intake', 'assessor', 'manager', 'finance',
    'coordinator', 'leader', 'volunteer', 'donor', 'family', 'town', 'village', 'auditor')),
  constraint user_roles_pk primary key (tenant_id, user_id, role),
  constraint user_roles_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
--> statement-breakpoint
call isolate_for_sign_in('user_roles');
--> statement-breakpoint
-- better-auth knows no tenants: its rows take the tenant of their user.
create function tenant_of_user() returns trigger language plpgsql as $$
begin
  new.tenant_id := (select u.tenant_id from users u where u.id = new.user_id);
  return new;
end $$;
--> statement-breakpoint
create table sessions (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  user_id uuid not null,
  token text not null,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint sessions_pk primary key (tenant_id, id),
  constraint sessions_token_unique unique (token),
  constraint sessions_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
--> statement-breakpoint
create index sessions_of_user on sessions (user_id);
--> statement-breakpoint
create trigger sessions_tenant before insert on sessions for each row execute function tenant_of_user();
--> statement-breakpoint
call isolate_for_sign_in('sessions');
--> statement-breakpoint
create table accounts (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  user_id uuid not null,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint accounts_pk primary key (tenant_id, id),
  constraint accounts_provider_unique unique (user_id, provider_id),
  constraint accounts_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
--> statement-breakpoint
create trigger accounts_tenant before insert on accounts for each row execute function tenant_of_user();
--> statement-breakpoint
call isolate_for_sign_in('accounts');
--> statement-breakpoint
create table two_factors (
  tenant_id uuid not null default current_tenant(),
  id uuid not null,
  user_id uuid not null,
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamptz,
  constraint two_factors_pk primary key (tenant_id, id),
  constraint two_factors_user_unique unique (user_id),
  constraint two_factors_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
--> statement-breakpoint
create index two_factors_secret on two_factors (secret);
--> statement-breakpoint
create trigger two_factors_tenant before insert on two_factors for each row execute function tenant_of_user();
--> statement-breakpoint
call isolate_for_sign_in('two_factors');
--> statement-breakpoint
-- Half-finished sign-ins: nobody is signed in yet, so no tenant sees them.
create table verifications (
  id uuid not null constraint verifications_pk primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
--> statement-breakpoint
create index verifications_identifier on verifications (identifier);
--> statement-breakpoint
create index verifications_expiry on verifications (expires_at);
--> statement-breakpoint
alter table verifications enable row level security;
--> statement-breakpoint
create policy sign_in_only on verifications using (current_user = 'wellspring_sign_in');
--> statement-breakpoint
comment on table verifications is 'sign-in';
--> statement-breakpoint
-- Counted by the name that was typed, whether or not somebody has it, so that a lock tells nobody who exists.
-- A tenant's administrator sees and lifts the locks of the tenant's own users.
create table sign_in_failures (
  kind text not null constraint sign_in_failures_kind_known check (kind in ('name', 'address')),
  key text not null constraint sign_in_failures_key_short check (length(key) <= 100),
  failures integer not null,
  locks integer not null default 0,
  locked_until timestamptz,
  last_at timestamptz not null,
  constraint sign_in_failures_pk primary key (kind, key)
);
--> statement-breakpoint
create index sign_in_failures_age on sign_in_failures (last_at);
--> statement-breakpoint
alter table sign_in_failures enable row level security;
--> statement-breakpoint
create policy own_users on sign_in_failures using (current_user = 'wellspring_sign_in'
  or (kind = 'name' and key in (select u.user_name from users u where u.tenant_id = current_tenant())));
--> statement-breakpoint
comment on table sign_in_failures is 'sign-in';
--> statement-breakpoint
create table security_settings (
  tenant_id uuid not null default current_tenant() references tenants (id),
  staff_second_factor boolean not null default false,
  updated_at timestamptz not null default now(),
  constraint security_settings_pk primary key (tenant_id)
);
--> statement-breakpoint
call isolate_for_sign_in('security_settings');
--> statement-breakpoint
create table api_keys (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  role text not null,
  -- Whose links the key acts with, such as a volunteer's own visits; a disabled user's keys rest.
  user_id uuid,
  label text not null constraint api_keys_label_present check (btrim(label) <> ''),
  -- The first characters, by which people tell keys apart.
  start text not null,
  hash bytea not null constraint api_keys_hash_size check (length(hash) = 32),
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint api_keys_pk primary key (tenant_id, id),
  constraint api_keys_hash_unique unique (hash),
  constraint api_keys_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
--> statement-breakpoint
call isolate_for_sign_in('api_keys');
--> statement-breakpoint
-- Requests of a key in the running minute, over all web processes.
create table api_key_minutes (
  tenant_id uuid not null default current_tenant(),
  key_id uuid not null,
  minute timestamptz not null,
  requests integer not null,
  constraint api_key_minutes_pk primary key (tenant_id, key_id),
  constraint api_key_minutes_key_fk foreign key (tenant_id, key_id) references api_keys (tenant_id, id) on delete cascade
);
--> statement-breakpoint
call isolate_for_sign_in('api_key_minutes');
--> statement-breakpoint
-- Answers to writes by their Idempotency-Key. Row, effect and answer are one transaction.
create table api_requests (
  tenant_id uuid not null default current_tenant(),
  key_id uuid not null,
  idempotency_key text not null constraint api_requests_key_short check (length(idempotency_key) between 1 and 255),
  fingerprint bytea not null,
  status integer,
  answer jsonb,
  created_at timestamptz not null,
  constraint api_requests_pk primary key (tenant_id, key_id, idempotency_key),
  constraint api_requests_api_key_fk foreign key (tenant_id, key_id) references api_keys (tenant_id, id) on delete cascade
);
--> statement-breakpoint
create index api_requests_age on api_requests (tenant_id, created_at);
--> statement-breakpoint
call isolate_tenants('api_requests');
--> statement-breakpoint
-- The audit page is filtered by who acted and by the first part of the kind.
create index audit_events_actor on audit_events (tenant_id, actor_name, seq);
--> statement-breakpoint
create index audit_events_area on audit_events (tenant_id, split_part(kind, '.', 1), seq);
