-- What a provider took by one transaction is one gift, or one payment that stands, whatever amount was said of it and whether
-- its order or a review brought it. The transaction is the order's or the review's, never typed.
alter table gifts add column transaction_id text;
--> statement-breakpoint
alter table payments add column transaction_id text;
--> statement-breakpoint
-- What was booked twice before stays to be corrected by a person: the first keeps the transaction.
update gifts g set transaction_id = first.transaction_id
from (
  select distinct on (g.tenant_id, g.means, coalesce(o.transaction_id, r.transaction_id))
    g.tenant_id, g.id, coalesce(o.transaction_id, r.transaction_id) as transaction_id
  from gifts g
    left join payment_orders o on o.tenant_id = g.tenant_id and o.id = g.order_id
    left join payment_reviews r on r.tenant_id = g.tenant_id and r.id = g.review_id
  where coalesce(o.transaction_id, r.transaction_id) is not null
  order by g.tenant_id, g.means, coalesce(o.transaction_id, r.transaction_id), g.created_at, g.id
) first
where g.tenant_id = first.tenant_id and g.id = first.id;
--> statement-breakpoint
alter table payments disable trigger payments_guard;
--> statement-breakpoint
update payments p set transaction_id = first.transaction_id
from (
  select distinct on (p.tenant_id, p.method, coalesce(o.transaction_id, r.transaction_id))
    p.tenant_id, p.id, coalesce(o.transaction_id, r.transaction_id) as transaction_id
  from payments p
    left join payment_orders o on o.tenant_id = p.tenant_id and o.id = p.order_id
    left join payment_reviews r on r.tenant_id = p.tenant_id and r.id = p.review_id
  where p.reversed_at is null and coalesce(o.transaction_id, r.transaction_id) is not null
  order by p.tenant_id, p.method, coalesce(o.transaction_id, r.transaction_id), p.recorded_at, p.id
) first
where p.tenant_id = first.tenant_id and p.id = first.id;
--> statement-breakpoint
alter table payments enable trigger payments_guard;
--> statement-breakpoint
create unique index gifts_transaction_once on gifts (tenant_id, means, transaction_id) where transaction_id is not null;
--> statement-breakpoint
create unique index payments_transaction_once on payments (tenant_id, method, transaction_id)
  where transaction_id is not null and reversed_at is null;
--> statement-breakpoint
create function name_transaction() returns trigger language plpgsql as $$
begin
  new.transaction_id := coalesce(
    (select o.transaction_id from payment_orders o where o.tenant_id = new.tenant_id and o.id = new.order_id),
    (select r.transaction_id from payment_reviews r where r.tenant_id = new.tenant_id and r.id = new.review_id));
  return new;
end $$;
--> statement-breakpoint
create trigger gifts_transaction before insert or update of order_id, review_id on gifts
  for each row when (num_nonnulls(new.order_id, new.review_id) > 0) execute function name_transaction();
--> statement-breakpoint
create trigger payments_transaction before insert on payments
  for each row when (num_nonnulls(new.order_id, new.review_id) > 0) execute function name_transaction();
--> statement-breakpoint
create index payment_reviews_of_transaction on payment_reviews (tenant_id, provider, transaction_id);
--> statement-breakpoint
alter table payment_reviews drop constraint payment_reviews_kind_known;
--> statement-breakpoint
-- A transaction that a person booked or set aside, and of which its provider says something else later.
alter table payment_reviews add constraint payment_reviews_kind_known check (kind in
  ('order-unknown', 'amount-differs', 'currency-differs', 'paid-again', 'not-in-bill', 'refund-unknown', 'refund-differs', 'refund-failed',
   'not-receivable', 'booked-otherwise', 'put-aside-before'));
