-- What a fund booked wrongly is undone by the exact mirror of its entry: one person proposes it with a reason, another approves it.
create table fund_reversals (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  movement_id uuid not null,
  reason text not null constraint fund_reversals_reason_present check (btrim(reason) <> ''),
  status text not null constraint fund_reversals_status_known check (status in ('proposed', 'done', 'declined')),
  entry_id uuid,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  constraint fund_reversals_pk primary key (tenant_id, id),
  constraint fund_reversals_movement_fk foreign key (tenant_id, movement_id) references fund_movements (tenant_id, id),
  constraint fund_reversals_entry_fk foreign key (tenant_id, entry_id) references ledger_entries (tenant_id, id),
  constraint fund_reversals_entry_once unique (tenant_id, entry_id),
  constraint fund_reversals_done_whole check ((status = 'done') = (entry_id is not null)),
  constraint fund_reversals_two_persons check (decided_by <> proposed_by),
  constraint fund_reversals_decision_whole check (num_nonnulls(decided_by, decided_by_name, decided_at) = case status when 'proposed' then 0 else 3 end),
  constraint fund_reversals_declined_why check (status <> 'declined' or btrim(coalesce(decision_reason, '')) <> '')
);
--> statement-breakpoint
-- A movement is undone once, and one proposal at a time says so.
create unique index fund_reversals_one on fund_reversals (tenant_id, movement_id) where status <> 'declined';
--> statement-breakpoint
create index fund_reversals_waiting on fund_reversals (tenant_id, proposed_at) where status = 'proposed';
--> statement-breakpoint
call isolate_tenants('fund_reversals');
--> statement-breakpoint
alter table fund_movements drop constraint fund_movements_status_known;
--> statement-breakpoint
alter table fund_movements add constraint fund_movements_status_known check (status in ('proposed', 'done', 'declined', 'reversed'));
--> statement-breakpoint
alter table fund_movements drop constraint fund_movements_done_whole;
--> statement-breakpoint
alter table fund_movements add constraint fund_movements_done_whole check ((status in ('done', 'reversed')) = (entry_id is not null));
--> statement-breakpoint
alter table fund_movements drop constraint fund_movements_received_done;
--> statement-breakpoint
alter table fund_movements add constraint fund_movements_received_done check (kind <> 'received' or status in ('done', 'reversed'));
--> statement-breakpoint
-- The document of what was undone may stand for the right entry.
drop index fund_movements_document;
--> statement-breakpoint
create unique index fund_movements_document on fund_movements (tenant_id, kind, document) where status in ('proposed', 'done') and kind <> 'share';
--> statement-breakpoint
-- What was decided stays; what waits is only decided, and a movement that was booked is only undone.
create or replace function fund_rows_kept() returns trigger language plpgsql as $$
declare
  deciding constant text[] := array['status', 'entry_id', 'decided_by', 'decided_by_name', 'decided_at', 'decision_reason'];
begin
  if tg_op = 'UPDATE' and (
    old.status = 'proposed' and to_jsonb(new) - deciding is not distinct from to_jsonb(old) - deciding
    or old.status = 'done' and new.status = 'reversed' and to_jsonb(new) - 'status' is not distinct from to_jsonb(old) - 'status') then
    return new;
  end if;
  raise exception 'what a fund did stays' using errcode = 'check_violation', constraint = 'fund_rows_kept';
end $$;
--> statement-breakpoint
create trigger fund_reversals_kept before update or delete on fund_reversals for each row execute function fund_rows_kept();
--> statement-breakpoint
-- No fund goes below zero, whatever the product says: neither by what leaves it nor by undoing what came into it.
create or replace function fund_movements_covered() returns trigger language plpgsql as $$
declare fund funds;
declare left_fen bigint;
declare poorer uuid;
begin
  if new.status = 'reversed' and not exists (select from fund_reversals r
    where r.tenant_id = new.tenant_id and r.movement_id = new.id and r.status = 'done') then
    raise exception 'nobody approved that it is undone' using errcode = 'check_violation', constraint = 'fund_movements_reversed_by_two';
  end if;
  poorer := case
    when new.status = 'done' and new.kind <> 'received' then new.fund_id
    when new.status = 'reversed' and new.kind = 'received' then new.fund_id
    when new.status = 'reversed' and new.kind = 'transfer' then new.to_fund_id end;
  if poorer is null then return new; end if;
  select * into fund from funds f where f.tenant_id = new.tenant_id and f.id = poorer;
  left_fen := - case fund.source
    when 'donated' then fund_balance(new.tenant_id, 'income.gifts-money', 'gift-purpose', fund.purpose_id)
      + fund_balance(new.tenant_id, 'expense.gifts-money', 'gift-purpose', fund.purpose_id)
      + fund_balance(new.tenant_id, 'equity.fund-transfers', 'gift-purpose', fund.purpose_id)
    else fund_balance(new.tenant_id, 'income.fiscal', 'fund', fund.id)
      + fund_balance(new.tenant_id, 'expense.fiscal', 'fund', fund.id)
      + fund_balance(new.tenant_id, 'equity.fund-transfers', 'fund', fund.id) end;
  if left_fen < 0 then
    raise exception 'fund % is short', fund.code using errcode = 'check_violation', constraint = 'fund_movements_covered';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- Use of donated money that was undone: its entry stays, the one that mirrors it is named, and its voucher may stand for the right one.
alter table gift_spendings add column reversal_entry_id uuid;
--> statement-breakpoint
alter table gift_spendings add constraint gift_spendings_reversal_fk foreign key (tenant_id, reversal_entry_id) references ledger_entries (tenant_id, id);
--> statement-breakpoint
alter table gift_spendings add constraint gift_spendings_reversal_once unique (tenant_id, reversal_entry_id);
--> statement-breakpoint
alter table gift_spendings drop constraint gift_spendings_voucher_unique;
--> statement-breakpoint
create unique index gift_spendings_voucher_unique on gift_spendings (tenant_id, voucher_number) where reversal_entry_id is null;
--> statement-breakpoint
comment on table gift_spendings is null;
--> statement-breakpoint
create function gift_spendings_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.reversal_entry_id is null and new.reversal_entry_id is not null
    and to_jsonb(new) - 'reversal_entry_id' = to_jsonb(old) - 'reversal_entry_id' then
    return new;
  end if;
  raise exception 'spendings stay' using errcode = 'check_violation', constraint = 'gift_spendings_kept';
end $$;
--> statement-breakpoint
create trigger gift_spendings_kept before update or delete on gift_spendings for each row execute function gift_spendings_kept();
--> statement-breakpoint
-- What a fund paid of a resident's bill is undone with the movement of the fund, as a refund that failed is.
alter table account_movements drop constraint account_movements_failed_whole;
--> statement-breakpoint
alter table account_movements add constraint account_movements_failed_whole check ((status = 'failed') = (reversal_entry_id is not null) and (status <> 'failed' or order_id is not null or coalesce(method = 'fund', false)));
--> statement-breakpoint
alter table account_movements drop constraint account_movements_decided_kind;
--> statement-breakpoint
alter table account_movements add constraint account_movements_decided_kind check (kind in ('deposit-back', 'refund') and (status = 'proposed') = (decided_by is null)
  or kind not in ('deposit-back', 'refund') and (status = 'done' or status = 'failed' and coalesce(method = 'fund', false)) and decided_by is null);
