-- Money that was given online lies with its provider: of which order it is, or of which review it was booked.
alter table gifts add column order_id uuid;
--> statement-breakpoint
alter table gifts add column review_id uuid;
--> statement-breakpoint
alter table gifts add constraint gifts_order_fk foreign key (tenant_id, order_id) references payment_orders (tenant_id, id);
--> statement-breakpoint
alter table gifts add constraint gifts_review_fk foreign key (tenant_id, review_id) references payment_reviews (tenant_id, id);
--> statement-breakpoint
create unique index gifts_order_once on gifts (tenant_id, order_id);
--> statement-breakpoint
create unique index gifts_review_once on gifts (tenant_id, review_id);
--> statement-breakpoint
alter table gifts drop constraint gifts_means_known;
--> statement-breakpoint
alter table gifts add constraint gifts_means_known check (means in ('transfer', 'cash', 'alipay', 'wechatpay'));
--> statement-breakpoint
alter table gifts add constraint gifts_online_whole check (
  coalesce(means in ('alipay', 'wechatpay'), false) = (num_nonnulls(order_id, review_id) = 1) and num_nonnulls(order_id, review_id) <= 1);
--> statement-breakpoint
-- Whoever gives at the public page may leave their name out (慈善法 Art. 38); then nobody can be named either.
alter table gifts drop constraint gifts_giver_known;
--> statement-breakpoint
alter table gifts add constraint gifts_giver_known check (donor_id is not null or source = 'bank' or (source = 'public' and anonymous));
--> statement-breakpoint
-- Money that a provider took for a gift whose receiver may not receive it on that day waits for a person.
alter table payment_reviews drop constraint payment_reviews_kind_known;
--> statement-breakpoint
alter table payment_reviews add constraint payment_reviews_kind_known check (kind in
  ('order-unknown', 'amount-differs', 'currency-differs', 'paid-again', 'not-in-bill', 'refund-unknown', 'refund-differs', 'refund-failed',
   'not-receivable'));
--> statement-breakpoint
-- Gifts promised at the public page and from where, so that nobody floods the register. The address is a keyed hash, and
-- what is older than two days is forgotten.
create table giving_attempts (
  tenant_id uuid not null default current_tenant() references tenants (id),
  gift_id uuid not null,
  at timestamptz not null,
  address_index text not null,
  -- Of the task that the page was given: each is used once.
  token text not null constraint giving_attempts_token_form check (token ~ '^[0-9a-f]{32}$'),
  -- Whether the browser has solved the task.
  proven boolean not null,
  constraint giving_attempts_pk primary key (tenant_id, gift_id),
  constraint giving_attempts_token_once unique (tenant_id, token),
  constraint giving_attempts_gift_fk foreign key (tenant_id, gift_id) references gifts (tenant_id, id)
);
--> statement-breakpoint
create index giving_attempts_of_address on giving_attempts (tenant_id, address_index, at);
--> statement-breakpoint
create index giving_attempts_by_time on giving_attempts (tenant_id, at);
--> statement-breakpoint
call isolate_tenants('giving_attempts');
--> statement-breakpoint
drop index gifts_public_recent;
