-- A doubt belongs to one gift among those of which goods are set aside, so that each is asked, decided and found by itself:
-- also when its giver is named later, or another resident lies in the bed. `found` is what came out after the hand-over.
alter table goods_interests rename to goods_interests_before;
--> statement-breakpoint
alter table goods_interests_before rename constraint goods_interests_pk to goods_interests_before_pk;
--> statement-breakpoint
drop index goods_interests_of_household, goods_interests_waiting;
--> statement-breakpoint
create table goods_interests (
  tenant_id uuid not null default current_tenant() references tenants (id),
  allocation_id uuid not null,
  gift_id uuid not null,
  -- With whom the giver was compared: the household that is reached, or a resident who belongs to none.
  household_id uuid,
  person_id uuid,
  finding text not null constraint goods_interests_finding_known check (finding in ('same-phone', 'same-name')),
  status text not null constraint goods_interests_status_known check (status in ('review', 'cleared', 'declined', 'found')),
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  reason text,
  constraint goods_interests_pk primary key (tenant_id, allocation_id, gift_id),
  constraint goods_interests_allocation_fk foreign key (tenant_id, allocation_id) references goods_allocations (tenant_id, id),
  constraint goods_interests_gift_fk foreign key (tenant_id, gift_id) references gifts (tenant_id, id),
  constraint goods_interests_household_fk foreign key (tenant_id, household_id) references households (tenant_id, id),
  constraint goods_interests_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint goods_interests_one_reached check (num_nonnulls(household_id, person_id) = 1),
  constraint goods_interests_decided_whole check (num_nonnulls(decided_by, decided_by_name, decided_at, reason) in (0, 4)),
  constraint goods_interests_decided_open check ((status in ('cleared', 'declined')) = (decided_by is not null)),
  -- The same telephone is no doubt: nobody clears it.
  constraint goods_interests_related_stays check (status <> 'cleared' or finding = 'same-name'),
  constraint goods_interests_two_persons check (decided_by <> asked_by)
);
--> statement-breakpoint
insert into goods_interests (tenant_id, allocation_id, gift_id, household_id, finding, status, asked_by, asked_by_name, asked_at,
    decided_by, decided_by_name, decided_at, reason)
  select tenant_id, allocation_id, g, household_id, 'same-name', status, asked_by, asked_by_name, asked_at,
    decided_by, decided_by_name, decided_at, reason
  from goods_interests_before, unnest(gift_ids) g;
--> statement-breakpoint
drop table goods_interests_before;
--> statement-breakpoint
create index goods_interests_of_gift on goods_interests (tenant_id, gift_id);
--> statement-breakpoint
create index goods_interests_of_household on goods_interests (tenant_id, household_id);
--> statement-breakpoint
create index goods_interests_of_person on goods_interests (tenant_id, person_id);
--> statement-breakpoint
create index goods_interests_waiting on goods_interests (tenant_id, asked_at) where status = 'review';
--> statement-breakpoint
create index goods_interests_found on goods_interests (tenant_id, asked_at) where status = 'found';
--> statement-breakpoint
call isolate_tenants('goods_interests');
--> statement-breakpoint
create or replace function goods_allocations_interest_decided() returns trigger language plpgsql as $$
begin
  if new.status = 'handed_over' and exists (select from goods_interests i
    where i.tenant_id = new.tenant_id and i.allocation_id = new.id and i.status in ('review', 'declined')) then
    raise exception 'the giver of goods in allocation % may be an interested person', new.id
      using errcode = 'check_violation', constraint = 'goods_allocations_interest_decided';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- A question is of goods that still lie there, and what was found is of goods that are gone. The lock holds the hand-over back
-- until this is written.
create function goods_interests_in_time() returns trigger language plpgsql as $$
declare now_is text;
begin
  if new.status in ('review', 'found') then
    select a.status into now_is from goods_allocations a
      where a.tenant_id = new.tenant_id and a.id = new.allocation_id for share;
    if now_is is distinct from (case new.status when 'review' then 'allocated' else 'handed_over' end) then
      raise exception 'goods in allocation % are %, so their giver is not in %', new.allocation_id, now_is, new.status
        using errcode = 'check_violation', constraint = 'goods_interests_in_time';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger goods_interests_in_time before insert or update on goods_interests
  for each row execute function goods_interests_in_time();
--> statement-breakpoint
-- Who set goods aside, told apart from others of the same name: whoever did does not decide about their giver. Not known of before.
alter table goods_allocations add column allocated_by_id text;
--> statement-breakpoint
-- Money: what is found once its giver is named is left to the lead as well, and a relation is never cleared.
alter table gift_households drop constraint gift_households_doubts_known;
--> statement-breakpoint
alter table gift_households add constraint gift_households_doubts_known
  check (doubts <@ array['same-phone', 'receiver-itself', 'same-name', 'donor-unknown', 'staff-name', 'not-declared']);
--> statement-breakpoint
alter table gift_households add constraint gift_households_related_stays
  check (status <> 'tied' or not doubts && array['same-phone', 'receiver-itself']);
