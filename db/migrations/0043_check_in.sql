-- By what it is known that somebody was there, and when it was not by code or place, who says so and why.
alter table visit_assignments
  add column checked_in_by text,
  add column checked_out_by text,
  -- Metres from the place of the visit, where the telephone said.
  add column check_in_metres integer,
  add column attendance_reason text,
  add column attendance_recorded_by text,
  add constraint visit_assignments_proof_known check (
    (checked_in_by is null or checked_in_by in ('screen', 'paper', 'place', 'coordinator'))
    and (checked_out_by is null or checked_out_by in ('screen', 'paper', 'place', 'coordinator', 'unproven'))),
  add constraint visit_assignments_said_why check (
    (checked_in_by is distinct from 'coordinator' and checked_out_by is distinct from 'coordinator')
    or (attendance_reason is not null and attendance_recorded_by is not null));
--> statement-breakpoint
-- Who did not come: said by a coordinator, when the visit is over.
alter table visit_assignments drop constraint visit_assignments_status_known;
--> statement-breakpoint
alter table visit_assignments add constraint visit_assignments_status_known
  check (status in ('proposed', 'published', 'accepted', 'declined', 'checked_in', 'done', 'cancelled', 'missed'));
--> statement-breakpoint
create index visit_assignments_expected on visit_assignments (tenant_id, starts_at) where status in ('published', 'accepted');
--> statement-breakpoint
-- Printed codes at the door of a person or household; a new one makes the old ones worthless.
create table visit_codes (
  tenant_id uuid not null default current_tenant() references tenants (id),
  subject text not null,
  version integer not null,
  issued_at timestamptz not null,
  issued_by text not null,
  constraint visit_codes_pk primary key (tenant_id, subject),
  constraint visit_codes_counts_up check (version >= 1)
);
--> statement-breakpoint
call isolate_tenants('visit_codes');
--> statement-breakpoint
-- How near is near, and when somebody counts as late; one row for a tenant, absent: as the product has it.
create table visit_settings (
  tenant_id uuid not null default current_tenant() references tenants (id),
  check_in_metres integer not null,
  late_minutes integer not null,
  changed_at timestamptz not null,
  changed_by text not null,
  constraint visit_settings_pk primary key (tenant_id),
  constraint visit_settings_metres_real check (check_in_metres between 50 and 2000),
  constraint visit_settings_late_real check (late_minutes between 5 and 60)
);
--> statement-breakpoint
call isolate_tenants('visit_settings');
