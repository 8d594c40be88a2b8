-- Building → floor → room → bed. Names sort as people read them: 2床 before 10床.
create collation natural_order (provider = icu, locale = 'zh-u-kn-true');
--> statement-breakpoint
create table buildings (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  name text collate natural_order not null constraint buildings_name_present check (btrim(name) <> '' and char_length(name) <= 40),
  constraint buildings_pk primary key (tenant_id, id),
  constraint buildings_name_unique unique (tenant_id, name)
);
--> statement-breakpoint
call isolate_tenants('buildings');
--> statement-breakpoint
create table floors (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  building_id uuid not null,
  name text collate natural_order not null constraint floors_name_present check (btrim(name) <> '' and char_length(name) <= 40),
  constraint floors_pk primary key (tenant_id, id),
  constraint floors_building_fk foreign key (tenant_id, building_id) references buildings (tenant_id, id),
  constraint floors_name_unique unique (tenant_id, building_id, name),
  constraint floors_of_building_unique unique (tenant_id, building_id, id)
);
--> statement-breakpoint
call isolate_tenants('floors');
--> statement-breakpoint
create table rooms (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  building_id uuid not null,
  floor_id uuid not null,
  name text collate natural_order not null constraint rooms_name_present check (btrim(name) <> '' and char_length(name) <= 40),
  sex_rule text not null constraint rooms_sex_rule_known check (sex_rule in ('male', 'female', 'any')),
  constraint rooms_pk primary key (tenant_id, id),
  -- Carries the building, so that a room is on a floor of its own building and named once in it.
  constraint rooms_floor_fk foreign key (tenant_id, building_id, floor_id) references floors (tenant_id, building_id, id),
  constraint rooms_name_unique unique (tenant_id, building_id, name)
);
--> statement-breakpoint
create index rooms_of_floor on rooms (tenant_id, floor_id);
--> statement-breakpoint
call isolate_tenants('rooms');
--> statement-breakpoint
create table beds (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  room_id uuid not null,
  name text collate natural_order not null constraint beds_name_present check (btrim(name) <> '' and char_length(name) <= 40),
  kind text not null constraint beds_kind_known check (kind in ('nursing', 'general')),
  attributes text[] not null default '{}' constraint beds_attributes_known
    check (attributes <@ array['wheelchair', 'window', 'single', 'oxygen', 'ground_floor']),
  constraint beds_pk primary key (tenant_id, id),
  constraint beds_room_fk foreign key (tenant_id, room_id) references rooms (tenant_id, id),
  constraint beds_name_unique unique (tenant_id, room_id, name)
);
--> statement-breakpoint
call isolate_tenants('beds');
--> statement-breakpoint
-- A bed out of service from the first day until before the last; reopening sets the end, no closure is ever removed.
create table bed_closures (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  bed_id uuid not null,
  from_on date not null,
  until_on date,
  cause text not null constraint bed_closures_cause_known check (cause in ('repair', 'cleaning', 'isolation', 'other')),
  reason text not null constraint bed_closures_reason_present check (btrim(reason) <> ''),
  constraint bed_closures_pk primary key (tenant_id, id),
  constraint bed_closures_bed_fk foreign key (tenant_id, bed_id) references beds (tenant_id, id),
  constraint bed_closures_order check (until_on >= from_on),
  constraint bed_closures_once exclude using gist (tenant_id with =, bed_id with =, daterange(from_on, until_on) with &&)
);
--> statement-breakpoint
create index bed_closures_of_bed on bed_closures (tenant_id, bed_id, from_on);
--> statement-breakpoint
call isolate_tenants('bed_closures');
--> statement-breakpoint
-- Who is in which bed, half-open: on the day one leaves, the next may come.
-- Two people never hold one bed on one day; one person never holds two.
create table bed_occupancies (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  bed_id uuid not null,
  person_id uuid not null,
  stay_id uuid,
  from_on date not null,
  until_on date,
  constraint bed_occupancies_pk primary key (tenant_id, id),
  constraint bed_occupancies_bed_fk foreign key (tenant_id, bed_id) references beds (tenant_id, id),
  constraint bed_occupancies_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint bed_occupancies_order check (until_on >= from_on),
  constraint bed_occupancies_bed_once exclude using gist (tenant_id with =, bed_id with =, daterange(from_on, until_on) with &&),
  constraint bed_occupancies_person_once exclude using gist (tenant_id with =, person_id with =, daterange(from_on, until_on) with &&)
);
--> statement-breakpoint
create index bed_occupancies_of_bed on bed_occupancies (tenant_id, bed_id, from_on);
--> statement-breakpoint
create index bed_occupancies_of_person on bed_occupancies (tenant_id, person_id, from_on);
--> statement-breakpoint
create index bed_occupancies_of_stay on bed_occupancies (tenant_id, stay_id);
--> statement-breakpoint
call isolate_tenants('bed_occupancies');
--> statement-breakpoint
-- A bed kept for one person from a day on, while an offer waits for its answer or for the day of admission.
create table bed_reservations (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  bed_id uuid not null,
  person_id uuid not null,
  from_on date not null,
  made_at timestamptz not null,
  released_at timestamptz,
  constraint bed_reservations_pk primary key (tenant_id, id),
  constraint bed_reservations_bed_fk foreign key (tenant_id, bed_id) references beds (tenant_id, id),
  constraint bed_reservations_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint bed_reservations_order check (released_at >= made_at)
);
--> statement-breakpoint
create unique index bed_reservations_bed_once on bed_reservations (tenant_id, bed_id) where released_at is null;
--> statement-breakpoint
create unique index bed_reservations_person_once on bed_reservations (tenant_id, person_id) where released_at is null;
--> statement-breakpoint
create index bed_reservations_of_bed on bed_reservations (tenant_id, bed_id, made_at);
--> statement-breakpoint
call isolate_tenants('bed_reservations');
--> statement-breakpoint
-- An exclusion constraint sees one table. What these three guards refuse lies across tables, so each first waits
-- at the bed (and then at the person) for whoever wants the same one: the check that follows sees what they did.
-- The wait also keeps two exclusion checks from waiting for each other.
create function bed_occupancies_guard() returns trigger language plpgsql as $$
begin
  -- A range the wrong way round is left to the check that names it.
  if new.until_on < new.from_on then return new; end if;
  perform from beds where tenant_id = new.tenant_id and id = new.bed_id for no key update;
  perform from people where tenant_id = new.tenant_id and id = new.person_id for no key update;
  if exists (select from bed_closures c where c.tenant_id = new.tenant_id and c.bed_id = new.bed_id
      and daterange(c.from_on, c.until_on) && daterange(new.from_on, new.until_on)) then
    raise exclusion_violation using constraint = 'bed_occupancies_not_closed', message = 'the bed is closed in that time';
  end if;
  if exists (select from bed_reservations r where r.tenant_id = new.tenant_id and r.bed_id = new.bed_id
      and r.released_at is null and r.person_id <> new.person_id
      and daterange(r.from_on, null) && daterange(new.from_on, new.until_on)) then
    raise exclusion_violation using constraint = 'bed_occupancies_not_reserved', message = 'the bed is kept for somebody else';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger bed_occupancies_guard before insert or update of bed_id, person_id, from_on, until_on on bed_occupancies
  for each row execute function bed_occupancies_guard();
--> statement-breakpoint
create function bed_closures_guard() returns trigger language plpgsql as $$
begin
  -- A range the wrong way round is left to the check that names it.
  if new.until_on < new.from_on then return new; end if;
  perform from beds where tenant_id = new.tenant_id and id = new.bed_id for no key update;
  if exists (select from bed_occupancies o where o.tenant_id = new.tenant_id and o.bed_id = new.bed_id
      and daterange(o.from_on, o.until_on) && daterange(new.from_on, new.until_on)) then
    raise exclusion_violation using constraint = 'bed_closures_not_occupied', message = 'the bed is occupied in that time';
  end if;
  if exists (select from bed_reservations r where r.tenant_id = new.tenant_id and r.bed_id = new.bed_id
      and r.released_at is null and daterange(r.from_on, null) && daterange(new.from_on, new.until_on)) then
    raise exclusion_violation using constraint = 'bed_closures_not_reserved', message = 'the bed is kept for somebody in that time';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger bed_closures_guard before insert or update of bed_id, from_on, until_on on bed_closures
  for each row execute function bed_closures_guard();
--> statement-breakpoint
create function bed_reservations_guard() returns trigger language plpgsql as $$
begin
  perform from beds where tenant_id = new.tenant_id and id = new.bed_id for no key update;
  perform from people where tenant_id = new.tenant_id and id = new.person_id for no key update;
  if exists (select from bed_occupancies o where o.tenant_id = new.tenant_id and o.bed_id = new.bed_id
      and daterange(o.from_on, o.until_on) && daterange(new.from_on, null)) then
    raise exclusion_violation using constraint = 'bed_reservations_not_occupied', message = 'the bed is occupied in that time';
  end if;
  if exists (select from bed_closures c where c.tenant_id = new.tenant_id and c.bed_id = new.bed_id
      and daterange(c.from_on, c.until_on) && daterange(new.from_on, null)) then
    raise exclusion_violation using constraint = 'bed_reservations_not_closed', message = 'the bed is closed in that time';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger bed_reservations_guard before insert or update of bed_id, person_id, from_on on bed_reservations
  for each row execute function bed_reservations_guard();
