-- The day of birth stands beside the volunteer so that the database itself can refuse a child; it follows the person's.
alter table people add constraint people_born unique (tenant_id, id, birth_date);
--> statement-breakpoint
alter table volunteers
  add column birth_date date,
  add column guardian_name text,
  add column guardian_relation text constraint volunteers_guardian_relation_known check (guardian_relation in ('father', 'mother', 'grandparent', 'other')),
  add column guardian_phone_sealed text,
  add column status_from date,
  add column status_reason text,
  -- First day on which a pause is over by itself; null: until the volunteer says so.
  add column paused_until date,
  -- Since when the volunteer agrees to be named in public with hours and stars; null: not (志愿服务条例 第二十一条).
  add column shown_since date;
--> statement-breakpoint
update volunteers v set birth_date = p.birth_date, status_from = v.registered_on,
  guardian_name = case when v.guardian_consent_on is null then null else '未登记' end,
  guardian_relation = case when v.guardian_consent_on is null then null else 'other' end
from people p where p.tenant_id = v.tenant_id and p.id = v.person_id;
--> statement-breakpoint
alter table volunteers
  alter column birth_date set not null,
  alter column status_from set not null,
  add constraint volunteers_born_fk foreign key (tenant_id, person_id, birth_date) references people (tenant_id, id, birth_date) on update cascade,
  -- 民法典 第二十条: under eight nobody can decide to serve, whoever consents.
  add constraint volunteers_old_enough check (birth_date + interval '8 years' <= registered_on),
  -- 山东省志愿服务条例 第十条: under eighteen only with the consent of a guardian who is named.
  add constraint volunteers_guardian_consents check (birth_date + interval '18 years' <= registered_on
    or (guardian_consent_on is not null and guardian_name is not null and guardian_relation is not null)),
  add constraint volunteers_paused_until_real check (paused_until is null or (status = 'paused' and paused_until > status_from)),
  -- Nobody under eighteen is named in public (个人信息保护法 第三十一条 and the rules of public pages).
  add constraint volunteers_shown_grown check (shown_since is null or birth_date + interval '18 years' <= shown_since);
--> statement-breakpoint
create index volunteers_shown on volunteers (tenant_id) where shown_since is not null;
--> statement-breakpoint
-- Days on which the week does not hold: away, or free at another time.
create table volunteer_exceptions (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  volunteer_id uuid not null,
  kind text not null,
  from_date date not null,
  until_date date not null,
  -- On each of the days; a whole day is 0 to 1440.
  from_minute integer not null,
  until_minute integer not null,
  note text,
  recorded_at timestamptz not null,
  constraint volunteer_exceptions_pk primary key (tenant_id, id),
  constraint volunteer_exceptions_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_exceptions_kind_known check (kind in ('away', 'extra')),
  constraint volunteer_exceptions_days_real check (from_date < until_date and until_date <= from_date + 366),
  constraint volunteer_exceptions_minutes_real check (from_minute >= 0 and from_minute < until_minute and until_minute <= 1440)
);
--> statement-breakpoint
create index volunteer_exceptions_volunteer on volunteer_exceptions (tenant_id, volunteer_id, until_date);
--> statement-breakpoint
call isolate_tenants('volunteer_exceptions');
--> statement-breakpoint
-- 志愿服务团体: a leader, members of their own will, and the towns it serves.
create table volunteer_teams (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  name text not null constraint volunteer_teams_name_present check (btrim(name) <> ''),
  -- The firm, school or association it comes from.
  unit text,
  leader_id uuid not null,
  registered_on date not null,
  ended_on date,
  end_reason text,
  constraint volunteer_teams_pk primary key (tenant_id, id),
  constraint volunteer_teams_leader_fk foreign key (tenant_id, leader_id) references volunteers (tenant_id, id),
  constraint volunteer_teams_ended_why check ((ended_on is null) = (end_reason is null))
);
--> statement-breakpoint
create unique index volunteer_teams_name_unique on volunteer_teams (tenant_id, name) where ended_on is null;
--> statement-breakpoint
create index volunteer_teams_leader on volunteer_teams (tenant_id, leader_id) where ended_on is null;
--> statement-breakpoint
call isolate_tenants('volunteer_teams');
--> statement-breakpoint
create table volunteer_team_towns (
  tenant_id uuid not null default current_tenant() references tenants (id),
  team_id uuid not null,
  town_code text not null,
  constraint volunteer_team_towns_pk primary key (tenant_id, team_id, town_code),
  constraint volunteer_team_towns_team_fk foreign key (tenant_id, team_id) references volunteer_teams (tenant_id, id),
  constraint volunteer_team_towns_town_fk foreign key (tenant_id, town_code) references organisations (tenant_id, code)
);
--> statement-breakpoint
call isolate_tenants('volunteer_team_towns');
--> statement-breakpoint
create table volunteer_team_members (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  team_id uuid not null,
  volunteer_id uuid not null,
  invited_on date not null,
  -- 山东省志愿服务条例 第十七条: a member only once the volunteer has agreed, by themself or on paper.
  agreed_on date,
  agreed_how text,
  ended_on date,
  constraint volunteer_team_members_pk primary key (tenant_id, id),
  constraint volunteer_team_members_team_fk foreign key (tenant_id, team_id) references volunteer_teams (tenant_id, id),
  constraint volunteer_team_members_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_team_members_agreed_how check ((agreed_on is null) = (agreed_how is null) and agreed_how in ('self', 'paper')),
  constraint volunteer_team_members_in_order check (agreed_on >= invited_on and ended_on >= invited_on)
);
--> statement-breakpoint
create unique index volunteer_team_members_once on volunteer_team_members (tenant_id, team_id, volunteer_id) where ended_on is null;
--> statement-breakpoint
create index volunteer_team_members_volunteer on volunteer_team_members (tenant_id, volunteer_id) where ended_on is null;
--> statement-breakpoint
call isolate_tenants('volunteer_team_members');
--> statement-breakpoint
-- Records beside the hours: 培训、表彰奖励、评价 (志愿服务记录与证明出具办法 第八至十条), insurance and agreements.
-- What was recorded stays; a wrong one is withdrawn with a reason.
create table volunteer_trainings (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  volunteer_id uuid not null,
  course text not null,
  content text not null,
  minutes integer not null,
  held_on date not null,
  organiser text not null,
  result text not null,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  withdrawn_at timestamptz,
  withdraw_reason text,
  constraint volunteer_trainings_pk primary key (tenant_id, id),
  constraint volunteer_trainings_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_trainings_minutes_real check (minutes between 1 and 60000),
  constraint volunteer_trainings_result_known check (result in ('passed', 'attended', 'failed')),
  constraint volunteer_trainings_withdrawn_why check ((withdrawn_at is null) = (withdraw_reason is null))
);
--> statement-breakpoint
create unique index volunteer_trainings_once on volunteer_trainings (tenant_id, volunteer_id, held_on, course) where withdrawn_at is null;
--> statement-breakpoint
call isolate_tenants('volunteer_trainings');
--> statement-breakpoint
create table volunteer_insurances (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  volunteer_id uuid not null,
  insurer text not null,
  policy_number text not null,
  from_date date not null,
  -- First day that is no longer covered.
  until_date date not null,
  -- Day on which the coming end was told.
  warned_on date,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  withdrawn_at timestamptz,
  withdraw_reason text,
  constraint volunteer_insurances_pk primary key (tenant_id, id),
  constraint volunteer_insurances_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_insurances_days_real check (from_date < until_date),
  constraint volunteer_insurances_withdrawn_why check ((withdrawn_at is null) = (withdraw_reason is null))
);
--> statement-breakpoint
create unique index volunteer_insurances_once on volunteer_insurances (tenant_id, volunteer_id, policy_number, from_date) where withdrawn_at is null;
--> statement-breakpoint
create index volunteer_insurances_until on volunteer_insurances (tenant_id, until_date) where withdrawn_at is null;
--> statement-breakpoint
call isolate_tenants('volunteer_insurances');
--> statement-breakpoint
create table volunteer_agreements (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  volunteer_id uuid not null,
  -- 山东省志愿服务条例 第二十条: high risk, with people from abroad, longer than a month, large events or rescue, outside the province.
  cause text not null,
  concerns text not null,
  signed_on date not null,
  from_date date not null,
  until_date date not null,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  withdrawn_at timestamptz,
  withdraw_reason text,
  constraint volunteer_agreements_pk primary key (tenant_id, id),
  constraint volunteer_agreements_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_agreements_cause_known check (cause in ('risk', 'foreign', 'month', 'event', 'outside')),
  constraint volunteer_agreements_days_real check (from_date < until_date and signed_on <= from_date),
  constraint volunteer_agreements_withdrawn_why check ((withdrawn_at is null) = (withdraw_reason is null))
);
--> statement-breakpoint
create index volunteer_agreements_volunteer on volunteer_agreements (tenant_id, volunteer_id) where withdrawn_at is null;
--> statement-breakpoint
call isolate_tenants('volunteer_agreements');
--> statement-breakpoint
create table volunteer_awards (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  volunteer_id uuid not null,
  name text not null,
  granted_on date not null,
  granted_by text not null,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  withdrawn_at timestamptz,
  withdraw_reason text,
  constraint volunteer_awards_pk primary key (tenant_id, id),
  constraint volunteer_awards_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_awards_withdrawn_why check ((withdrawn_at is null) = (withdraw_reason is null))
);
--> statement-breakpoint
create unique index volunteer_awards_once on volunteer_awards (tenant_id, volunteer_id, granted_on, name) where withdrawn_at is null;
--> statement-breakpoint
call isolate_tenants('volunteer_awards');
--> statement-breakpoint
create table volunteer_evaluations (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  volunteer_id uuid not null,
  -- The service that is judged: a row of the hours ledger; null: the service as a whole.
  hours_id uuid,
  rating smallint not null,
  -- Whose word it is: the coordinator's, or the client's as told to the coordinator.
  said_by text not null,
  comment text,
  evaluated_on date not null,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  withdrawn_at timestamptz,
  withdraw_reason text,
  constraint volunteer_evaluations_pk primary key (tenant_id, id),
  constraint volunteer_evaluations_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_evaluations_hours_fk foreign key (tenant_id, hours_id) references volunteer_hours (tenant_id, id),
  constraint volunteer_evaluations_rating_real check (rating between 1 and 5),
  constraint volunteer_evaluations_said_by_known check (said_by in ('coordinator', 'client')),
  constraint volunteer_evaluations_withdrawn_why check ((withdrawn_at is null) = (withdraw_reason is null))
);
--> statement-breakpoint
create unique index volunteer_evaluations_once on volunteer_evaluations (tenant_id, hours_id, said_by) where withdrawn_at is null and hours_id is not null;
--> statement-breakpoint
create index volunteer_evaluations_volunteer on volunteer_evaluations (tenant_id, volunteer_id, evaluated_on);
--> statement-breakpoint
call isolate_tenants('volunteer_evaluations');
--> statement-breakpoint
create function volunteer_records_stay() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception '% stay', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_kept';
  end if;
  if old.withdrawn_at is not null or to_jsonb(new) - '{withdrawn_at,withdraw_reason,warned_on}'::text[]
      is distinct from to_jsonb(old) - '{withdrawn_at,withdraw_reason,warned_on}'::text[] then
    raise exception '% are withdrawn, not edited', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger volunteer_trainings_kept before update or delete on volunteer_trainings for each row execute function volunteer_records_stay();
--> statement-breakpoint
create trigger volunteer_insurances_kept before update or delete on volunteer_insurances for each row execute function volunteer_records_stay();
--> statement-breakpoint
create trigger volunteer_agreements_kept before update or delete on volunteer_agreements for each row execute function volunteer_records_stay();
--> statement-breakpoint
create trigger volunteer_awards_kept before update or delete on volunteer_awards for each row execute function volunteer_records_stay();
--> statement-breakpoint
create trigger volunteer_evaluations_kept before update or delete on volunteer_evaluations for each row execute function volunteer_records_stay();
--> statement-breakpoint
-- Day on which the coming end of a licence was told.
alter table volunteer_skills add column warned_on date;
--> statement-breakpoint
create index volunteer_skills_until on volunteer_skills (tenant_id, valid_until) where valid_until is not null;
--> statement-breakpoint
alter table volunteer_hours
  -- Name and content of an activity that was no visit (志愿服务记录与证明出具办法 第七条).
  add column title text,
  add column content text,
  -- Last day to record it: the tenth working day after the service (第十一条); null for rows from before this was reckoned.
  add column due_on date,
  add column late_reason text,
  -- Where time given elsewhere is attested; such rows are no service of ours and stand on no certificate of ours.
  add column proof text,
  add constraint volunteer_hours_attested check ((source_type = 'external') = (proof is not null)),
  add constraint volunteer_hours_named check (source_type not in ('external', 'activity') or title is not null);
--> statement-breakpoint
create index volunteer_hours_late on volunteer_hours (tenant_id, recorded_at) where late_reason is not null;
--> statement-breakpoint
-- Hours for one to five stars, from a day on; without a row those of 民函〔2012〕340号 hold.
create table volunteer_star_rules (
  tenant_id uuid not null default current_tenant() references tenants (id),
  from_date date not null,
  hours integer[] not null,
  source text not null,
  set_at timestamptz not null,
  set_by_name text not null,
  constraint volunteer_star_rules_pk primary key (tenant_id, from_date),
  constraint volunteer_star_rules_rise check (cardinality(hours) = 5 and 0 < hours[1]
    and hours[1] < hours[2] and hours[2] < hours[3] and hours[3] < hours[4] and hours[4] < hours[5] and hours[5] <= 100000)
);
--> statement-breakpoint
call isolate_tenants('volunteer_star_rules');
--> statement-breakpoint
call append_only('volunteer_star_rules');
--> statement-breakpoint
-- A private calendar: whoever knows the secret reads it, and only a digest of the secret is kept.
create table volunteer_calendars (
  tenant_id uuid not null default current_tenant() references tenants (id),
  volunteer_id uuid not null,
  secret_digest text not null,
  made_at timestamptz not null,
  constraint volunteer_calendars_pk primary key (tenant_id, volunteer_id),
  constraint volunteer_calendars_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_calendars_secret_unique unique (secret_digest)
);
--> statement-breakpoint
call isolate_tenants('volunteer_calendars');
--> statement-breakpoint
create function find_calendar(digest text) returns table (tenant_id uuid, volunteer_id uuid)
  language sql stable security definer set search_path = public
  as $$ select c.tenant_id, c.volunteer_id from volunteer_calendars c where c.secret_digest = digest $$;
--> statement-breakpoint
-- What calendars were told of each assignment. Whatever changes an assignment, this follows, so that SEQUENCE rises and
-- what is taken back is told as cancelled, even where the assignment itself is gone (RFC 5545, 3.8.7.4).
create table visit_calendar (
  tenant_id uuid not null default current_tenant() references tenants (id),
  assignment_id uuid not null,
  volunteer_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  cancelled boolean not null,
  sequence integer not null,
  changed_at timestamptz not null,
  constraint visit_calendar_pk primary key (tenant_id, assignment_id, volunteer_id)
);
--> statement-breakpoint
create index visit_calendar_volunteer on visit_calendar (tenant_id, volunteer_id, ends_at);
--> statement-breakpoint
call isolate_tenants('visit_calendar');
--> statement-breakpoint
create function visit_calendar_follows() returns trigger language plpgsql as $$
declare
  stands boolean := tg_op <> 'DELETE' and new.status in ('published', 'accepted', 'checked_in', 'done');
begin
  -- The assignment is gone, or somebody else's now.
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and new.volunteer_id <> old.volunteer_id) then
    update visit_calendar c set cancelled = true, sequence = c.sequence + 1, changed_at = now()
      where c.tenant_id = old.tenant_id and c.assignment_id = old.id and c.volunteer_id = old.volunteer_id and not c.cancelled;
  end if;
  if tg_op = 'DELETE' then
    return null;
  end if;
  update visit_calendar c set starts_at = new.starts_at, ends_at = new.ends_at, cancelled = not stands,
      sequence = c.sequence + 1, changed_at = now()
    where c.tenant_id = new.tenant_id and c.assignment_id = new.id and c.volunteer_id = new.volunteer_id
      and (c.starts_at, c.ends_at, c.cancelled) is distinct from (new.starts_at, new.ends_at, not stands);
  if stands then
    insert into visit_calendar values (new.tenant_id, new.id, new.volunteer_id, new.starts_at, new.ends_at, false, 0, now())
      on conflict do nothing;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger visit_calendar_follows after insert or update or delete on visit_assignments
  for each row execute function visit_calendar_follows();
--> statement-breakpoint
insert into visit_calendar
  select tenant_id, id, volunteer_id, starts_at, ends_at, false, 0, now() from visit_assignments
  where status in ('published', 'accepted', 'checked_in', 'done');
