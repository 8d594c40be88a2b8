-- A resident is away while the bed is kept: nights from the day of leaving until before the day of return; open-ended while not back.
-- What was entered wrongly is annulled and entered anew, so that the trail shows both.
create table stay_leaves (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  stay_id uuid not null,
  kind text not null constraint stay_leaves_kind_known check (kind in ('home', 'hospital')),
  from_on date not null,
  until_on date,
  expected_on date,
  -- Where and why: health facts.
  note_sealed text,
  -- Who of the family was told, and when (养老机构管理办法 Art. 19: emergency transfer, contact notified).
  notified_name text,
  notified_at timestamptz,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  corrects_id uuid,
  annulled_at timestamptz,
  annulled_by_name text,
  annulled_reason text,
  constraint stay_leaves_pk primary key (tenant_id, id),
  constraint stay_leaves_stay_fk foreign key (tenant_id, stay_id) references stays (tenant_id, id),
  constraint stay_leaves_corrects_fk foreign key (tenant_id, corrects_id) references stay_leaves (tenant_id, id),
  constraint stay_leaves_order check (until_on > from_on),
  constraint stay_leaves_notified_whole check ((notified_name is null) = (notified_at is null)),
  constraint stay_leaves_annulled_whole check ((annulled_at is null) = (annulled_reason is null) and (annulled_at is null) = (annulled_by_name is null)),
  constraint stay_leaves_once exclude using gist (tenant_id with =, stay_id with =, daterange(from_on, until_on) with &&) where (annulled_at is null)
);
--> statement-breakpoint
create index stay_leaves_of_stay on stay_leaves (tenant_id, stay_id, from_on);
--> statement-breakpoint
create index stay_leaves_open on stay_leaves (tenant_id, from_on) where until_on is null and annulled_at is null;
--> statement-breakpoint
call isolate_tenants('stay_leaves');
--> statement-breakpoint
-- An absence lies within its stay; whoever changes either waits at the stay.
create function stay_leaves_guard() returns trigger language plpgsql as $$
declare stay record;
begin
  if tg_op = 'DELETE' then
    raise exception 'absences stay' using errcode = 'check_violation', constraint = 'stay_leaves_kept';
  end if;
  if tg_op = 'UPDATE' and ((new.tenant_id, new.id, new.stay_id, new.kind, new.from_on, new.note_sealed is null, new.recorded_at, new.recorded_by_name, new.corrects_id)
      is distinct from (old.tenant_id, old.id, old.stay_id, old.kind, old.from_on, old.note_sealed is null, old.recorded_at, old.recorded_by_name, old.corrects_id)
    or (old.until_on is not null and new.until_on is distinct from old.until_on)
    or old.annulled_at is not null and to_jsonb(new) - 'note_sealed' <> to_jsonb(old) - 'note_sealed') then
    raise exception 'absences are corrected by a new one' using errcode = 'check_violation', constraint = 'stay_leaves_kept';
  end if;
  if new.annulled_at is null then
    select admitted_on, discharged_on into stay from stays where tenant_id = new.tenant_id and id = new.stay_id for no key update;
    if not daterange(new.from_on, new.until_on) <@ daterange(stay.admitted_on, stay.discharged_on) then
      raise exception 'the absence is not within the stay' using errcode = 'check_violation', constraint = 'stay_leaves_within_stay';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger stay_leaves_guard before insert or update or delete on stay_leaves for each row execute function stay_leaves_guard();
--> statement-breakpoint
create function stays_hold_leaves() returns trigger language plpgsql as $$
begin
  if exists (select from stay_leaves l where l.tenant_id = new.tenant_id and l.stay_id = new.id and l.annulled_at is null
      and not daterange(l.from_on, l.until_on) <@ daterange(new.admitted_on, new.discharged_on)) then
    raise exception 'an absence is not within the stay' using errcode = 'check_violation', constraint = 'stay_leaves_within_stay';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger stays_hold_leaves after update of admitted_on, discharged_on on stays
  deferrable initially deferred for each row execute function stays_hold_leaves();
--> statement-breakpoint
-- A day of a stay that was entered wrongly is put right, and what stood there before stays readable.
create table stay_corrections (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  stay_id uuid not null,
  what text not null constraint stay_corrections_what_known check (what in ('admission', 'transfer', 'discharge')),
  before_on date not null,
  -- Null when a discharge is taken back.
  after_on date,
  reason text not null constraint stay_corrections_reason_present check (btrim(reason) <> ''),
  corrected_at timestamptz not null,
  corrected_by_name text not null,
  constraint stay_corrections_pk primary key (tenant_id, id),
  constraint stay_corrections_stay_fk foreign key (tenant_id, stay_id) references stays (tenant_id, id),
  constraint stay_corrections_changes check (before_on is distinct from after_on),
  constraint stay_corrections_end check (after_on is not null or what = 'discharge')
);
--> statement-breakpoint
create index stay_corrections_of_stay on stay_corrections (tenant_id, stay_id, corrected_at);
--> statement-breakpoint
call isolate_tenants('stay_corrections');
--> statement-breakpoint
call append_only('stay_corrections');
--> statement-breakpoint
-- At commit the beds of a stay are exactly its days: one after the other, without a gap, from admission until discharge.
create function stays_whole(of_tenant uuid, of_stay uuid) returns void language plpgsql security definer set search_path = public as $$
declare stay record; lain datemultirange;
begin
  select admitted_on, discharged_on into stay from stays where tenant_id = of_tenant and id = of_stay;
  select range_agg(daterange(from_on, until_on)) into lain from bed_occupancies where tenant_id = of_tenant and stay_id = of_stay;
  if found and lain is not null and lain <> datemultirange(daterange(stay.admitted_on, stay.discharged_on)) then
    raise exception 'the beds of stay % are not its days', of_stay using errcode = 'check_violation', constraint = 'stays_whole';
  end if;
end $$;
--> statement-breakpoint
create function stays_whole_of_stay() returns trigger language plpgsql as $$
begin
  perform stays_whole(new.tenant_id, new.id);
  return null;
end $$;
--> statement-breakpoint
create function stays_whole_of_bed() returns trigger language plpgsql as $$
begin
  if new.stay_id is not null then perform stays_whole(new.tenant_id, new.stay_id); end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger stays_whole after insert or update of admitted_on, discharged_on on stays
  deferrable initially deferred for each row execute function stays_whole_of_stay();
--> statement-breakpoint
create constraint trigger bed_occupancies_whole after insert or update of from_on, until_on, stay_id on bed_occupancies
  deferrable initially deferred for each row execute function stays_whole_of_bed();
