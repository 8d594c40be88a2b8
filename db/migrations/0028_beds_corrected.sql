-- A day of leaving that is put right moves the cleaning of the bed with it.
create or replace function bed_occupancies_guard() returns trigger language plpgsql as $$
declare
  wanted daterange;
  stands boolean := false;
  against text;
begin
  -- A range the wrong way round is left to the check that names it.
  if new.until_on < new.from_on then return new; end if;
  perform from beds where tenant_id = new.tenant_id and id = new.bed_id for no key update;
  perform from people where tenant_id = new.tenant_id and id = new.person_id for no key update;
  wanted := daterange(new.from_on, new.until_on);
  if tg_op = 'UPDATE' then
    stands := new.bed_id = old.bed_id and new.person_id = old.person_id;
    -- Who is put right to have left on another day left it to be made ready on that day; who never left, did not.
    if stands and new.until_on is distinct from old.until_on then
      update bed_cleanings set vacated_on = coalesce(new.until_on, vacated_on),
          done_at = case when new.until_on is null then greatest(now(), since) end,
          how = case when new.until_on is null then 'undone' end
        where tenant_id = new.tenant_id and bed_id = new.bed_id and done_at is null and vacated_on = old.until_on;
    end if;
    -- Whoever leaves earlier wants nothing that is not theirs already.
    if stands and wanted <@ daterange(old.from_on, old.until_on) then return new; end if;
  end if;
  if exists (select from beds b where b.tenant_id = new.tenant_id and b.id = new.bed_id
      and not wanted <@ daterange(b.opened_on, b.retired_on)) then
    raise exclusion_violation using constraint = 'bed_occupancies_in_service', message = 'the bed is not there in all of that time';
  end if;
  if exists (select from bed_closures c where c.tenant_id = new.tenant_id and c.bed_id = new.bed_id
      and daterange(c.from_on, c.until_on) && wanted) then
    raise exclusion_violation using constraint = 'bed_occupancies_not_closed', message = 'the bed is closed in that time';
  end if;
  if exists (select from bed_reservations r where r.tenant_id = new.tenant_id and r.bed_id = new.bed_id
      and r.released_at is null and r.person_id <> new.person_id
      and daterange(r.from_on, null) && wanted) then
    raise exclusion_violation using constraint = 'bed_occupancies_not_reserved', message = 'the bed is kept for somebody else';
  end if;
  if not stands and exists (select from bed_cleanings c where c.tenant_id = new.tenant_id and c.bed_id = new.bed_id
      and c.done_at is null and daterange(c.vacated_on, null) && wanted) then
    raise exclusion_violation using constraint = 'bed_occupancies_clean', message = 'the bed waits to be made ready';
  end if;
  against := room_refusal(new.tenant_id, new.bed_id, new.person_id, wanted);
  if against is not null then
    raise exclusion_violation using constraint = 'bed_occupancies_room_' || against, message = 'the room does not take this person';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- A bed is taken out for good only when nobody is to lie in it afterwards. The row that changes is locked already, and
-- whoever wants the bed waits at it.
create or replace function beds_guard() returns trigger language plpgsql as $$
begin
  -- A range the wrong way round is left to the check that names it.
  if new.retired_on < new.opened_on then return new; end if;
  if exists (select from bed_occupancies o where o.tenant_id = new.tenant_id and o.bed_id = new.id
      and not daterange(o.from_on, o.until_on) <@ daterange(new.opened_on, new.retired_on)) then
    raise exclusion_violation using constraint = 'beds_not_occupied', message = 'somebody lies in the bed in that time';
  end if;
  if new.retired_on is not null and exists (select from bed_reservations r where r.tenant_id = new.tenant_id
      and r.bed_id = new.id and r.released_at is null) then
    raise exclusion_violation using constraint = 'beds_not_reserved', message = 'the bed is kept for somebody';
  end if;
  return new;
end $$;
