create table visit_needs (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  -- Business key of an imported need, so that importing again adds nothing.
  external_key text,
  person_id uuid,
  place text not null,
  -- Opened only for those assigned.
  address_sealed text,
  town_code text not null,
  latitude double precision not null,
  longitude double precision not null,
  service_kind text not null,
  skill text,
  duration_minutes integer not null,
  volunteers_needed integer not null,
  -- What a volunteer has to know before being assigned; nothing by which the household can be told.
  outline text not null,
  status text not null,
  requested_at timestamptz not null,
  requested_by text not null,
  constraint visit_needs_pk primary key (tenant_id, id),
  constraint visit_needs_external_unique unique (tenant_id, external_key),
  constraint visit_needs_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint visit_needs_kind_known check (service_kind in ('survey', 'companionship', 'counselling', 'resources', 'skills', 'inclusion')),
  constraint visit_needs_duration_real check (duration_minutes between 15 and 480),
  constraint visit_needs_volunteers_real check (volunteers_needed between 1 and 10),
  constraint visit_needs_status_known check (status in ('open', 'planned', 'done', 'cancelled')),
  constraint visit_needs_place_real check (latitude between -90 and 90 and longitude between -180 and 180)
);
--> statement-breakpoint
create index visit_needs_status on visit_needs (tenant_id, status, requested_at);
--> statement-breakpoint
create index visit_needs_person on visit_needs (tenant_id, person_id) where person_id is not null;
--> statement-breakpoint
call isolate_tenants('visit_needs');
--> statement-breakpoint
create table visit_windows (
  tenant_id uuid not null default current_tenant() references tenants (id),
  need_id uuid not null,
  on_date date not null,
  from_minute integer not null,
  until_minute integer not null,
  constraint visit_windows_pk primary key (tenant_id, need_id, on_date, from_minute),
  constraint visit_windows_need_fk foreign key (tenant_id, need_id) references visit_needs (tenant_id, id),
  constraint visit_windows_minutes_real check (from_minute >= 0 and from_minute < until_minute and until_minute <= 1440)
);
--> statement-breakpoint
create index visit_windows_date on visit_windows (tenant_id, on_date);
--> statement-breakpoint
call isolate_tenants('visit_windows');
--> statement-breakpoint
create table visit_plans (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  from_date date not null,
  until_date date not null,
  status text not null,
  -- Why each need that stayed open could not be met: need → rule → number of volunteers it stopped.
  unmet jsonb not null default '[]',
  requested_by text not null,
  requested_at timestamptz not null,
  made_at timestamptz,
  published_at timestamptz,
  constraint visit_plans_pk primary key (tenant_id, id),
  constraint visit_plans_range_real check (from_date < until_date and until_date <= from_date + 31),
  constraint visit_plans_status_known check (status in ('requested', 'proposed', 'published', 'discarded'))
);
--> statement-breakpoint
create index visit_plans_recent on visit_plans (tenant_id, requested_at desc);
--> statement-breakpoint
call isolate_tenants('visit_plans');
--> statement-breakpoint
create table visits (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  need_id uuid not null,
  plan_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  status text not null,
  constraint visits_pk primary key (tenant_id, id),
  constraint visits_need_fk foreign key (tenant_id, need_id) references visit_needs (tenant_id, id),
  constraint visits_plan_fk foreign key (tenant_id, plan_id) references visit_plans (tenant_id, id),
  constraint visits_time_real check (starts_at < ends_at),
  constraint visits_status_known check (status in ('proposed', 'published', 'done', 'cancelled'))
);
--> statement-breakpoint
-- A need is met once, even when two plans that both hold it are published at the same moment.
create unique index visits_need_published on visits (tenant_id, need_id) where status in ('published', 'done');
--> statement-breakpoint
create index visits_plan on visits (tenant_id, plan_id);
--> statement-breakpoint
create index visits_start on visits (tenant_id, starts_at);
--> statement-breakpoint
call isolate_tenants('visits');
--> statement-breakpoint
create table visit_assignments (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  visit_id uuid not null,
  volunteer_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  status text not null,
  travel_minutes integer not null,
  -- Why this volunteer: what the choice cost and who was next.
  explanation jsonb not null,
  decline_reason text,
  answered_at timestamptz,
  checked_in_at timestamptz,
  checked_out_at timestamptz,
  record text,
  constraint visit_assignments_pk primary key (tenant_id, id),
  constraint visit_assignments_visit_fk foreign key (tenant_id, visit_id) references visits (tenant_id, id),
  constraint visit_assignments_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint visit_assignments_once unique (tenant_id, visit_id, volunteer_id),
  constraint visit_assignments_status_known check (status in ('proposed', 'published', 'accepted', 'declined', 'checked_in', 'done', 'cancelled')),
  constraint visit_assignments_time_real check (starts_at < ends_at and (checked_out_at is null or checked_in_at < checked_out_at)),
  constraint visit_assignments_checked_in check ((status in ('checked_in', 'done')) = (checked_in_at is not null)),
  constraint visit_assignments_checked_out check ((status = 'done') = (checked_out_at is not null)),
  -- A volunteer is never in two places. Proposals may overlap: several plans can be compared before one is published.
  constraint visit_assignments_one_place exclude using gist
    (tenant_id with =, volunteer_id with =, tstzrange(starts_at, ends_at) with &&)
    where (status in ('published', 'accepted', 'checked_in', 'done'))
);
--> statement-breakpoint
create index visit_assignments_visit on visit_assignments (tenant_id, visit_id);
--> statement-breakpoint
create index visit_assignments_volunteer on visit_assignments (tenant_id, volunteer_id, starts_at);
--> statement-breakpoint
call isolate_tenants('visit_assignments');
