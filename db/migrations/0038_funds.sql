-- Money that is kept apart by where it comes from and what it may be used for: 财政资金, or donated money of one purpose.
create table funds (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  code text not null constraint funds_code_form check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  name text not null constraint funds_name_present check (btrim(name) <> ''),
  name_en text not null constraint funds_name_en_present check (btrim(name_en) <> ''),
  source text not null constraint funds_source_known check (source in ('fiscal', 'donated')),
  -- Of donated money its purpose: received, used and kept under it.
  purpose_id uuid,
  -- What it may be used for, in the words of its document.
  restriction text not null constraint funds_restriction_present check (btrim(restriction) <> ''),
  document text not null constraint funds_document_present check (btrim(document) <> ''),
  -- Whose shares of residents' bills it may settle.
  payers text[] not null,
  opened_at timestamptz not null,
  opened_by_name text not null,
  constraint funds_pk primary key (tenant_id, id),
  constraint funds_code_unique unique (tenant_id, code),
  constraint funds_purpose_unique unique (tenant_id, purpose_id),
  constraint funds_purpose_fk foreign key (tenant_id, purpose_id) references gift_purposes (tenant_id, id),
  constraint funds_purpose_of_donated check ((source = 'donated') = (purpose_id is not null)),
  constraint funds_payers_known check (payers <@ array['insurance', 'public-support', 'subsidy', 'donated-relief']),
  -- Donated money pays donated relief and fiscal money the rest: neither in the name of the other.
  constraint funds_payers_of_source check (case source when 'donated' then payers <@ array['donated-relief'] else not payers @> array['donated-relief'] end)
);
--> statement-breakpoint
call isolate_tenants('funds');
--> statement-breakpoint
-- What may be spent on a line of a year. An approved amount stays; more or less is another row.
create table fund_budgets (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  fund_id uuid not null,
  year integer not null constraint fund_budgets_year_real check (year between 2000 and 2100),
  line text not null constraint fund_budgets_line_present check (btrim(line) <> '' and line = btrim(line)),
  amount_fen bigint not null constraint fund_budgets_amount_nonzero check (amount_fen <> 0),
  reason text not null constraint fund_budgets_reason_present check (btrim(reason) <> ''),
  status text not null constraint fund_budgets_status_known check (status in ('proposed', 'approved', 'declined')),
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  constraint fund_budgets_pk primary key (tenant_id, id),
  constraint fund_budgets_fund_fk foreign key (tenant_id, fund_id) references funds (tenant_id, id),
  constraint fund_budgets_two_persons check (decided_by <> proposed_by),
  constraint fund_budgets_decision_whole check (num_nonnulls(decided_by, decided_by_name, decided_at) = case status when 'proposed' then 0 else 3 end),
  constraint fund_budgets_declined_why check (status <> 'declined' or btrim(coalesce(decision_reason, '')) <> '')
);
--> statement-breakpoint
create index fund_budgets_fund on fund_budgets (tenant_id, fund_id, year, line);
--> statement-breakpoint
create index fund_budgets_waiting on fund_budgets (tenant_id, proposed_at) where status = 'proposed';
--> statement-breakpoint
call isolate_tenants('fund_budgets');
--> statement-breakpoint
-- Money of a fund: received 拨入, spent 支出, a resident's share settled 承担, or carried over to another fund 结转.
create table fund_movements (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  fund_id uuid not null,
  kind text not null constraint fund_movements_kind_known check (kind in ('received', 'spending', 'share', 'transfer')),
  amount_fen bigint not null constraint fund_movements_amount_positive check (amount_fen > 0),
  on_date date not null,
  -- Shown to the public, so it names no person.
  what text not null constraint fund_movements_what_present check (btrim(what) <> ''),
  document text not null constraint fund_movements_document_present check (btrim(document) <> ''),
  year integer,
  line text,
  to_fund_id uuid,
  person_id uuid,
  payer text,
  status text not null constraint fund_movements_status_known check (status in ('proposed', 'done', 'declined')),
  entry_id uuid,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  constraint fund_movements_pk primary key (tenant_id, id),
  constraint fund_movements_fund_fk foreign key (tenant_id, fund_id) references funds (tenant_id, id),
  constraint fund_movements_to_fund_fk foreign key (tenant_id, to_fund_id) references funds (tenant_id, id),
  constraint fund_movements_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint fund_movements_entry_fk foreign key (tenant_id, entry_id) references ledger_entries (tenant_id, id),
  constraint fund_movements_entry_once unique (tenant_id, entry_id),
  constraint fund_movements_done_whole check ((status = 'done') = (entry_id is not null)),
  constraint fund_movements_transfer_whole check ((kind = 'transfer') = (to_fund_id is not null) and to_fund_id <> fund_id),
  constraint fund_movements_share_whole check (num_nonnulls(person_id, payer) = case kind when 'share' then 2 else 0 end),
  constraint fund_movements_line_whole check ((year is null) = (line is null) and (line is null or kind in ('spending', 'share'))),
  -- What comes in is as it is; what goes out needs two people.
  constraint fund_movements_two_persons check (decided_by <> proposed_by),
  constraint fund_movements_decision_whole check (num_nonnulls(decided_by, decided_by_name, decided_at) = case when kind = 'received' or status = 'proposed' then 0 else 3 end),
  constraint fund_movements_received_done check (kind <> 'received' or status = 'done'),
  constraint fund_movements_declined_why check (status <> 'declined' or btrim(coalesce(decision_reason, '')) <> '')
);
--> statement-breakpoint
-- One document, one use of one fund.
create unique index fund_movements_document on fund_movements (tenant_id, kind, document) where status <> 'declined' and kind <> 'share';
--> statement-breakpoint
create index fund_movements_fund on fund_movements (tenant_id, fund_id, proposed_at desc, id);
--> statement-breakpoint
create index fund_movements_line on fund_movements (tenant_id, fund_id, year, line) where line is not null and status = 'done';
--> statement-breakpoint
create index fund_movements_waiting on fund_movements (tenant_id, proposed_at) where status = 'proposed';
--> statement-breakpoint
create index fund_movements_person on fund_movements (tenant_id, person_id) where person_id is not null;
--> statement-breakpoint
call isolate_tenants('fund_movements');
--> statement-breakpoint
-- What was decided stays; what waits is only decided, never rewritten.
create function fund_rows_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.status <> 'proposed'
    or to_jsonb(new) - array['status', 'entry_id', 'decided_by', 'decided_by_name', 'decided_at', 'decision_reason']
      is distinct from to_jsonb(old) - array['status', 'entry_id', 'decided_by', 'decided_by_name', 'decided_at', 'decision_reason'] then
    raise exception 'what a fund did stays' using errcode = 'check_violation', constraint = 'fund_rows_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger fund_budgets_kept before update or delete on fund_budgets for each row execute function fund_rows_kept();
--> statement-breakpoint
create trigger fund_movements_kept before update or delete on fund_movements for each row execute function fund_rows_kept();
--> statement-breakpoint
-- The balance of one account of a fund, after everything posted before in this transaction; it is locked by those postings.
create function fund_balance(tenant uuid, code text, subject_type text, subject uuid) returns bigint language sql stable as $$
  select coalesce((select b.balance_fen from ledger_accounts a join ledger_balances b on b.tenant_id = a.tenant_id and b.account_id = a.id
    where a.tenant_id = tenant and a.code = $2 and a.subject_type = $3 and a.subject_id = $4), 0)
$$;
--> statement-breakpoint
-- No fund goes below zero, whatever the product says.
create function fund_movements_covered() returns trigger language plpgsql as $$
declare fund funds;
declare left_fen bigint;
begin
  if new.status <> 'done' or new.kind = 'received' then return new; end if;
  select * into fund from funds f where f.tenant_id = new.tenant_id and f.id = new.fund_id;
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
create trigger fund_movements_covered before insert or update on fund_movements for each row execute function fund_movements_covered();
--> statement-breakpoint
-- Another payer's share is paid by a fund of the house as well as by money that comes from outside.
alter table account_movements drop constraint account_movements_method_known;
--> statement-breakpoint
alter table account_movements add constraint account_movements_method_known check (method in ('cash', 'transfer', 'alipay', 'wechatpay', 'fund') and (method <> 'fund' or kind = 'payer-paid'));
