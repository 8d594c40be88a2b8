-- Goods for a household whose giver has the name of somebody who belongs to it: another person decides before they are handed over
-- (慈善法 Art. 40).
create table goods_interests (
  tenant_id uuid not null default current_tenant() references tenants (id),
  allocation_id uuid not null,
  household_id uuid not null,
  -- Gifts whose givers are in doubt.
  gift_ids uuid[] not null constraint goods_interests_gifts_named check (cardinality(gift_ids) > 0),
  status text not null constraint goods_interests_status_known check (status in ('review', 'cleared', 'declined')),
  asked_by text not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  reason text,
  constraint goods_interests_pk primary key (tenant_id, allocation_id),
  constraint goods_interests_allocation_fk foreign key (tenant_id, allocation_id) references goods_allocations (tenant_id, id),
  constraint goods_interests_household_fk foreign key (tenant_id, household_id) references households (tenant_id, id),
  constraint goods_interests_decided_whole check (num_nonnulls(decided_by, decided_by_name, decided_at, reason) in (0, 4)),
  constraint goods_interests_review_open check ((status = 'review') = (decided_by is null)),
  constraint goods_interests_two_persons check (decided_by <> asked_by)
);
--> statement-breakpoint
create index goods_interests_of_household on goods_interests (tenant_id, household_id);
--> statement-breakpoint
create index goods_interests_waiting on goods_interests (tenant_id, asked_at) where status = 'review';
--> statement-breakpoint
call isolate_tenants('goods_interests');
--> statement-breakpoint
create function goods_allocations_interest_decided() returns trigger language plpgsql as $$
begin
  if new.status = 'handed_over' and exists (select from goods_interests i
    where i.tenant_id = new.tenant_id and i.allocation_id = new.id and i.status <> 'cleared') then
    raise exception 'the giver of goods in allocation % may be an interested person', new.id
      using errcode = 'check_violation', constraint = 'goods_allocations_interest_decided';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger goods_allocations_interest_decided before insert or update on goods_allocations
  for each row execute function goods_allocations_interest_decided();
