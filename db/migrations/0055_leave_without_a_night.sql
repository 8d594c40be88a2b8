-- Who dies, or goes for good, on the day of leaving was away without a night: the absence and whom the family heard of it from stay on record.
alter table stay_leaves drop constraint stay_leaves_order;
--> statement-breakpoint
alter table stay_leaves add constraint stay_leaves_order check (until_on >= from_on);
--> statement-breakpoint
-- Said by days, since a range without a night lies within everything.
create or replace function stay_leaves_guard() returns trigger language plpgsql as $$
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
    if new.from_on < stay.admitted_on or coalesce(new.until_on, 'infinity') > coalesce(stay.discharged_on, 'infinity') then
      raise exception 'the absence is not within the stay' using errcode = 'check_violation', constraint = 'stay_leaves_within_stay';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create or replace function stays_hold_leaves() returns trigger language plpgsql as $$
begin
  if exists (select from stay_leaves l where l.tenant_id = new.tenant_id and l.stay_id = new.id and l.annulled_at is null
      and (l.from_on < new.admitted_on or coalesce(l.until_on, 'infinity') > coalesce(new.discharged_on, 'infinity'))) then
    raise exception 'an absence is not within the stay' using errcode = 'check_violation', constraint = 'stay_leaves_within_stay';
  end if;
  return null;
end $$;
