-- An account is a code of the chart, for receivables and the like once per subject (a resident, a purpose),
-- so that the chart stays short while every resident has a balance.
create table ledger_accounts (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  code text not null constraint ledger_accounts_code_form check (code ~ '^[a-z][a-z0-9]*([.:-][a-z0-9]+)*$' and length(code) <= 80),
  kind text not null constraint ledger_accounts_kind_known check (kind in ('asset', 'liability', 'income', 'expense', 'equity')),
  name text constraint ledger_accounts_name_present check (btrim(name) <> ''),
  subject_type text,
  subject_id uuid,
  constraint ledger_accounts_pk primary key (tenant_id, id),
  constraint ledger_accounts_subject_whole check ((subject_type is null) = (subject_id is null)),
  constraint ledger_accounts_unique unique nulls not distinct (tenant_id, code, subject_type, subject_id),
  constraint ledger_accounts_one_kind exclude using gist (tenant_id with =, code with =, kind with <>)
);
--> statement-breakpoint
create index ledger_accounts_subject on ledger_accounts (tenant_id, subject_type, subject_id);
--> statement-breakpoint
call isolate_tenants('ledger_accounts');
--> statement-breakpoint
call append_only('ledger_accounts');
--> statement-breakpoint
create table ledger_entries (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  kind text not null constraint ledger_entries_kind_form check (kind ~ '^[a-z]+\.[a-z-]+$'),
  subject_type text not null,
  subject_id uuid not null,
  on_date date not null,
  memo text,
  -- An entry says how many postings it has, so that none can be added to it afterwards.
  lines integer not null constraint ledger_entries_lines_range check (lines between 2 and 1000),
  reverses_id uuid,
  posted_at timestamptz not null,
  constraint ledger_entries_pk primary key (tenant_id, id),
  constraint ledger_entries_whole_unique unique (tenant_id, id, on_date, lines),
  constraint ledger_entries_reversed_once unique (tenant_id, reverses_id),
  constraint ledger_entries_reverses_fk foreign key (tenant_id, reverses_id) references ledger_entries (tenant_id, id)
);
--> statement-breakpoint
create index ledger_entries_subject on ledger_entries (tenant_id, subject_type, subject_id);
--> statement-breakpoint
create index ledger_entries_on_date on ledger_entries (tenant_id, on_date, id);
--> statement-breakpoint
call isolate_tenants('ledger_entries');
--> statement-breakpoint
call append_only('ledger_entries');
--> statement-breakpoint
create table ledger_postings (
  tenant_id uuid not null default current_tenant() references tenants (id),
  entry_id uuid not null,
  line integer not null,
  lines integer not null,
  on_date date not null,
  account_id uuid not null,
  -- Debit positive, credit negative.
  amount_fen bigint not null constraint ledger_postings_amount_nonzero check (amount_fen <> 0),
  constraint ledger_postings_pk primary key (tenant_id, entry_id, line),
  constraint ledger_postings_line_range check (line between 1 and lines),
  constraint ledger_postings_entry_fk foreign key (tenant_id, entry_id, on_date, lines) references ledger_entries (tenant_id, id, on_date, lines),
  constraint ledger_postings_account_fk foreign key (tenant_id, account_id) references ledger_accounts (tenant_id, id)
);
--> statement-breakpoint
create index ledger_postings_account on ledger_postings (tenant_id, account_id, on_date, entry_id, line);
--> statement-breakpoint
call isolate_tenants('ledger_postings');
--> statement-breakpoint
call append_only('ledger_postings');
--> statement-breakpoint
-- At commit every entry has all its postings, they sum to zero, and a reversal is the exact mirror of what it reverses.
create function ledger_entries_balanced() returns trigger language plpgsql security definer set search_path = public as $$
declare posted record;
begin
  select count(*) as lines, coalesce(sum(p.amount_fen), 0) as fen into posted
    from ledger_postings p where p.tenant_id = new.tenant_id and p.entry_id = new.id;
  if posted.lines <> new.lines or posted.fen <> 0 then
    raise exception 'entry % has % of % postings with sum %', new.id, posted.lines, new.lines, posted.fen
      using errcode = 'check_violation', constraint = 'ledger_entries_balanced';
  end if;
  if new.reverses_id is not null and (
    exists (select from ledger_entries e where e.tenant_id = new.tenant_id and e.id = new.reverses_id and e.reverses_id is not null)
    or exists (select from ledger_postings p where p.tenant_id = new.tenant_id and p.entry_id in (new.id, new.reverses_id)
      group by p.account_id having sum(p.amount_fen) <> 0)
  ) then
    raise exception 'entry % does not mirror %', new.id, new.reverses_id
      using errcode = 'check_violation', constraint = 'ledger_entries_mirror';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger ledger_entries_balanced after insert on ledger_entries
  deferrable initially deferred for each row execute function ledger_entries_balanced();
--> statement-breakpoint
-- Balances are made here and not in the product: no path of code can post past them.
create table ledger_balances (
  tenant_id uuid not null references tenants (id),
  account_id uuid not null,
  balance_fen bigint not null,
  constraint ledger_balances_pk primary key (tenant_id, account_id),
  constraint ledger_balances_account_fk foreign key (tenant_id, account_id) references ledger_accounts (tenant_id, id)
);
--> statement-breakpoint
call isolate_tenants('ledger_balances');
--> statement-breakpoint
comment on table ledger_balances is 'read-only';
--> statement-breakpoint
-- The missing rows first, then all locks in one order, then the sums: posts to the same accounts in any direction wait, never deadlock.
create function ledger_postings_balance() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into ledger_balances (tenant_id, account_id, balance_fen)
    select distinct p.tenant_id, p.account_id, 0 from posted p order by p.tenant_id, p.account_id
    on conflict do nothing;
  perform from ledger_balances b
    where (b.tenant_id, b.account_id) in (select p.tenant_id, p.account_id from posted p)
    order by b.tenant_id, b.account_id for update;
  update ledger_balances b set balance_fen = b.balance_fen + d.fen
    from (select p.tenant_id, p.account_id, sum(p.amount_fen) as fen from posted p group by 1, 2) d
    where b.tenant_id = d.tenant_id and b.account_id = d.account_id;
  return null;
end $$;
--> statement-breakpoint
create trigger ledger_postings_balance after insert on ledger_postings
  referencing new table as posted for each statement execute function ledger_postings_balance();
--> statement-breakpoint
create table bank_batches (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  file_name text not null,
  lines_read integer not null,
  lines_added integer not null,
  imported_at timestamptz not null,
  imported_by uuid,
  constraint bank_batches_pk primary key (tenant_id, id),
  constraint bank_batches_lines_range check (lines_added between 1 and lines_read)
);
--> statement-breakpoint
create index bank_batches_imported on bank_batches (tenant_id, imported_at, id);
--> statement-breakpoint
call isolate_tenants('bank_batches');
--> statement-breakpoint
call append_only('bank_batches');
--> statement-breakpoint
create table bank_lines (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  batch_id uuid not null,
  -- Keyed hash of own account and the bank's number, or of what the line says and its ordinal among equal ones.
  business_key text not null,
  booked_on date not null,
  -- Money in positive, money out negative.
  amount_fen bigint not null constraint bank_lines_amount_nonzero check (amount_fen <> 0),
  counterparty_name text not null,
  counterparty_account_sealed text,
  summary text not null,
  remark text not null,
  bank_number text not null,
  claim_type text,
  claim_id uuid,
  claimed_at timestamptz,
  constraint bank_lines_pk primary key (tenant_id, id),
  constraint bank_lines_business_key_unique unique (tenant_id, business_key),
  constraint bank_lines_batch_fk foreign key (tenant_id, batch_id) references bank_batches (tenant_id, id),
  constraint bank_lines_claim_whole check ((claim_type is null) = (claimed_at is null) and (claim_id is null) = (claimed_at is null))
);
--> statement-breakpoint
create index bank_lines_booked on bank_lines (tenant_id, booked_on, id);
--> statement-breakpoint
create index bank_lines_unmatched on bank_lines (tenant_id, booked_on, id) where claimed_at is null and amount_fen > 0;
--> statement-breakpoint
create index bank_lines_batch on bank_lines (tenant_id, batch_id, booked_on, id);
--> statement-breakpoint
create index bank_lines_claim on bank_lines (tenant_id, claim_type, claim_id) where claimed_at is not null;
--> statement-breakpoint
call isolate_tenants('bank_lines');
--> statement-breakpoint
-- What the bank said never changes, and money that was given a use is not given another one before the first was undone.
create function bank_lines_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'bank lines stay' using errcode = 'check_violation', constraint = 'bank_lines_kept';
  end if;
  if (new.tenant_id, new.id, new.batch_id, new.business_key, new.booked_on, new.amount_fen, new.counterparty_name, new.summary, new.remark, new.bank_number)
    is distinct from (old.tenant_id, old.id, old.batch_id, old.business_key, old.booked_on, old.amount_fen, old.counterparty_name, old.summary, old.remark, old.bank_number) then
    raise exception 'bank lines stay as they are' using errcode = 'check_violation', constraint = 'bank_lines_kept';
  end if;
  if old.claimed_at is not null and new.claimed_at is not null
    and (new.claim_type, new.claim_id, new.claimed_at) is distinct from (old.claim_type, old.claim_id, old.claimed_at) then
    raise exception 'bank line % is claimed', old.id using errcode = 'unique_violation', constraint = 'bank_lines_claimed_once';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger bank_lines_guard before update or delete on bank_lines for each row execute function bank_lines_guard();
