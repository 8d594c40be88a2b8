-- How pressing a visit is, whom it is for, whether the same volunteers should come again, and which visit it follows.
alter table visit_needs
  add column priority smallint not null default 2,
  add column household_id uuid,
  add column same_volunteers boolean not null default false,
  add column after_need_id uuid,
  add column after_min_minutes integer,
  add column after_max_minutes integer,
  add column series_id uuid,
  add column series_on date,
  add column cancel_reason text,
  add constraint visit_needs_priority_known check (priority between 1 and 3),
  add constraint visit_needs_one_receiver check (num_nonnulls(person_id, household_id) <= 1),
  add constraint visit_needs_household_fk foreign key (tenant_id, household_id) references households (tenant_id, id),
  add constraint visit_needs_after_fk foreign key (tenant_id, after_need_id) references visit_needs (tenant_id, id),
  -- Minutes from the beginning of the first visit to the beginning of the second.
  add constraint visit_needs_after_whole check (
    num_nonnulls(after_need_id, after_min_minutes, after_max_minutes) in (0, 3)
    and (after_need_id is null or (after_need_id <> id and after_min_minutes >= 0
      and after_min_minutes <= after_max_minutes and after_max_minutes <= 1440))),
  add constraint visit_needs_series_whole check ((series_id is null) = (series_on is null)),
  add constraint visit_needs_cancelled_why check ((status = 'cancelled') = (cancel_reason is not null));
--> statement-breakpoint
-- A pair is two visits: nothing else follows the same first one.
create unique index visit_needs_after on visit_needs (tenant_id, after_need_id) where after_need_id is not null and status <> 'cancelled';
--> statement-breakpoint
-- Who came before to the same place.
create index visit_needs_place on visit_needs (tenant_id, town_code, place) where status = 'done';
--> statement-breakpoint
create index visit_needs_household on visit_needs (tenant_id, household_id) where household_id is not null;
--> statement-breakpoint
-- A visit that comes back: what its needs are made from, week after week.
create table visit_series (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  -- Business key of an imported series, so that importing again adds nothing.
  external_key text,
  person_id uuid,
  household_id uuid,
  place text not null,
  address_sealed text,
  town_code text not null,
  latitude double precision not null,
  longitude double precision not null,
  service_kind text not null,
  skill text,
  duration_minutes integer not null,
  volunteers_needed integer not null,
  outline text not null,
  priority smallint not null,
  same_volunteers boolean not null,
  -- The visit of the same day of another series, after which this one begins.
  after_series_id uuid,
  after_min_minutes integer,
  after_max_minutes integer,
  -- RFC 5545 RRULE without its time of day; its days are civil dates.
  rrule text not null,
  starts_on date not null,
  -- Needs are made of all days before this one.
  made_until date not null,
  status text not null,
  end_reason text,
  requested_at timestamptz not null,
  requested_by text not null,
  constraint visit_series_pk primary key (tenant_id, id),
  constraint visit_series_external_unique unique (tenant_id, external_key),
  constraint visit_series_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint visit_series_household_fk foreign key (tenant_id, household_id) references households (tenant_id, id),
  constraint visit_series_after_fk foreign key (tenant_id, after_series_id) references visit_series (tenant_id, id),
  constraint visit_series_one_receiver check (num_nonnulls(person_id, household_id) <= 1),
  constraint visit_series_kind_known check (service_kind in ('survey', 'companionship', 'counselling', 'resources', 'skills', 'inclusion')),
  constraint visit_series_duration_real check (duration_minutes between 15 and 480),
  constraint visit_series_volunteers_real check (volunteers_needed between 1 and 10),
  constraint visit_series_place_real check (latitude between -90 and 90 and longitude between -180 and 180),
  constraint visit_series_priority_known check (priority between 1 and 3),
  constraint visit_series_after_whole check (
    num_nonnulls(after_series_id, after_min_minutes, after_max_minutes) in (0, 3)
    and (after_series_id is null or (after_series_id <> id and after_min_minutes >= 0
      and after_min_minutes <= after_max_minutes and after_max_minutes <= 1440))),
  constraint visit_series_status_known check (status in ('active', 'ended')),
  constraint visit_series_ended_why check ((status = 'ended') = (end_reason is not null))
);
--> statement-breakpoint
create index visit_series_active on visit_series (tenant_id, made_until) where status = 'active';
--> statement-breakpoint
create unique index visit_series_after on visit_series (tenant_id, after_series_id) where after_series_id is not null and status = 'active';
--> statement-breakpoint
call isolate_tenants('visit_series');
--> statement-breakpoint
-- Times of day at which each visit of a series can be.
create table visit_series_windows (
  tenant_id uuid not null default current_tenant() references tenants (id),
  series_id uuid not null,
  from_minute integer not null,
  until_minute integer not null,
  constraint visit_series_windows_pk primary key (tenant_id, series_id, from_minute),
  constraint visit_series_windows_series_fk foreign key (tenant_id, series_id) references visit_series (tenant_id, id),
  constraint visit_series_windows_minutes_real check (from_minute >= 0 and from_minute < until_minute and until_minute <= 1440)
);
--> statement-breakpoint
call isolate_tenants('visit_series_windows');
--> statement-breakpoint
alter table visit_needs add constraint visit_needs_series_fk foreign key (tenant_id, series_id) references visit_series (tenant_id, id);
--> statement-breakpoint
-- However often a series is continued, each of its days has one need.
create unique index visit_needs_series_day on visit_needs (tenant_id, series_id, series_on) where series_id is not null;
--> statement-breakpoint
-- Who is not sent there: to one need, to all of a series, to a person wherever they live, or to a household.
create table visit_exclusions (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  volunteer_id uuid not null,
  need_id uuid,
  series_id uuid,
  person_id uuid,
  household_id uuid,
  reason text not null,
  added_at timestamptz not null,
  added_by text not null,
  lifted_at timestamptz,
  lifted_by text,
  constraint visit_exclusions_pk primary key (tenant_id, id),
  constraint visit_exclusions_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint visit_exclusions_need_fk foreign key (tenant_id, need_id) references visit_needs (tenant_id, id),
  constraint visit_exclusions_series_fk foreign key (tenant_id, series_id) references visit_series (tenant_id, id),
  constraint visit_exclusions_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint visit_exclusions_household_fk foreign key (tenant_id, household_id) references households (tenant_id, id),
  constraint visit_exclusions_one_scope check (num_nonnulls(need_id, series_id, person_id, household_id) = 1),
  constraint visit_exclusions_reason_given check (btrim(reason) <> ''),
  constraint visit_exclusions_lifted_whole check (num_nonnulls(lifted_at, lifted_by) in (0, 2))
);
--> statement-breakpoint
create unique index visit_exclusions_once on visit_exclusions (tenant_id, volunteer_id, coalesce(need_id, series_id, person_id, household_id)) where lifted_at is null;
--> statement-breakpoint
create index visit_exclusions_need on visit_exclusions (tenant_id, need_id) where need_id is not null and lifted_at is null;
--> statement-breakpoint
create index visit_exclusions_series on visit_exclusions (tenant_id, series_id) where series_id is not null and lifted_at is null;
--> statement-breakpoint
create index visit_exclusions_person on visit_exclusions (tenant_id, person_id) where person_id is not null and lifted_at is null;
--> statement-breakpoint
create index visit_exclusions_household on visit_exclusions (tenant_id, household_id) where household_id is not null and lifted_at is null;
--> statement-breakpoint
call isolate_tenants('visit_exclusions');
--> statement-breakpoint
-- Counts what a volunteer's calendar has to hear of; kept here, so that no path of the code can forget it.
alter table visit_assignments
  add column sequence integer not null default 0,
  add column changed_at timestamptz not null default now();
--> statement-breakpoint
create function visit_assignments_count_changes() returns trigger language plpgsql as $$
begin
  if (new.starts_at, new.ends_at, new.status) is distinct from (old.starts_at, old.ends_at, old.status) then
    new.sequence := old.sequence + 1;
    new.changed_at := now();
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger visit_assignments_count_changes before update on visit_assignments
  for each row execute function visit_assignments_count_changes();
