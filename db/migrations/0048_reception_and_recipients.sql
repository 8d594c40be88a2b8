-- When the centre takes goods: hours that come back every week, and how many deliveries fit into each.
create table reception_hours (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  -- 1 is Monday.
  weekday integer not null constraint reception_hours_weekday_real check (weekday between 1 and 7),
  from_minute integer not null,
  until_minute integer not null,
  capacity integer not null constraint reception_hours_capacity_range check (capacity between 1 and 100),
  set_by text not null,
  withdrawn_on date,
  constraint reception_hours_pk primary key (tenant_id, id),
  constraint reception_hours_range check (from_minute >= 0 and from_minute < until_minute and until_minute <= 1440),
  constraint reception_hours_apart exclude using gist
    (tenant_id with =, weekday with =, int4range(from_minute, until_minute) with &&) where (withdrawn_on is null)
);
--> statement-breakpoint
call isolate_tenants('reception_hours');
--> statement-breakpoint
-- When a gift of goods is brought: at most one time for each. Earlier ones stand in the audit trail.
create table gift_appointments (
  tenant_id uuid not null default current_tenant() references tenants (id),
  gift_id uuid not null,
  hours_id uuid not null,
  on_date date not null,
  booked_by text not null,
  booked_at timestamptz not null,
  constraint gift_appointments_pk primary key (tenant_id, gift_id),
  constraint gift_appointments_gift_fk foreign key (tenant_id, gift_id) references gifts (tenant_id, id),
  constraint gift_appointments_hours_fk foreign key (tenant_id, hours_id) references reception_hours (tenant_id, id)
);
--> statement-breakpoint
create index gift_appointments_of_day on gift_appointments (tenant_id, on_date, hours_id);
--> statement-breakpoint
call isolate_tenants('gift_appointments');
--> statement-breakpoint
-- Whoever books waits for the others of the same hours, and then counts: never more deliveries than fit.
create function gift_appointments_fit() returns trigger language plpgsql as $$
declare hours reception_hours;
begin
  select * into hours from reception_hours h where h.tenant_id = new.tenant_id and h.id = new.hours_id for update;
  if not found then return new; end if;
  if hours.withdrawn_on is not null or hours.weekday <> extract(isodow from new.on_date) then
    raise exception 'no such hours on %', new.on_date using errcode = 'check_violation', constraint = 'gift_appointments_open_hours';
  end if;
  if (select count(*) from gift_appointments a where a.tenant_id = new.tenant_id and a.hours_id = new.hours_id
      and a.on_date = new.on_date and a.gift_id <> new.gift_id) >= hours.capacity then
    raise exception 'all places are taken' using errcode = 'check_violation', constraint = 'gift_appointments_capacity';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger gift_appointments_fit before insert or update on gift_appointments for each row execute function gift_appointments_fit();
--> statement-breakpoint
-- Goods reach people outside of the centre as well; of each purpose it is said where its goods may go.
alter table gift_purposes add column for_homes boolean not null default false;
--> statement-breakpoint
update gift_purposes set for_homes = code = 'general' or not for_beds;
--> statement-breakpoint
alter table gift_purposes alter column for_homes drop default;
--> statement-breakpoint
alter table goods_allocations alter column bed_id drop not null;
--> statement-breakpoint
-- A resident of the centre, a household, or what volunteers take along to a visit.
alter table goods_allocations add column person_id uuid;
--> statement-breakpoint
alter table goods_allocations add column household_id uuid;
--> statement-breakpoint
alter table goods_allocations add column visit_id uuid;
--> statement-breakpoint
alter table goods_allocations
  add constraint goods_allocations_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  add constraint goods_allocations_household_fk foreign key (tenant_id, household_id) references households (tenant_id, id),
  add constraint goods_allocations_visit_fk foreign key (tenant_id, visit_id) references visits (tenant_id, id),
  add constraint goods_allocations_one_recipient check (num_nonnulls(bed_id, person_id, household_id, visit_id) = 1);
--> statement-breakpoint
create index goods_allocations_of_person on goods_allocations (tenant_id, person_id, id) where person_id is not null;
--> statement-breakpoint
create index goods_allocations_of_household on goods_allocations (tenant_id, household_id, id) where household_id is not null;
--> statement-breakpoint
create index goods_allocations_of_visit on goods_allocations (tenant_id, visit_id, id) where visit_id is not null;
--> statement-breakpoint
-- How whoever took the goods signed: drawn on the screen, or on the printed slip.
alter table goods_allocations add column signed text constraint goods_allocations_signed_known check (signed in ('drawn', 'paper'));
--> statement-breakpoint
alter table goods_allocations add column signature_sealed text;
--> statement-breakpoint
update goods_allocations set signed = 'paper' where status = 'handed_over';
--> statement-breakpoint
alter table goods_allocations add constraint goods_allocations_signed_whole check (
  (signed is not null) = (status = 'handed_over') and (signature_sealed is not null) = coalesce(signed = 'drawn', false));
