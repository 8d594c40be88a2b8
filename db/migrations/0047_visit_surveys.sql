-- What was found out about a household at a visit of 家境调查; all of it sealed, and in the file of whom it is about.
create table visit_surveys (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  assignment_id uuid not null,
  person_id uuid,
  household_id uuid,
  town_code text not null,
  -- Which form was filled in; answers of older forms stay as they were given.
  version integer not null,
  answers_sealed text not null,
  recorded_at timestamptz not null,
  constraint visit_surveys_pk primary key (tenant_id, id),
  constraint visit_surveys_assignment_fk foreign key (tenant_id, assignment_id) references visit_assignments (tenant_id, id),
  constraint visit_surveys_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint visit_surveys_household_fk foreign key (tenant_id, household_id) references households (tenant_id, id),
  constraint visit_surveys_once unique (tenant_id, assignment_id),
  constraint visit_surveys_version_known check (version >= 1)
);
--> statement-breakpoint
create index visit_surveys_person on visit_surveys (tenant_id, person_id, recorded_at desc) where person_id is not null;
--> statement-breakpoint
create index visit_surveys_household on visit_surveys (tenant_id, household_id, recorded_at desc) where household_id is not null;
--> statement-breakpoint
call isolate_tenants('visit_surveys');
