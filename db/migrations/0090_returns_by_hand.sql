-- Number under which the provider sent money back by hand: of online money that was booked out of the review, which has no order here.
alter table gift_returns add column sent_back_number text
  constraint gift_returns_sent_back_number_present check (btrim(sent_back_number) <> '');
--> statement-breakpoint
-- Such money goes back with that number alone, and all other money without one.
create function gift_returns_by_hand() returns trigger language plpgsql as $$
begin
  if (new.sent_back_number is not null) is distinct from (
    select g.means in ('alipay', 'wechatpay') and g.order_id is null from gifts g
    where g.tenant_id = new.tenant_id and g.id = new.gift_id
  ) then
    raise exception 'money without an order goes back by hand, with its number' using errcode = 'check_violation', constraint = 'gift_returns_by_hand';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger gift_returns_by_hand before insert or update of sent_back_number, gift_id on gift_returns
  for each row execute function gift_returns_by_hand();
