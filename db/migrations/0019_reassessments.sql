-- A scale may be left without a grade by items that were refused: then a person finds it. What counts has one.
alter table assessments alter column grade drop not null;
--> statement-breakpoint
alter table assessments add constraint assessments_grade_when_counted check (grade is not null or status in ('proposed', 'rejected'));
--> statement-breakpoint
-- Public holidays and make-up workdays as they are announced each year; all other days go by the week.
create table calendar_days (
  tenant_id uuid not null default current_tenant() references tenants (id),
  day date not null,
  kind text not null constraint calendar_days_kind_known check (kind in ('holiday', 'workday')),
  name text not null constraint calendar_days_name_present check (btrim(name) <> ''),
  source text not null constraint calendar_days_source_present check (btrim(source) <> ''),
  constraint calendar_days_pk primary key (tenant_id, day)
);
--> statement-breakpoint
call isolate_tenants('calendar_days');
--> statement-breakpoint
-- Somebody is to be assessed again, and by when: a change was reported, a grade is objected to, or one runs out.
create table reassessments (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid not null,
  cause text not null constraint reassessments_cause_known check (cause in ('change', 'objection', 'expiry')),
  -- The one that is objected to or runs out.
  assessment_id uuid,
  asked_on date not null,
  due_on date not null,
  asked_by text not null constraint reassessments_asked_by_present check (btrim(asked_by) <> ''),
  -- What is said to have changed or to be wrong: a health fact.
  statement_sealed text,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  closed_at timestamptz,
  closed_by_name text,
  closing_assessment_id uuid,
  closing_reason text,
  constraint reassessments_pk primary key (tenant_id, id),
  constraint reassessments_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint reassessments_assessment_fk foreign key (tenant_id, assessment_id) references assessments (tenant_id, id),
  constraint reassessments_closing_assessment_fk foreign key (tenant_id, closing_assessment_id) references assessments (tenant_id, id),
  constraint reassessments_about_whole check ((cause = 'change') = (assessment_id is null)),
  constraint reassessments_due_order check (due_on >= asked_on),
  constraint reassessments_closed_whole check ((closed_at is null) = (closed_by_name is null)
    and (closed_at is null) = (closing_assessment_id is null and closing_reason is null)),
  constraint reassessments_closed_once check (closing_assessment_id is null or closing_reason is null)
);
--> statement-breakpoint
create unique index reassessments_one_open on reassessments (tenant_id, person_id, cause) where closed_at is null;
--> statement-breakpoint
create index reassessments_by_due on reassessments (tenant_id, due_on, id) where closed_at is null;
--> statement-breakpoint
create index reassessments_of_person on reassessments (tenant_id, person_id, asked_on desc);
--> statement-breakpoint
create index assessments_running_out on assessments (tenant_id, valid_until) where status = 'confirmed' and valid_until is not null;
--> statement-breakpoint
call isolate_tenants('reassessments');
--> statement-breakpoint
-- What was asked for stays; it is closed once. Sealing anew under another key is no change.
create function reassessments_guard() returns trigger language plpgsql as $$
declare closing constant text[] := array['closed_at', 'closed_by_name', 'closing_assessment_id', 'closing_reason'];
begin
  if tg_op = 'DELETE'
    or to_jsonb(new) - closing - 'statement_sealed' <> to_jsonb(old) - closing - 'statement_sealed'
    or old.closed_at is not null and to_jsonb(new) - 'statement_sealed' <> to_jsonb(old) - 'statement_sealed'
    or (new.statement_sealed is null) <> (old.statement_sealed is null) then
    raise exception 'what was asked for stays' using errcode = 'check_violation', constraint = 'reassessments_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger reassessments_guard before update or delete on reassessments for each row execute function reassessments_guard();
