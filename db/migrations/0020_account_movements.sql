-- Money on a resident's account that is no payment of a bill: a deposit comes in, pays what is owed, or goes back; what was paid
-- too much goes back; another payer pays. What goes out is proposed by one and approved by another.
create table account_movements (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid not null,
  kind text not null constraint account_movements_kind_known check (kind in ('deposit', 'deposit-used', 'deposit-back', 'refund', 'payer-paid')),
  payer text constraint account_movements_payer_known check (payer in ('insurance', 'public-support', 'subsidy', 'donated-relief')),
  method text constraint account_movements_method_known check (method in ('cash', 'transfer')),
  amount_fen bigint not null constraint account_movements_amount_positive check (amount_fen > 0),
  -- Day on which the money moves; for what is proposed, when it was approved.
  on_date date,
  other_name text,
  reason text,
  status text not null constraint account_movements_status_known check (status in ('proposed', 'done', 'declined')),
  entry_id uuid,
  recorded_by text not null,
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  constraint account_movements_pk primary key (tenant_id, id),
  constraint account_movements_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint account_movements_entry_fk foreign key (tenant_id, entry_id) references ledger_entries (tenant_id, id),
  constraint account_movements_payer_whole check ((kind = 'payer-paid') = (payer is not null)),
  constraint account_movements_method_whole check ((kind = 'deposit-used') = (method is null)),
  constraint account_movements_done_whole check ((status = 'done') = (entry_id is not null) and (status = 'done') = (on_date is not null)),
  -- What goes out needs two people; the rest is done as it is recorded.
  constraint account_movements_two_persons check (kind not in ('deposit-back', 'refund') or status = 'proposed' or decided_by <> recorded_by),
  constraint account_movements_decision_whole check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (decided_by_name is null)),
  constraint account_movements_decided_kind check (kind in ('deposit-back', 'refund') and (status = 'proposed') = (decided_by is null)
    or kind not in ('deposit-back', 'refund') and status = 'done' and decided_by is null),
  constraint account_movements_reason_given check (kind not in ('deposit-used', 'deposit-back', 'refund') or btrim(coalesce(reason, '')) <> '')
);
--> statement-breakpoint
create unique index account_movements_entry_once on account_movements (tenant_id, entry_id);
--> statement-breakpoint
create unique index account_movements_one_proposed on account_movements (tenant_id, person_id, kind) where status = 'proposed';
--> statement-breakpoint
create index account_movements_of_person on account_movements (tenant_id, person_id, recorded_at desc, id);
--> statement-breakpoint
create index account_movements_waiting on account_movements (tenant_id, recorded_at, id) where status = 'proposed';
--> statement-breakpoint
call isolate_tenants('account_movements');
--> statement-breakpoint
-- The balance of one account of a person, after everything posted before in this transaction; it is locked by those postings.
create function person_balance(tenant uuid, code text, person uuid) returns bigint language sql stable as $$
  select coalesce((select b.balance_fen from ledger_accounts a join ledger_balances b on b.tenant_id = a.tenant_id and b.account_id = a.id
    where a.tenant_id = tenant and a.code = $2 and a.subject_type = 'person' and a.subject_id = person), 0)
$$;
--> statement-breakpoint
-- No more is given back or used than is held, and nobody pays more than they owe.
create function account_movements_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'movements stay' using errcode = 'check_violation', constraint = 'account_movements_kept';
  end if;
  if tg_op = 'UPDATE' and (old.status <> 'proposed'
    or (new.tenant_id, new.id, new.person_id, new.kind, new.payer, new.method, new.amount_fen, new.other_name, new.reason, new.recorded_by, new.recorded_by_name, new.recorded_at)
      is distinct from (old.tenant_id, old.id, old.person_id, old.kind, old.payer, old.method, old.amount_fen, old.other_name, old.reason, old.recorded_by, old.recorded_by_name, old.recorded_at)) then
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
create trigger account_movements_guard before insert or update or delete on account_movements for each row execute function account_movements_guard();
