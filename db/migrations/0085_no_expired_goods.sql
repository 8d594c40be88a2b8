-- Goods that have expired by the day of their hand-over are handed to nobody.
create function goods_allocations_unexpired() returns trigger language plpgsql as $$
begin
  if exists (select from goods_allocation_lines i
    join goods_lots l on l.tenant_id = i.tenant_id and l.id = i.lot_id
    where i.tenant_id = new.tenant_id and i.allocation_id = new.id and l.expires_on < new.handed_over_on) then
    raise exception 'goods in allocation % have expired by the hand-over', new.id
      using errcode = 'check_violation', constraint = 'goods_allocations_unexpired';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger goods_allocations_unexpired before update of status, handed_over_on on goods_allocations
  for each row when (new.status = 'handed_over') execute function goods_allocations_unexpired();
