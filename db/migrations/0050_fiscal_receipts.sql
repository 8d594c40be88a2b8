-- What the fiscal system is asked for: a bill for a gift, or the red bill 红票 that takes one back. The id is the key under
-- which it is asked, however often; after a refusal the next one has another.
create table fiscal_requests (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  kind text not null constraint fiscal_requests_kind_known check (kind in ('issue', 'reverse')),
  gift_id uuid not null,
  -- Of a reversal the bill that it takes back.
  receipt_id uuid,
  -- Of a bill the receipt in whose place it comes.
  replaces_id uuid,
  -- Why a bill is taken back.
  reason text,
  state text not null constraint fiscal_requests_state_known check (state in ('waiting', 'done', 'refused')),
  requested_by text not null,
  requested_at timestamptz not null,
  attempts integer not null default 0 constraint fiscal_requests_attempts_range check (attempts >= 0),
  asked_at timestamptz,
  -- What stood in the way last: a code of ours when there was no answer, the fiscal system's own when it refused.
  problem_code text,
  problem_text text,
  settled_at timestamptz,
  red_code text constraint fiscal_requests_red_code_form check (red_code ~ '^[0-9]{8}$'),
  red_number text constraint fiscal_requests_red_number_form check (red_number ~ '^[0-9]{10}$'),
  red_check_code text constraint fiscal_requests_red_check_code_form check (red_check_code ~ '^[0-9A-Za-z]{6}$'),
  constraint fiscal_requests_pk primary key (tenant_id, id),
  constraint fiscal_requests_of_gift_unique unique (tenant_id, id, gift_id),
  constraint fiscal_requests_of_receipt_unique unique (tenant_id, id, receipt_id),
  constraint fiscal_requests_red_unique unique (tenant_id, red_code, red_number),
  constraint fiscal_requests_gift_fk foreign key (tenant_id, gift_id) references gifts (tenant_id, id),
  constraint fiscal_requests_receipt_fk foreign key (tenant_id, receipt_id) references receipts (tenant_id, id),
  constraint fiscal_requests_replaces_fk foreign key (tenant_id, replaces_id) references receipts (tenant_id, id),
  constraint fiscal_requests_kind_whole check (case kind
    when 'reverse' then receipt_id is not null and btrim(coalesce(reason, '')) <> '' and replaces_id is null
    else receipt_id is null and reason is null end),
  constraint fiscal_requests_settled_whole check ((state = 'waiting') = (settled_at is null)),
  constraint fiscal_requests_refused_why check (state <> 'refused' or problem_code is not null),
  constraint fiscal_requests_red_whole check (num_nonnulls(red_code, red_number, red_check_code)
    = case when kind = 'reverse' and state = 'done' then 3 else 0 end)
);
--> statement-breakpoint
create unique index fiscal_requests_issue_once on fiscal_requests (tenant_id, gift_id) where kind = 'issue' and state = 'waiting';
--> statement-breakpoint
create unique index fiscal_requests_reverse_once on fiscal_requests (tenant_id, receipt_id) where kind = 'reverse' and state <> 'refused';
--> statement-breakpoint
create index fiscal_requests_of_gift on fiscal_requests (tenant_id, gift_id, id);
--> statement-breakpoint
create index fiscal_requests_waiting on fiscal_requests (tenant_id, coalesce(asked_at, requested_at)) where state = 'waiting';
--> statement-breakpoint
create index fiscal_requests_refused on fiscal_requests (tenant_id, id) where state = 'refused';
--> statement-breakpoint
call isolate_tenants('fiscal_requests');
--> statement-breakpoint
create function fiscal_requests_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'waiting' or
     (new.tenant_id, new.id, new.kind, new.gift_id, new.receipt_id, new.replaces_id, new.reason, new.requested_by, new.requested_at)
     is distinct from
     (old.tenant_id, old.id, old.kind, old.gift_id, old.receipt_id, old.replaces_id, old.reason, old.requested_by, old.requested_at)
  then
    raise exception 'what the fiscal system was asked stays' using errcode = 'check_violation', constraint = 'fiscal_requests_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger fiscal_requests_kept before update or delete on fiscal_requests for each row execute function fiscal_requests_kept();
--> statement-breakpoint
alter table receipts add column fiscal_request_id uuid,
  add constraint receipts_fiscal_request_whole check ((kind = 'fiscal_receipt') = (fiscal_request_id is not null)),
  add constraint receipts_fiscal_request_once unique (tenant_id, fiscal_request_id),
  add constraint receipts_fiscal_request_fk foreign key (tenant_id, fiscal_request_id, gift_id)
    references fiscal_requests (tenant_id, id, gift_id);
--> statement-breakpoint
-- A bill of the fiscal system is taken back by the fiscal system alone.
alter table receipt_voids add column fiscal_request_id uuid,
  add constraint receipt_voids_fiscal_request_whole check ((kind = 'fiscal_receipt') = (fiscal_request_id is not null)),
  add constraint receipt_voids_fiscal_request_fk foreign key (tenant_id, fiscal_request_id, receipt_id)
    references fiscal_requests (tenant_id, id, receipt_id),
  add constraint receipt_voids_of_gift_unique unique (tenant_id, receipt_id, gift_id);
--> statement-breakpoint
-- One receipt per gift, of whatever kind: an acknowledgement gives way to a bill of the fiscal system by being voided.
alter table receipts drop constraint receipts_replaces_fk;
--> statement-breakpoint
alter table receipts add constraint receipts_replaces_fk foreign key (tenant_id, replaces_id, gift_id)
  references receipt_voids (tenant_id, receipt_id, gift_id);
--> statement-breakpoint
drop index receipts_gift_unique;
--> statement-breakpoint
create unique index receipts_gift_unique on receipts (tenant_id, gift_id) where replaces_id is null;
