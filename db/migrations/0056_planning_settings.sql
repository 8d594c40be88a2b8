-- What a plan may do and what each thing costs next to a minute on the way; one row for a tenant, absent: as the product has it.
create table visit_planning_settings (
  tenant_id uuid not null default current_tenant() references tenants (id),
  radius_minutes integer not null,
  rest_after_minutes integer not null,
  rest_minutes integer not null,
  stranger_cost integer not null,
  -- Hundredths of a minute for the last minute within the weekly limit.
  fairness_percent integer not null,
  urgent_cost integer not null,
  usual_cost integer not null,
  spare_cost integer not null,
  changed_volunteer_cost integer not null,
  changed_time_cost integer not null,
  changed_at timestamptz not null,
  changed_by text not null,
  constraint visit_planning_settings_pk primary key (tenant_id),
  constraint visit_planning_settings_times_real check (
    radius_minutes between 5 and 180 and rest_after_minutes between 60 and 720 and rest_minutes between 5 and 180),
  constraint visit_planning_settings_costs_real check (
    stranger_cost between 0 and 1000 and fairness_percent between 0 and 1000
    and changed_volunteer_cost between 0 and 100000 and changed_time_cost between 0 and 100000),
  constraint visit_planning_settings_urgent_first check (
    spare_cost >= 1 and usual_cost >= spare_cost and urgent_cost >= usual_cost and urgent_cost <= 1000000)
);
--> statement-breakpoint
call isolate_tenants('visit_planning_settings');
