-- What is written down about care stays as it was written. The first argument names columns of ciphertext, which may be sealed anew
-- but neither emptied nor filled; the second names columns that are written once, all together, the first of them saying whether they are.
create function kept_rows() returns trigger language plpgsql as $$
declare
  sealed constant text[] := string_to_array(tg_argv[0], ',');
  later constant text[] := string_to_array(tg_argv[1], ',');
  before jsonb;
  after jsonb;
  written boolean;
  col text;
begin
  if tg_op = 'UPDATE' then
    before := to_jsonb(old);
    after := to_jsonb(new);
    written := cardinality(later) = 0 or before ->> later[1] is not null;
    if before - sealed - later = after - sealed - later and (not written or before - sealed = after - sealed) then
      foreach col in array sealed loop
        if (before ->> col is null) <> (after ->> col is null) and (written or col <> all (later)) then
          raise exception 'what was recorded stays' using errcode = 'check_violation', constraint = tg_table_name || '_kept';
        end if;
      end loop;
      return new;
    end if;
  end if;
  raise exception 'what was recorded stays' using errcode = 'check_violation', constraint = tg_table_name || '_kept';
end $$;
--> statement-breakpoint
-- The health file of a person, an entry each: what it says is a health fact. An entry is put right by another one that names it,
-- and ends on a date; ended on its first day it never counted.
create table health_entries (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid not null,
  kind text not null constraint health_entries_kind_known check (kind in ('allergy', 'diagnosis', 'medicine', 'diet', 'doctor', 'note')),
  content_sealed text not null,
  from_on date not null,
  until_on date,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  corrects_id uuid,
  ended_at timestamptz,
  ended_by_name text,
  end_reason_sealed text,
  constraint health_entries_pk primary key (tenant_id, id),
  constraint health_entries_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint health_entries_corrects_fk foreign key (tenant_id, corrects_id) references health_entries (tenant_id, id),
  constraint health_entries_corrected_once unique (tenant_id, corrects_id),
  constraint health_entries_order check (until_on >= from_on),
  constraint health_entries_ended_whole check ((ended_at is null) = (ended_by_name is null) and (ended_at is null) = (end_reason_sealed is null)
    and (ended_at is null or until_on is not null))
);
--> statement-breakpoint
create index health_entries_of_person on health_entries (tenant_id, person_id, recorded_at desc, id desc);
--> statement-breakpoint
call isolate_tenants('health_entries');
--> statement-breakpoint
create trigger health_entries_kept before update or delete on health_entries
  for each row execute function kept_rows('content_sealed,end_reason_sealed', 'ended_at,until_on,ended_by_name,end_reason_sealed');
--> statement-breakpoint
-- One of the nine risks of GB 38600-2019 of a person as somebody judged it; the newest of a risk counts until it is to be looked at again.
create table risk_assessments (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid not null,
  risk text not null constraint risk_assessments_risk_known
    check (risk in ('choking', 'ingestion', 'pressure-sore', 'scald', 'bed-fall', 'fall', 'harm', 'wandering', 'activity')),
  level text not null constraint risk_assessments_level_known check (level in ('none', 'low', 'medium', 'high')),
  measures_sealed text,
  assessed_on date not null,
  next_on date not null,
  assessor_name text not null constraint risk_assessments_assessor_present check (btrim(assessor_name) <> ''),
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  constraint risk_assessments_pk primary key (tenant_id, id),
  constraint risk_assessments_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint risk_assessments_measures check (level in ('none', 'low') or measures_sealed is not null),
  constraint risk_assessments_next check (next_on > assessed_on and next_on <= assessed_on + 366)
);
--> statement-breakpoint
create index risk_assessments_of_person on risk_assessments (tenant_id, person_id, risk, assessed_on desc, recorded_at desc, id desc);
--> statement-breakpoint
call isolate_tenants('risk_assessments');
--> statement-breakpoint
create trigger risk_assessments_kept before update or delete on risk_assessments
  for each row execute function kept_rows('measures_sealed', '');
--> statement-breakpoint
-- Something went wrong or somebody had to go to hospital. Without a person it concerns the whole centre.
create table incidents (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid,
  kind text not null constraint incidents_kind_known check (kind in ('choking', 'ingestion', 'pressure-sore', 'scald', 'bed-fall', 'fall',
    'harm', 'wandering', 'activity', 'transfer', 'illness', 'infection', 'fire', 'death', 'other')),
  severity text not null constraint incidents_severity_known check (severity in ('none', 'minor', 'serious', 'death')),
  noticed_at timestamptz not null,
  place text not null constraint incidents_place_present check (btrim(place) <> ''),
  -- What happened, what was done, who saw it: health facts.
  account_sealed text not null,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  closed_at timestamptz,
  closed_by_name text,
  -- What was done so that it does not happen again.
  closing_sealed text,
  constraint incidents_pk primary key (tenant_id, id),
  constraint incidents_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint incidents_noticed check (noticed_at <= recorded_at),
  constraint incidents_closed_whole check ((closed_at is null) = (closed_by_name is null) and (closed_at is null) = (closing_sealed is null))
);
--> statement-breakpoint
create index incidents_by_time on incidents (tenant_id, noticed_at desc, id desc);
--> statement-breakpoint
create index incidents_open on incidents (tenant_id, recorded_at) where closed_at is null;
--> statement-breakpoint
create index incidents_of_person on incidents (tenant_id, person_id, noticed_at desc, id desc) where person_id is not null;
--> statement-breakpoint
call isolate_tenants('incidents');
--> statement-breakpoint
create trigger incidents_kept before update or delete on incidents
  for each row execute function kept_rows('account_sealed,closing_sealed', 'closed_at,closed_by_name,closing_sealed');
--> statement-breakpoint
-- Who is to be told of an incident until when, and when and how they were. Without a deadline nobody had to be told.
create table incident_notices (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  incident_id uuid not null,
  whom text not null constraint incident_notices_whom_known check (whom in ('family', 'manager', 'bureau')),
  due_at timestamptz,
  warned_at timestamptz,
  told_at timestamptz,
  told_how text constraint incident_notices_how_known check (told_how in ('phone', 'message', 'in-person', 'written')),
  told_whom text,
  told_by_name text,
  told_recorded_at timestamptz,
  constraint incident_notices_pk primary key (tenant_id, id),
  constraint incident_notices_incident_fk foreign key (tenant_id, incident_id) references incidents (tenant_id, id),
  constraint incident_notices_once unique (tenant_id, incident_id, whom),
  constraint incident_notices_wanted check (due_at is not null or told_at is not null),
  constraint incident_notices_told_whole check ((told_at is null) = (told_how is null) and (told_at is null) = (told_whom is null)
    and (told_at is null) = (told_by_name is null) and (told_at is null) = (told_recorded_at is null)),
  constraint incident_notices_told_past check (told_at <= told_recorded_at)
);
--> statement-breakpoint
create index incident_notices_waiting on incident_notices (tenant_id, due_at, id) where told_at is null;
--> statement-breakpoint
call isolate_tenants('incident_notices');
--> statement-breakpoint
create function incident_notices_guard() returns trigger language plpgsql as $$
declare telling constant text[] := array['told_at', 'told_how', 'told_whom', 'told_by_name', 'told_recorded_at', 'warned_at'];
begin
  if tg_op = 'DELETE' or old.told_at is not null or (old.warned_at is not null and new.warned_at is distinct from old.warned_at)
    or to_jsonb(new) - telling <> to_jsonb(old) - telling then
    raise exception 'what was recorded stays' using errcode = 'check_violation', constraint = 'incident_notices_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger incident_notices_kept before update or delete on incident_notices for each row execute function incident_notices_guard();
--> statement-breakpoint
-- What came to be known or done later, and what the bureau asked for.
create table incident_entries (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  incident_id uuid not null,
  kind text not null constraint incident_entries_kind_known check (kind in ('addition', 'direction')),
  text_sealed text not null,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  constraint incident_entries_pk primary key (tenant_id, id),
  constraint incident_entries_incident_fk foreign key (tenant_id, incident_id) references incidents (tenant_id, id)
);
--> statement-breakpoint
create index incident_entries_of_incident on incident_entries (tenant_id, incident_id, recorded_at, id);
--> statement-breakpoint
call isolate_tenants('incident_entries');
--> statement-breakpoint
create trigger incident_entries_kept before update or delete on incident_entries
  for each row execute function kept_rows('text_sealed', '');
--> statement-breakpoint
-- A line or two about a resident's day.
create table care_notes (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid not null,
  on_date date not null,
  kind text not null constraint care_notes_kind_known check (kind in ('daily', 'health', 'meal', 'mood', 'night', 'family', 'other')),
  text_sealed text not null,
  by_name text not null constraint care_notes_by_present check (btrim(by_name) <> ''),
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  constraint care_notes_pk primary key (tenant_id, id),
  constraint care_notes_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id)
);
--> statement-breakpoint
create index care_notes_of_person on care_notes (tenant_id, person_id, on_date desc, id desc);
--> statement-breakpoint
call isolate_tenants('care_notes');
--> statement-breakpoint
create trigger care_notes_kept before update or delete on care_notes for each row execute function kept_rows('text_sealed', '');
--> statement-breakpoint
create table activities (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  name text not null constraint activities_name_present check (btrim(name) <> ''),
  kind text not null constraint activities_kind_known check (kind in ('exercise', 'culture', 'craft', 'festival', 'outing', 'learning', 'other')),
  place text not null constraint activities_place_present check (btrim(place) <> ''),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity smallint not null constraint activities_capacity_range check (capacity between 1 and 1000),
  leader_name text not null constraint activities_leader_present check (btrim(leader_name) <> ''),
  note text,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  cancelled_at timestamptz,
  cancelled_by_name text,
  cancel_reason text,
  constraint activities_pk primary key (tenant_id, id),
  constraint activities_order check (ends_at > starts_at),
  constraint activities_cancelled_whole check ((cancelled_at is null) = (cancelled_by_name is null) and (cancelled_at is null) = (cancel_reason is null))
);
--> statement-breakpoint
create index activities_by_time on activities (tenant_id, starts_at, id);
--> statement-breakpoint
call isolate_tenants('activities');
--> statement-breakpoint
create trigger activities_kept before update or delete on activities
  for each row execute function kept_rows('', 'cancelled_at,cancelled_by_name,cancel_reason');
--> statement-breakpoint
-- Who is to take part, and who did.
create table activity_people (
  tenant_id uuid not null default current_tenant() references tenants (id),
  activity_id uuid not null,
  person_id uuid not null,
  status text not null constraint activity_people_status_known check (status in ('joined', 'withdrawn', 'present', 'absent')),
  changed_at timestamptz not null,
  changed_by_name text not null,
  constraint activity_people_pk primary key (tenant_id, activity_id, person_id),
  constraint activity_people_activity_fk foreign key (tenant_id, activity_id) references activities (tenant_id, id),
  constraint activity_people_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id)
);
--> statement-breakpoint
create index activity_people_of_person on activity_people (tenant_id, person_id);
--> statement-breakpoint
call isolate_tenants('activity_people');
--> statement-breakpoint
-- Whoever joins waits at the activity, so that no more than it holds are in it.
create function activity_people_guard() returns trigger language plpgsql as $$
declare held record;
begin
  if new.status = 'withdrawn' or (tg_op = 'UPDATE' and old.status <> 'withdrawn') then return new; end if;
  select capacity, cancelled_at into held from activities where tenant_id = new.tenant_id and id = new.activity_id for no key update;
  if held.cancelled_at is not null then
    raise exception 'the activity was cancelled' using errcode = 'check_violation', constraint = 'activity_people_cancelled';
  end if;
  if (select count(*) from activity_people p where p.tenant_id = new.tenant_id and p.activity_id = new.activity_id
      and p.person_id <> new.person_id and p.status <> 'withdrawn') >= held.capacity then
    raise exception 'the activity is full' using errcode = 'check_violation', constraint = 'activity_people_full';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger activity_people_guard before insert or update of status on activity_people for each row execute function activity_people_guard();
