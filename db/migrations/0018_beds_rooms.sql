-- Floors stand in the order of their level, because 一层, 二层, 三层 and 地下一层 do not sort that way by name.
alter table floors add column level smallint constraint floors_level_range check (level between -9 and 99);
--> statement-breakpoint
update floors set level = case
  when name ~ '(地下|负|^-|^[Bb])\D{0,2}\d\D{0,3}$' then -substring(name from '(\d)\D{0,3}$')::smallint
  when name ~ '^\D{0,3}\d{1,2}\D{0,3}$' then substring(name from '(\d{1,2})')::smallint
  when name ~ '^第?[一二三四五六七八九]层$' then strpos('一二三四五六七八九', substring(name from '([一二三四五六七八九])层'))::smallint
end;
--> statement-breakpoint
-- Whom a room takes beside its sex: only those who are to be isolated, only one household, no more people than this.
alter table rooms add column isolation boolean not null default false;
--> statement-breakpoint
alter table rooms add column one_household boolean not null default false;
--> statement-breakpoint
alter table rooms add column max_people smallint constraint rooms_max_people_range check (max_people between 1 and 50);
--> statement-breakpoint
-- A bed is there from a day on (null: since before the records begin) and is taken out for good on another.
alter table beds add column opened_on date;
--> statement-breakpoint
alter table beds add column retired_on date;
--> statement-breakpoint
alter table beds add constraint beds_service_order check (retired_on >= opened_on);
--> statement-breakpoint
-- A bed that replaces a retired one may have its name.
alter table beds drop constraint beds_name_unique;
--> statement-breakpoint
alter table beds add constraint beds_name_unique
  exclude using gist (tenant_id with =, room_id with =, name with =, daterange(opened_on, retired_on) with &&);
--> statement-breakpoint
create index beds_of_room on beds (tenant_id, room_id);
--> statement-breakpoint
-- Rules of a tenant's own; without a row: no confirmation of cleaning, share among all beds.
create table bed_settings (
  tenant_id uuid not null default current_tenant() references tenants (id),
  cleaning_required boolean not null,
  cleaning_hours smallint constraint bed_settings_hours_range check (cleaning_hours between 1 and 168),
  share_denominator text not null constraint bed_settings_denominator_known check (share_denominator in ('all', 'in_service')),
  constraint bed_settings_pk primary key (tenant_id),
  constraint bed_settings_hours_whole check (cleaning_required or cleaning_hours is null)
);
--> statement-breakpoint
call isolate_tenants('bed_settings');
--> statement-breakpoint
-- What was done with a closure, by whom and why: made, extended, shortened, reopened, withdrawn before it began.
create table bed_closure_changes (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  closure_id uuid not null,
  change text not null constraint bed_closure_changes_change_known check (change in ('made', 'extended', 'shortened', 'reopened', 'withdrawn')),
  until_on date,
  reason text,
  at timestamptz not null,
  by_name text not null,
  constraint bed_closure_changes_pk primary key (tenant_id, id),
  constraint bed_closure_changes_closure_fk foreign key (tenant_id, closure_id) references bed_closures (tenant_id, id)
);
--> statement-breakpoint
create index bed_closure_changes_of_closure on bed_closure_changes (tenant_id, closure_id, at);
--> statement-breakpoint
call isolate_tenants('bed_closure_changes');
--> statement-breakpoint
call append_only('bed_closure_changes');
--> statement-breakpoint
-- Closures that were made before this table: the audit trail knows who made them.
insert into bed_closure_changes (tenant_id, id, closure_id, change, until_on, reason, at, by_name)
select distinct on (c.tenant_id, c.id) c.tenant_id, gen_random_uuid(), c.id, 'made', (e.data ->> 'until')::date, c.reason, e.at, e.actor_name
from bed_closures c
join audit_events e on e.tenant_id = c.tenant_id and e.subject_type = 'bed' and e.subject_id = c.bed_id::text
  and e.kind = 'bed.closed' and e.data ->> 'from' = c.from_on::text and e.reason = c.reason
order by c.tenant_id, c.id, e.seq desc;
--> statement-breakpoint
create index bed_closures_by_date on bed_closures (tenant_id, from_on, id);
--> statement-breakpoint
-- A bed that was left and waits to be made ready. `vacated_on` is the first day without the one who left.
create table bed_cleanings (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  bed_id uuid not null,
  vacated_on date not null,
  since timestamptz not null,
  done_at timestamptz,
  done_by text,
  how text constraint bed_cleanings_how_known check (how in ('person', 'hours', 'undone', 'off')),
  constraint bed_cleanings_pk primary key (tenant_id, id),
  constraint bed_cleanings_bed_fk foreign key (tenant_id, bed_id) references beds (tenant_id, id),
  constraint bed_cleanings_done_whole check ((done_at is null) = (how is null)),
  constraint bed_cleanings_order check (done_at >= since)
);
--> statement-breakpoint
create unique index bed_cleanings_one_open on bed_cleanings (tenant_id, bed_id) where done_at is null;
--> statement-breakpoint
create index bed_cleanings_of_bed on bed_cleanings (tenant_id, bed_id, vacated_on);
--> statement-breakpoint
call isolate_tenants('bed_cleanings');
--> statement-breakpoint
-- Who is to be isolated, from a day until before another. The reason is a health fact, so sealed.
create table isolations (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid not null,
  from_on date not null,
  until_on date,
  reason_sealed text not null,
  ordered_by text not null,
  ordered_at timestamptz not null,
  constraint isolations_pk primary key (tenant_id, id),
  constraint isolations_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint isolations_order check (until_on >= from_on),
  constraint isolations_once exclude using gist (tenant_id with =, person_id with =, daterange(from_on, until_on) with &&)
);
--> statement-breakpoint
create index isolations_of_person on isolations (tenant_id, person_id, from_on);
--> statement-breakpoint
call isolate_tenants('isolations');
--> statement-breakpoint
-- People who hold a bed of a room, or for whom one is kept, with the time in which they do.
create function room_people(of_tenant uuid, of_room uuid) returns table (person_id uuid, during daterange) language sql stable as $$
  select o.person_id, daterange(o.from_on, o.until_on)
  from beds b join bed_occupancies o on o.tenant_id = b.tenant_id and o.bed_id = b.id
  where b.tenant_id = of_tenant and b.room_id = of_room
  union all
  select r.person_id, daterange(r.from_on, null)
  from beds b join bed_reservations r on r.tenant_id = b.tenant_id and r.bed_id = b.id and r.released_at is null
  where b.tenant_id = of_tenant and b.room_id = of_room
$$;
--> statement-breakpoint
create function share_household(of_tenant uuid, one uuid, other uuid, on_day date) returns boolean language sql stable as $$
  select exists (select from household_members a
    join household_members b on b.tenant_id = a.tenant_id and b.household_id = a.household_id
    where a.tenant_id = of_tenant and a.person_id = one and b.person_id = other
      and daterange(a.from_on, a.until_on) @> on_day and daterange(b.from_on, b.until_on) @> on_day)
$$;
--> statement-breakpoint
-- Why a room does not take a person in that time: sex, isolation, household, full; null when it does. Locks the room, the
-- last after bed and person, so that two who move into one room at the same moment see each other.
create function room_refusal(of_tenant uuid, of_bed uuid, of_person uuid, wanted daterange) returns text language plpgsql as $$
declare
  room rooms;
begin
  select r.* into room from beds b join rooms r on r.tenant_id = b.tenant_id and r.id = b.room_id
    where b.tenant_id = of_tenant and b.id = of_bed for no key update of r;
  if room.sex_rule <> 'any' and exists (select from people p
      where p.tenant_id = of_tenant and p.id = of_person and p.sex <> room.sex_rule) then
    return 'sex';
  end if;
  if room.isolation and not exists (select from isolations i where i.tenant_id = of_tenant and i.person_id = of_person
      and daterange(i.from_on, i.until_on) @> lower(wanted)) then
    return 'isolation';
  end if;
  if room.one_household and exists (select from room_people(of_tenant, room.id) o where o.person_id <> of_person and o.during && wanted
      and not share_household(of_tenant, o.person_id, of_person, lower(o.during * wanted))) then
    return 'household';
  end if;
  -- The most people are there on a day on which somebody has just come.
  if room.max_people <= (
      with others as (select o.person_id, o.during * wanted as during from room_people(of_tenant, room.id) o
        where o.person_id <> of_person and o.during && wanted)
      select max((select count(distinct b.person_id) from others b where b.during @> lower(a.during))) from others a) then
    return 'full';
  end if;
  return null;
end $$;
--> statement-breakpoint
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
  if stands then
    -- Who was written off too early never left: the bed need not be made ready for them.
    update bed_cleanings set done_at = greatest(now(), since), how = 'undone'
      where tenant_id = new.tenant_id and bed_id = new.bed_id and done_at is null and vacated_on = old.until_on;
  elsif exists (select from bed_cleanings c where c.tenant_id = new.tenant_id and c.bed_id = new.bed_id
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
create or replace function bed_reservations_guard() returns trigger language plpgsql as $$
declare
  wanted daterange := daterange(new.from_on, null);
  against text;
begin
  perform from beds where tenant_id = new.tenant_id and id = new.bed_id for no key update;
  perform from people where tenant_id = new.tenant_id and id = new.person_id for no key update;
  if exists (select from beds b where b.tenant_id = new.tenant_id and b.id = new.bed_id
      and not wanted <@ daterange(b.opened_on, b.retired_on)) then
    raise exclusion_violation using constraint = 'bed_reservations_in_service', message = 'the bed is not there in all of that time';
  end if;
  if exists (select from bed_occupancies o where o.tenant_id = new.tenant_id and o.bed_id = new.bed_id
      and daterange(o.from_on, o.until_on) && wanted) then
    raise exclusion_violation using constraint = 'bed_reservations_not_occupied', message = 'the bed is occupied in that time';
  end if;
  if exists (select from bed_closures c where c.tenant_id = new.tenant_id and c.bed_id = new.bed_id
      and daterange(c.from_on, c.until_on) && wanted) then
    raise exclusion_violation using constraint = 'bed_reservations_not_closed', message = 'the bed is closed in that time';
  end if;
  against := room_refusal(new.tenant_id, new.bed_id, new.person_id, wanted);
  if against is not null then
    raise exclusion_violation using constraint = 'bed_reservations_room_' || against, message = 'the room does not take this person';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- A bed is taken out for good only when nobody is to lie in it afterwards. The row that changes is locked already, and
-- whoever wants the bed waits at it.
create function beds_guard() returns trigger language plpgsql as $$
begin
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
--> statement-breakpoint
create trigger beds_guard before update of opened_on, retired_on on beds for each row execute function beds_guard();
--> statement-breakpoint
-- The rules of a room must fit those who are in it, or are awaited, from today on.
create function rooms_guard() returns trigger language plpgsql as $$
declare
  from_today daterange := daterange((now() at time zone 'Asia/Shanghai')::date, null);
begin
  if new.sex_rule <> 'any' and new.sex_rule <> old.sex_rule and exists (select from room_people(new.tenant_id, new.id) o
      join people p on p.tenant_id = new.tenant_id and p.id = o.person_id
      where o.during && from_today and p.sex <> new.sex_rule) then
    raise exclusion_violation using constraint = 'rooms_sex_fits', message = 'somebody of the other sex is in the room';
  end if;
  if new.isolation and not old.isolation and exists (select from room_people(new.tenant_id, new.id) o where o.during && from_today
      and not exists (select from isolations i where i.tenant_id = new.tenant_id and i.person_id = o.person_id
        and daterange(i.from_on, i.until_on) @> lower(o.during * from_today))) then
    raise exclusion_violation using constraint = 'rooms_isolation_fits', message = 'somebody who is not to be isolated is in the room';
  end if;
  if new.one_household and not old.one_household and exists (select from room_people(new.tenant_id, new.id) a
      join room_people(new.tenant_id, new.id) b on b.person_id > a.person_id and a.during && b.during
      where a.during * b.during && from_today
        and not share_household(new.tenant_id, a.person_id, b.person_id, lower(a.during * b.during * from_today))) then
    raise exclusion_violation using constraint = 'rooms_household_fits', message = 'two households are in the room';
  end if;
  if new.max_people < coalesce(old.max_people, 100) and new.max_people < (
      with those as (select o.person_id, o.during * from_today as during from room_people(new.tenant_id, new.id) o
        where o.during && from_today)
      select max((select count(distinct b.person_id) from those b where b.during @> lower(a.during))) from those a) then
    raise exclusion_violation using constraint = 'rooms_people_fit', message = 'more people are in the room';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger rooms_guard before update of sex_rule, isolation, one_household, max_people on rooms
  for each row execute function rooms_guard();
--> statement-breakpoint
-- Pages that are open hear that something about beds has changed: every change writes its audit event in the same
-- transaction, and the notice comes with the commit. Ids only; who may know more asks for it.
create function live_wake() returns trigger language plpgsql as $$
begin
  perform pg_notify('live', new.tenant_id || ' ' || new.subject_type || ' ' || new.subject_id);
  return null;
end $$;
--> statement-breakpoint
create trigger audit_events_live after insert on audit_events for each row
  when (new.subject_type in ('bed', 'place', 'stay')) execute function live_wake();
