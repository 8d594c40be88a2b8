create table volunteers (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  number text not null,
  person_id uuid not null,
  town_code text not null,
  home_latitude double precision not null,
  home_longitude double precision not null,
  service_kinds text[] not null,
  daily_limit_minutes integer not null,
  weekly_limit_minutes integer not null,
  status text not null,
  guardian_consent_on date,
  registered_on date not null,
  constraint volunteers_pk primary key (tenant_id, id),
  constraint volunteers_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  -- Nobody is registered twice, under whatever team.
  constraint volunteers_person_unique unique (tenant_id, person_id),
  constraint volunteers_number_unique unique (tenant_id, number),
  constraint volunteers_status_known check (status in ('active', 'paused', 'ended')),
  constraint volunteers_service_kinds_known check (service_kinds <@ array['survey', 'companionship', 'counselling', 'resources', 'skills', 'inclusion']),
  constraint volunteers_place_real check (home_latitude between -90 and 90 and home_longitude between -180 and 180),
  constraint volunteers_limits_real check (daily_limit_minutes between 30 and 1440 and weekly_limit_minutes between daily_limit_minutes and 10080)
);
--> statement-breakpoint
create index volunteers_town on volunteers (tenant_id, town_code, status);
--> statement-breakpoint
call isolate_tenants('volunteers');
--> statement-breakpoint
create table volunteer_registers (
  tenant_id uuid not null default current_tenant() references tenants (id),
  kind text not null,
  year integer not null,
  last_number integer not null,
  constraint volunteer_registers_pk primary key (tenant_id, kind, year),
  constraint volunteer_registers_kind_known check (kind in ('volunteer', 'certificate')),
  constraint volunteer_registers_counts_up check (last_number >= 0)
);
--> statement-breakpoint
call isolate_tenants('volunteer_registers');
--> statement-breakpoint
create table volunteer_skills (
  tenant_id uuid not null default current_tenant() references tenants (id),
  volunteer_id uuid not null,
  skill text not null,
  licence_number text,
  valid_until date,
  constraint volunteer_skills_pk primary key (tenant_id, volunteer_id, skill),
  constraint volunteer_skills_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_skills_known check (skill in ('nursing', 'counselling', 'haircut', 'repair', 'driving', 'tutoring', 'sign_language', 'legal')),
  -- 志愿服务条例 第十六条: what the law asks a licence for is not done without one.
  constraint volunteer_skills_licensed check (skill not in ('nursing', 'counselling', 'legal') or (licence_number is not null and valid_until is not null))
);
--> statement-breakpoint
call isolate_tenants('volunteer_skills');
--> statement-breakpoint
create table volunteer_availability (
  tenant_id uuid not null default current_tenant() references tenants (id),
  volunteer_id uuid not null,
  weekday integer not null,
  from_minute integer not null,
  until_minute integer not null,
  constraint volunteer_availability_pk primary key (tenant_id, volunteer_id, weekday, from_minute),
  constraint volunteer_availability_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_availability_weekday_real check (weekday between 1 and 7),
  constraint volunteer_availability_minutes_real check (from_minute >= 0 and from_minute < until_minute and until_minute <= 1440),
  constraint volunteer_availability_no_overlap exclude using gist
    (tenant_id with =, volunteer_id with =, weekday with =, int4range(from_minute, until_minute) with &&)
);
--> statement-breakpoint
call isolate_tenants('volunteer_availability');
--> statement-breakpoint
-- Time given. Nothing here is edited: a mistake is taken back by a row of its own.
-- The columns are the service record of 志愿服务记录与证明出具办法 第七条.
create table volunteer_hours (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  volunteer_id uuid not null,
  -- What the time was given to, such as one assignment of a visit.
  source_type text not null,
  source_id uuid not null,
  served_on date not null,
  minutes integer not null,
  activity text not null,
  place text not null,
  organiser text not null,
  in_charge text not null,
  reverses_id uuid,
  reason text,
  recorded_at timestamptz not null,
  constraint volunteer_hours_pk primary key (tenant_id, id),
  constraint volunteer_hours_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_hours_reverses_fk foreign key (tenant_id, reverses_id) references volunteer_hours (tenant_id, id),
  constraint volunteer_hours_reversed_once unique (tenant_id, reverses_id),
  constraint volunteer_hours_sign check ((reverses_id is null and minutes > 0) or (reverses_id is not null and minutes < 0 and reason is not null))
);
--> statement-breakpoint
create unique index volunteer_hours_recorded_once on volunteer_hours (tenant_id, source_type, source_id) where reverses_id is null;
--> statement-breakpoint
create index volunteer_hours_volunteer on volunteer_hours (tenant_id, volunteer_id, served_on);
--> statement-breakpoint
call isolate_tenants('volunteer_hours');
--> statement-breakpoint
call append_only('volunteer_hours');
--> statement-breakpoint
create table volunteer_certificates (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  volunteer_id uuid not null,
  number text not null,
  code text not null,
  from_date date not null,
  until_date date not null,
  minutes integer not null,
  -- What the paper shows, as it stood on the day of issue.
  content jsonb not null,
  issued_on date not null,
  issued_by text not null,
  revoked_on date,
  revoke_reason text,
  constraint volunteer_certificates_pk primary key (tenant_id, id),
  constraint volunteer_certificates_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_certificates_number_unique unique (tenant_id, number),
  constraint volunteer_certificates_range_real check (from_date < until_date),
  -- 志愿服务记录与证明出具办法 第十九条: no certificate for service not given.
  constraint volunteer_certificates_some_hours check (minutes > 0),
  constraint volunteer_certificates_revoked_why check ((revoked_on is null) = (revoke_reason is null))
);
--> statement-breakpoint
create index volunteer_certificates_volunteer on volunteer_certificates (tenant_id, volunteer_id, issued_on);
--> statement-breakpoint
call isolate_tenants('volunteer_certificates');
