-- A scale is data: its items, how they are scored and what the grades are called. A version once published stays as it is.
create table scales (
  tenant_id uuid not null default current_tenant() references tenants (id),
  code text not null constraint scales_code_form check (code ~ '^[a-z0-9-]{2,40}$'),
  version smallint not null constraint scales_version_positive check (version > 0),
  name text not null constraint scales_name_present check (btrim(name) <> ''),
  name_en text not null constraint scales_name_en_present check (btrim(name_en) <> ''),
  definition jsonb not null,
  source text not null constraint scales_source_present check (btrim(source) <> ''),
  source_en text not null,
  -- 'unconfirmed' is shown as 待核实 until a person has compared it with the official text.
  confidence text not null constraint scales_confidence_known check (confidence in ('confirmed', 'unconfirmed')),
  from_on date not null,
  created_at timestamptz not null default now(),
  constraint scales_pk primary key (tenant_id, code, version),
  constraint scales_from_unique unique (tenant_id, code, from_on)
);
--> statement-breakpoint
create function scales_stay() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'confidence' <> to_jsonb(old) - 'confidence' then
    raise exception 'a published scale stays as it is' using errcode = 'check_violation', constraint = 'scales_stay';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger scales_stay before update or delete on scales for each row execute function scales_stay();
--> statement-breakpoint
call isolate_tenants('scales');
--> statement-breakpoint
create table assessments (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid not null,
  scale_code text not null,
  scale_version smallint not null,
  reason text not null constraint assessments_reason_known check (reason in ('first', 'regular', 'change', 'review', 'other')),
  assessed_on date not null,
  first_assessor text not null constraint assessments_first_assessor_present check (btrim(first_assessor) <> ''),
  first_assessor_id uuid,
  second_assessor text not null constraint assessments_second_assessor_present check (btrim(second_assessor) <> ''),
  second_assessor_id uuid,
  recorded_by uuid,
  -- Health facts: what was answered, and the remark, lie sealed. The grade is what stays and bills are reckoned by.
  answers_sealed text not null,
  note_sealed text,
  grade text not null,
  status text not null constraint assessments_status_known check (status in ('proposed', 'confirmed', 'rejected', 'annulled')),
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  valid_from date,
  valid_until date,
  created_at timestamptz not null default now(),
  constraint assessments_pk primary key (tenant_id, id),
  constraint assessments_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint assessments_scale_fk foreign key (tenant_id, scale_code, scale_version) references scales (tenant_id, code, version),
  constraint assessments_two_assessors check (first_assessor <> second_assessor and first_assessor_id <> second_assessor_id is not false),
  -- The machine proposes, a person who took no part in the scoring decides (个人信息保护法 Art. 24).
  constraint assessments_decided_by_another check (decided_by <> first_assessor_id is not false
    and decided_by <> second_assessor_id is not false and decided_by <> recorded_by is not false
    and decided_by_name <> first_assessor is not false and decided_by_name <> second_assessor is not false),
  constraint assessments_decided_whole check (status = 'proposed' or (decided_by_name is not null and decided_at is not null)),
  constraint assessments_valid_when_confirmed check ((valid_from is not null) = (status in ('confirmed', 'annulled'))),
  constraint assessments_valid_range check (valid_until > valid_from),
  constraint assessments_valid_after_assessed check (valid_from >= assessed_on)
);
--> statement-breakpoint
create unique index assessments_valid_from_unique on assessments (tenant_id, person_id, scale_code, valid_from) where status = 'confirmed';
--> statement-breakpoint
create unique index assessments_one_proposed on assessments (tenant_id, person_id, scale_code) where status = 'proposed';
--> statement-breakpoint
create index assessments_of_person on assessments (tenant_id, person_id, assessed_on desc);
--> statement-breakpoint
create index assessments_by_status on assessments (tenant_id, status, assessed_on desc, id);
--> statement-breakpoint
call isolate_tenants('assessments');
