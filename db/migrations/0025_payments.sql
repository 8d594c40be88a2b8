-- What somebody is asked to pay online, by one way of paying. `subject` is whatever it is for: this noun does not know what.
create table payment_orders (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  -- Our order number at the provider.
  number text not null constraint payment_orders_number_form check (number ~ '^[0-9A-Z]{20,32}$'),
  provider text not null constraint payment_orders_provider_known check (provider in ('alipay', 'wechatpay')),
  way text not null constraint payment_orders_way_known check (way in ('desk', 'phone', 'code')),
  subject_type text not null,
  subject_id uuid not null,
  -- What the payer reads at the provider; no name of a person.
  description text not null constraint payment_orders_description_length check (char_length(description) between 1 and 60),
  amount_fen bigint not null constraint payment_orders_amount_positive check (amount_fen > 0),
  currency text not null constraint payment_orders_currency_known check (currency = 'CNY'),
  status text not null constraint payment_orders_status_known check (status in ('created', 'paid', 'closed', 'refunded')),
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  expires_at timestamptz not null,
  -- Where the payer is sent, or the text of the code to scan.
  forward_kind text constraint payment_orders_forward_known check (forward_kind in ('link', 'code')),
  forward text,
  closed_at timestamptz,
  -- As the provider says it.
  paid_at timestamptz,
  transaction_id text,
  constraint payment_orders_pk primary key (tenant_id, id),
  constraint payment_orders_number_unique unique (tenant_id, number),
  constraint payment_orders_transaction_unique unique (tenant_id, provider, transaction_id),
  constraint payment_orders_expiry_after check (expires_at > created_at),
  constraint payment_orders_forward_whole check ((forward is null) = (forward_kind is null)),
  constraint payment_orders_paid_whole check ((status in ('paid', 'refunded')) = (paid_at is not null) and (paid_at is null) = (transaction_id is null)),
  constraint payment_orders_closed_whole check (status <> 'closed' or closed_at is not null)
);
--> statement-breakpoint
-- Nobody is sent to pay the same thing twice at a time.
create unique index payment_orders_one_open on payment_orders (tenant_id, subject_type, subject_id) where status = 'created';
--> statement-breakpoint
create index payment_orders_of_subject on payment_orders (tenant_id, subject_type, subject_id, created_at desc, id);
--> statement-breakpoint
create index payment_orders_due on payment_orders (tenant_id, expires_at) where status = 'created';
--> statement-breakpoint
create index payment_orders_paid on payment_orders (tenant_id, provider, paid_at) where paid_at is not null;
--> statement-breakpoint
create index payment_orders_by_time on payment_orders (tenant_id, created_at desc, id desc);
--> statement-breakpoint
call isolate_tenants('payment_orders');
--> statement-breakpoint
-- An order stays as it was asked for; money that comes after it was closed is money all the same.
create function payment_orders_guard() returns trigger language plpgsql as $$
declare moving constant text[] := array['status', 'forward_kind', 'forward', 'closed_at', 'paid_at', 'transaction_id'];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - moving <> to_jsonb(old) - moving
    or (old.forward is not null and (new.forward, new.forward_kind) is distinct from (old.forward, old.forward_kind))
    or (old.paid_at is not null and (new.paid_at, new.transaction_id) is distinct from (old.paid_at, old.transaction_id)) then
    raise exception 'orders stay' using errcode = 'check_violation', constraint = 'payment_orders_kept';
  end if;
  if new.status <> old.status
    and (old.status, new.status) not in (('created', 'paid'), ('created', 'closed'), ('closed', 'paid'), ('paid', 'refunded')) then
    raise exception 'an order does not go from % to %', old.status, new.status using errcode = 'check_violation', constraint = 'payment_orders_steps';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger payment_orders_guard before update or delete on payment_orders for each row execute function payment_orders_guard();
--> statement-breakpoint
-- What a provider said, by whatever way it came; each event once.
create table payment_notices (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  provider text not null constraint payment_notices_provider_known check (provider in ('alipay', 'wechatpay')),
  -- The provider's own id of the event; of an answer to our question or a line of its bill, what it says.
  event_id text not null constraint payment_notices_event_length check (char_length(event_id) between 1 and 200),
  source text not null constraint payment_notices_source_known check (source in ('hook', 'query', 'bill')),
  kind text not null constraint payment_notices_kind_known check (kind in ('paid', 'closed', 'refund', 'other')),
  order_number text not null,
  order_id uuid,
  transaction_id text,
  refund_number text,
  amount_fen bigint,
  currency text,
  happened_at timestamptz,
  received_at timestamptz not null,
  outcome text not null constraint payment_notices_outcome_known check (outcome in ('taken', 'known', 'review', 'followed', 'ignored')),
  constraint payment_notices_pk primary key (tenant_id, id),
  constraint payment_notices_event_once unique (tenant_id, provider, event_id),
  constraint payment_notices_order_fk foreign key (tenant_id, order_id) references payment_orders (tenant_id, id),
  constraint payment_notices_paid_whole check (kind <> 'paid' or (transaction_id is not null and amount_fen is not null and currency is not null and happened_at is not null))
);
--> statement-breakpoint
create index payment_notices_of_order on payment_notices (tenant_id, order_id, received_at, id);
--> statement-breakpoint
call isolate_tenants('payment_notices');
--> statement-breakpoint
call append_only('payment_notices');
--> statement-breakpoint
-- Money that goes back the way it came. `subject` is what asked for it, once; the number is made from it, so that asking again asks for the same.
create table payment_refunds (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  order_id uuid not null,
  number text not null constraint payment_refunds_number_form check (number ~ '^[0-9A-Z]{20,64}$'),
  subject_type text not null,
  subject_id uuid not null,
  amount_fen bigint not null constraint payment_refunds_amount_positive check (amount_fen > 0),
  reason text not null constraint payment_refunds_reason_length check (char_length(reason) between 1 and 80),
  status text not null constraint payment_refunds_status_known check (status in ('asked', 'done', 'failed')),
  asked_at timestamptz not null,
  settled_at timestamptz,
  failure text,
  constraint payment_refunds_pk primary key (tenant_id, id),
  constraint payment_refunds_number_unique unique (tenant_id, number),
  constraint payment_refunds_subject_once unique (tenant_id, subject_type, subject_id),
  constraint payment_refunds_order_fk foreign key (tenant_id, order_id) references payment_orders (tenant_id, id),
  constraint payment_refunds_settled_whole check ((status = 'asked') = (settled_at is null) and (status = 'failed') = (failure is not null))
);
--> statement-breakpoint
create index payment_refunds_of_order on payment_refunds (tenant_id, order_id, asked_at, id);
--> statement-breakpoint
create index payment_refunds_open on payment_refunds (tenant_id, asked_at, id) where status = 'asked';
--> statement-breakpoint
call isolate_tenants('payment_refunds');
--> statement-breakpoint
-- No more goes back than came. The order's row is the lock.
create function payment_refunds_guard() returns trigger language plpgsql as $$
declare
  settling constant text[] := array['status', 'settled_at', 'failure'];
  paid bigint;
  asked bigint;
begin
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and (old.status <> 'asked' or to_jsonb(new) - settling <> to_jsonb(old) - settling)) then
    raise exception 'refunds stay' using errcode = 'check_violation', constraint = 'payment_refunds_kept';
  end if;
  if tg_op = 'INSERT' then
    select o.amount_fen into paid from payment_orders o
      where o.tenant_id = new.tenant_id and o.id = new.order_id and o.status = 'paid' for update;
    select coalesce(sum(r.amount_fen), 0) into asked from payment_refunds r
      where r.tenant_id = new.tenant_id and r.order_id = new.order_id and r.status <> 'failed';
    if paid is null or asked + new.amount_fen > paid then
      raise exception 'less is left of the order' using errcode = 'check_violation', constraint = 'payment_refunds_within_order';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger payment_refunds_guard before insert or update or delete on payment_refunds for each row execute function payment_refunds_guard();
--> statement-breakpoint
-- What does not fit and waits for a person. `key` says what is meant, so that finding it again adds nothing.
create table payment_reviews (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  key text not null,
  kind text not null constraint payment_reviews_kind_known check (kind in
    ('order-unknown', 'amount-differs', 'currency-differs', 'paid-again', 'not-in-bill', 'refund-unknown', 'refund-differs', 'refund-failed')),
  provider text not null constraint payment_reviews_provider_known check (provider in ('alipay', 'wechatpay')),
  order_number text not null,
  order_id uuid,
  transaction_id text,
  -- What the provider says, and what we say.
  amount_fen bigint,
  expected_fen bigint,
  currency text,
  happened_on date not null,
  found_at timestamptz not null,
  -- Money that lies at the provider and can be booked to somebody.
  money_fen bigint constraint payment_reviews_money_positive check (money_fen > 0),
  settled_as text constraint payment_reviews_settled_known check (settled_as in ('booked', 'put-aside')),
  settled_at timestamptz,
  settled_by_name text,
  reason text,
  claim_id uuid,
  constraint payment_reviews_pk primary key (tenant_id, id),
  constraint payment_reviews_key_once unique (tenant_id, key),
  constraint payment_reviews_order_fk foreign key (tenant_id, order_id) references payment_orders (tenant_id, id),
  constraint payment_reviews_settled_whole check ((settled_as is null) = (settled_at is null) and (settled_as is null) = (settled_by_name is null)
    and (settled_as is null) = (reason is null)),
  constraint payment_reviews_booked_money check (coalesce(settled_as = 'booked', false) = (claim_id is not null) and (claim_id is null or money_fen is not null))
);
--> statement-breakpoint
create index payment_reviews_waiting on payment_reviews (tenant_id, happened_on, id) where settled_at is null;
--> statement-breakpoint
create index payment_reviews_by_day on payment_reviews (tenant_id, happened_on desc, id desc);
--> statement-breakpoint
call isolate_tenants('payment_reviews');
--> statement-breakpoint
create function payment_reviews_guard() returns trigger language plpgsql as $$
declare settling constant text[] := array['settled_as', 'settled_at', 'settled_by_name', 'reason', 'claim_id'];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - settling <> to_jsonb(old) - settling then
    raise exception 'what was found stays' using errcode = 'check_violation', constraint = 'payment_reviews_kept';
  end if;
  if old.settled_at is not null and new.settled_at is not null then
    raise exception 'it is settled' using errcode = 'unique_violation', constraint = 'payment_reviews_settled_once';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger payment_reviews_guard before update or delete on payment_reviews for each row execute function payment_reviews_guard();
--> statement-breakpoint
-- Days whose bill of a provider was compared with our books.
create table payment_bills (
  tenant_id uuid not null default current_tenant() references tenants (id),
  provider text not null constraint payment_bills_provider_known check (provider in ('alipay', 'wechatpay')),
  day date not null,
  payments integer not null constraint payment_bills_payments_range check (payments >= 0),
  paid_fen bigint not null,
  refunds integer not null constraint payment_bills_refunds_range check (refunds >= 0),
  refunded_fen bigint not null,
  found integer not null constraint payment_bills_found_range check (found >= 0),
  differences integer not null constraint payment_bills_differences_range check (differences >= 0),
  compared_at timestamptz not null,
  constraint payment_bills_pk primary key (tenant_id, provider, day)
);
--> statement-breakpoint
call isolate_tenants('payment_bills');
--> statement-breakpoint
call append_only('payment_bills');
--> statement-breakpoint
-- A payment that came online: of an order, or of money that a person booked out of the review.
alter table payments add column order_id uuid;
--> statement-breakpoint
alter table payments add column review_id uuid;
--> statement-breakpoint
alter table payments drop constraint payments_method_known;
--> statement-breakpoint
alter table payments add constraint payments_method_known check (method in ('cash', 'transfer', 'alipay', 'wechatpay'));
--> statement-breakpoint
alter table payments add constraint payments_order_fk foreign key (tenant_id, order_id) references payment_orders (tenant_id, id);
--> statement-breakpoint
alter table payments add constraint payments_review_fk foreign key (tenant_id, review_id) references payment_reviews (tenant_id, id);
--> statement-breakpoint
alter table payments add constraint payments_online_whole check ((method in ('alipay', 'wechatpay')) = (num_nonnulls(order_id, review_id) = 1) and num_nonnulls(order_id, review_id) <= 1);
--> statement-breakpoint
create unique index payments_order_once on payments (tenant_id, order_id);
--> statement-breakpoint
create unique index payments_review_once on payments (tenant_id, review_id) where reversed_at is null;
--> statement-breakpoint
create or replace function payments_guard() returns trigger language plpgsql as $$
declare undoing constant text[] := array['reversed_at', 'reversed_by_name', 'reversal_reason'];
begin
  if tg_op = 'DELETE' or old.reversed_at is not null or to_jsonb(new) - undoing <> to_jsonb(old) - undoing
    -- What a provider has is not undone here: it goes back as a refund.
    or (new.order_id is not null and new.reversed_at is not null) then
    raise exception 'payments stay; a wrong one is reversed' using errcode = 'check_violation', constraint = 'payments_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- A refund by the way the money came: of which order, and undone when the provider could not do it.
alter table account_movements add column order_id uuid;
--> statement-breakpoint
alter table account_movements add column reversal_entry_id uuid;
--> statement-breakpoint
alter table account_movements drop constraint account_movements_method_known;
--> statement-breakpoint
alter table account_movements add constraint account_movements_method_known check (method in ('cash', 'transfer', 'alipay', 'wechatpay'));
--> statement-breakpoint
alter table account_movements drop constraint account_movements_status_known;
--> statement-breakpoint
alter table account_movements add constraint account_movements_status_known check (status in ('proposed', 'done', 'declined', 'failed'));
--> statement-breakpoint
alter table account_movements drop constraint account_movements_done_whole;
--> statement-breakpoint
alter table account_movements add constraint account_movements_done_whole check ((status in ('done', 'failed')) = (entry_id is not null) and (status in ('done', 'failed')) = (on_date is not null));
--> statement-breakpoint
alter table account_movements add constraint account_movements_online_whole check (coalesce(method in ('alipay', 'wechatpay'), false) = (order_id is not null) and (order_id is null or kind = 'refund'));
--> statement-breakpoint
alter table account_movements add constraint account_movements_failed_whole check ((status = 'failed') = (reversal_entry_id is not null) and (status <> 'failed' or order_id is not null));
--> statement-breakpoint
alter table account_movements add constraint account_movements_order_fk foreign key (tenant_id, order_id) references payment_orders (tenant_id, id);
--> statement-breakpoint
alter table account_movements add constraint account_movements_reversal_fk foreign key (tenant_id, reversal_entry_id) references ledger_entries (tenant_id, id);
--> statement-breakpoint
create or replace function account_movements_guard() returns trigger language plpgsql as $$
declare
  deciding constant text[] := array['status', 'decided_by', 'decided_by_name', 'decided_at', 'decision_reason', 'entry_id', 'on_date'];
  failing constant text[] := array['status', 'reversal_entry_id', 'decision_reason'];
begin
  if tg_op = 'DELETE' then
    raise exception 'movements stay' using errcode = 'check_violation', constraint = 'account_movements_kept';
  end if;
  if tg_op = 'UPDATE' and not (
    old.status = 'proposed' and to_jsonb(new) - deciding = to_jsonb(old) - deciding
    or old.status = 'done' and new.status = 'failed' and to_jsonb(new) - failing = to_jsonb(old) - failing) then
    raise exception 'movements stay' using errcode = 'check_violation', constraint = 'account_movements_kept';
  end if;
  if new.status = 'done' then
    if new.kind in ('deposit-used', 'deposit-back') and person_balance(new.tenant_id, 'liability.deposits', new.person_id) > 0
      or new.kind = 'refund' and person_balance(new.tenant_id, 'receivable.residents', new.person_id) > 0 then
      raise exception 'less is held' using errcode = 'check_violation', constraint = 'account_movements_held';
    end if;
    if new.kind = 'deposit-used' and person_balance(new.tenant_id, 'receivable.residents', new.person_id) < 0
      or new.kind = 'payer-paid' and person_balance(new.tenant_id, 'receivable.' || new.payer, new.person_id) < 0 then
      raise exception 'less is owed' using errcode = 'check_violation', constraint = 'account_movements_owed';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
-- Whose guardian somebody is, when the name on a bank line is theirs.
create index applications_of_person on applications (tenant_id, person_id);
