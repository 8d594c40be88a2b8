-- Application → eligibility → waiting list → offer → stay.
create table applications (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid not null,
  applied_on date not null,
  household_size smallint constraint applications_household_size_range check (household_size between 1 and 30),
  category text not null constraint applications_category_known
    check (category in ('tekun', 'dibao', 'dibao_marginal', 'expense', 'special_hardship')),
  guardian_name text,
  guardian_phone_sealed text,
  -- The six items as the family states them: information, never the assessment. A health fact, so sealed.
  stated_sealed text,
  note_sealed text,
  status text not null constraint applications_status_known
    check (status in ('received', 'eligible', 'ineligible', 'waiting', 'offered', 'admitted', 'declined', 'withdrawn')),
  -- Since when this person waits, and how many offers were declined or lapsed.
  waiting_from date,
  passes smallint not null default 0 constraint applications_passes_range check (passes >= 0),
  origin text not null constraint applications_origin_known check (origin in ('page', 'import', 'api')),
  created_at timestamptz not null default now(),
  constraint applications_pk primary key (tenant_id, id),
  constraint applications_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint applications_person_applied_unique unique (tenant_id, person_id, applied_on),
  constraint applications_waiting_whole check (status not in ('waiting', 'offered') or waiting_from is not null)
);
--> statement-breakpoint
-- Nobody has two applications under way.
create unique index applications_one_open on applications (tenant_id, person_id)
  where status in ('received', 'eligible', 'waiting', 'offered');
--> statement-breakpoint
create index applications_by_status on applications (tenant_id, status, applied_on, id);
--> statement-breakpoint
create index applications_by_date on applications (tenant_id, applied_on, id);
--> statement-breakpoint
call isolate_tenants('applications');
--> statement-breakpoint
-- Who decided what on which findings; a later decision stands beside the earlier, nothing is rewritten.
create table eligibility_decisions (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  application_id uuid not null,
  outcome text not null constraint eligibility_decisions_outcome_known check (outcome in ('eligible', 'ineligible')),
  proposed text not null constraint eligibility_decisions_proposed_known check (proposed in ('eligible', 'check', 'ineligible')),
  findings_sealed text not null,
  reason_sealed text not null,
  decided_at timestamptz not null,
  decided_by text not null,
  constraint eligibility_decisions_pk primary key (tenant_id, id),
  constraint eligibility_decisions_application_fk foreign key (tenant_id, application_id) references applications (tenant_id, id)
);
--> statement-breakpoint
create index eligibility_decisions_of_application on eligibility_decisions (tenant_id, application_id, decided_at);
--> statement-breakpoint
call isolate_tenants('eligibility_decisions');
--> statement-breakpoint
-- How the waiting list is ordered, as published; the newest in force applies.
create table waiting_rules (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  version integer not null constraint waiting_rules_version_positive check (version > 0),
  effective_from date not null,
  criteria jsonb not null,
  source text not null constraint waiting_rules_source_present check (btrim(source) <> ''),
  source_en text not null constraint waiting_rules_source_en_present check (btrim(source_en) <> ''),
  confidence text not null constraint waiting_rules_confidence_known check (confidence in ('confirmed', 'unconfirmed')),
  published_at timestamptz not null,
  published_by text not null,
  constraint waiting_rules_pk primary key (tenant_id, id),
  constraint waiting_rules_version_unique unique (tenant_id, version),
  constraint waiting_rules_effective_unique unique (tenant_id, effective_from)
);
--> statement-breakpoint
call isolate_tenants('waiting_rules');
--> statement-breakpoint
call append_only('waiting_rules');
--> statement-breakpoint
create table offers (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  application_id uuid not null,
  bed_id uuid not null,
  reservation_id uuid not null,
  from_on date not null,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  status text not null constraint offers_status_known
    check (status in ('open', 'accepted', 'declined', 'lapsed', 'withdrawn', 'used')),
  answered_at timestamptz,
  answered_by text,
  constraint offers_pk primary key (tenant_id, id),
  constraint offers_application_fk foreign key (tenant_id, application_id) references applications (tenant_id, id),
  constraint offers_bed_fk foreign key (tenant_id, bed_id) references beds (tenant_id, id),
  constraint offers_reservation_fk foreign key (tenant_id, reservation_id) references bed_reservations (tenant_id, id),
  constraint offers_reservation_unique unique (tenant_id, reservation_id),
  constraint offers_deadline_order check (expires_at > offered_at),
  constraint offers_answer_whole check ((status in ('open')) = (answered_at is null))
);
--> statement-breakpoint
create unique index offers_one_standing on offers (tenant_id, application_id) where status in ('open', 'accepted');
--> statement-breakpoint
create index offers_due on offers (tenant_id, expires_at) where status = 'open';
--> statement-breakpoint
create index offers_of_application on offers (tenant_id, application_id, offered_at);
--> statement-breakpoint
call isolate_tenants('offers');
--> statement-breakpoint
-- Half-open: the day of discharge is not a day of the stay.
create table stays (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid not null,
  application_id uuid not null,
  contract_number text not null constraint stays_contract_form check (contract_number ~ '^[0-9A-Z]{2,8}-[0-9]{4,8}$'),
  admitted_on date not null,
  discharged_on date,
  discharge_cause text constraint stays_discharge_cause_known check (discharge_cause in ('home', 'hospital', 'other_home', 'death', 'other')),
  discharge_reason_sealed text,
  constraint stays_pk primary key (tenant_id, id),
  constraint stays_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint stays_application_fk foreign key (tenant_id, application_id) references applications (tenant_id, id),
  constraint stays_application_unique unique (tenant_id, application_id),
  constraint stays_contract_unique unique (tenant_id, contract_number),
  constraint stays_order check (discharged_on >= admitted_on),
  constraint stays_discharge_whole check ((discharged_on is null) = (discharge_cause is null)),
  constraint stays_person_once exclude using gist (tenant_id with =, person_id with =, daterange(admitted_on, discharged_on) with &&)
);
--> statement-breakpoint
create index stays_of_person on stays (tenant_id, person_id, admitted_on);
--> statement-breakpoint
create index stays_by_date on stays (tenant_id, admitted_on, id);
--> statement-breakpoint
call isolate_tenants('stays');
--> statement-breakpoint
alter table bed_occupancies add constraint bed_occupancies_stay_fk foreign key (tenant_id, stay_id) references stays (tenant_id, id);
--> statement-breakpoint
-- Last contract number given in a year; the row is the lock.
create table contract_numbers (
  tenant_id uuid not null default current_tenant() references tenants (id),
  year smallint not null,
  last integer not null constraint contract_numbers_last_positive check (last > 0),
  constraint contract_numbers_pk primary key (tenant_id, year)
);
--> statement-breakpoint
call isolate_tenants('contract_numbers');
