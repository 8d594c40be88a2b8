-- What is charged for a bed that is kept while the resident is away, by kind and by the how-manieth day of the absence.
-- The newest approved one applies until the next begins. By contract (facts 5): never built in, always decided by two.
create function leave_bands_whole(bands jsonb) returns boolean language sql immutable as $$
  select jsonb_typeof(bands) = 'array' and jsonb_array_length(bands) between 1 and 12
    and (bands -> 0 ->> 'fromDay')::int = 1
    and not exists (
      select from jsonb_array_elements(bands) with ordinality as b (band, place)
      where not (b.band ->> 'permille')::int between 0 and 1000
        or (b.place > 1 and (b.band ->> 'fromDay')::int <= (bands -> (b.place::int - 2) ->> 'fromDay')::int))
$$;
--> statement-breakpoint
create table leave_rules (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  kind text not null constraint leave_rules_kind_known check (kind in ('home', 'hospital')),
  effective_from date not null,
  -- [{"fromDay":1,"permille":1000},{"fromDay":8,"permille":500}]: from which day of the absence what part of the fee.
  bands jsonb not null constraint leave_rules_bands_whole check (leave_bands_whole(bands)),
  source text not null constraint leave_rules_source_present check (btrim(source) <> ''),
  status text not null constraint leave_rules_status_known check (status in ('proposed', 'approved', 'declined')),
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  constraint leave_rules_pk primary key (tenant_id, id),
  constraint leave_rules_decision_whole check (
    (status = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)
    and (decided_by is null) = (decided_by_name is null)),
  constraint leave_rules_two_persons check (status <> 'approved' or decided_by <> proposed_by)
);
--> statement-breakpoint
create unique index leave_rules_begin_once on leave_rules (tenant_id, kind, effective_from) where status = 'approved';
--> statement-breakpoint
call isolate_tenants('leave_rules');
--> statement-breakpoint
-- Who else pays for a resident: a sum a month, spread over its days as the fee is, or a part of what is charged.
create table payer_arrangements (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid not null,
  payer text not null constraint payer_arrangements_payer_known
    check (payer in ('public-support', 'subsidy', 'insurance', 'donated-relief')),
  monthly_fen bigint constraint payer_arrangements_monthly_positive check (monthly_fen > 0),
  permille smallint constraint payer_arrangements_permille_range check (permille between 1 and 1000),
  from_on date not null,
  until_on date,
  source text not null constraint payer_arrangements_source_present check (btrim(source) <> ''),
  status text not null constraint payer_arrangements_status_known check (status in ('proposed', 'approved', 'declined')),
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  constraint payer_arrangements_pk primary key (tenant_id, id),
  constraint payer_arrangements_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint payer_arrangements_one_measure check ((monthly_fen is null) <> (permille is null)),
  constraint payer_arrangements_range_order check (until_on >= from_on),
  constraint payer_arrangements_decision_whole check (
    (status = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)
    and (decided_by is null) = (decided_by_name is null)),
  constraint payer_arrangements_two_persons check (status <> 'approved' or decided_by <> proposed_by),
  constraint payer_arrangements_once exclude using gist
    (tenant_id with =, person_id with =, payer with =, daterange(from_on, until_on) with &&) where (status = 'approved')
);
--> statement-breakpoint
create index payer_arrangements_of_person on payer_arrangements (tenant_id, person_id, from_on);
--> statement-breakpoint
create index payer_arrangements_waiting on payer_arrangements (tenant_id, proposed_at) where status = 'proposed';
--> statement-breakpoint
call isolate_tenants('payer_arrangements');
--> statement-breakpoint
-- What was decided stays; an arrangement may be given an earlier end, a leave rule nothing at all.
create function decided_rule_guard() returns trigger language plpgsql as $$
declare kept jsonb := to_jsonb(new); was jsonb := to_jsonb(old);
begin
  if tg_op = 'DELETE' then
    raise exception '% stay', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_kept';
  end if;
  if old.status = 'proposed' then
    kept := kept - array['status', 'decided_by', 'decided_by_name', 'decided_at', 'decision_reason'];
    was := was - array['status', 'decided_by', 'decided_by_name', 'decided_at', 'decision_reason'];
  elsif tg_table_name = 'payer_arrangements' and old.status = 'approved'
    and (was ->> 'until_on' is null or kept ->> 'until_on' < was ->> 'until_on') then
    kept := kept - 'until_on';
    was := was - 'until_on';
  end if;
  if kept <> was then
    raise exception '% are decided once', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger leave_rules_guard before update or delete on leave_rules for each row execute function decided_rule_guard();
--> statement-breakpoint
create trigger payer_arrangements_guard before update or delete on payer_arrangements for each row execute function decided_rule_guard();
--> statement-breakpoint
-- A day away is a day like others, at its part of the fee, which may be nothing.
alter table charges
  add column absence text constraint charges_absence_known check (absence in ('home', 'hospital')),
  add column permille smallint not null default 1000 constraint charges_permille_range check (permille between 0 and 1000),
  drop constraint charges_amount_nonzero,
  add constraint charges_difference_nonzero check (amount_fen <> 0 or sequence = 0);
--> statement-breakpoint
alter table bill_gaps
  drop constraint bill_gaps_code_known,
  add constraint bill_gaps_code_known check (code in ('FEES.NO_GRADE', 'FEES.NO_TARIFF', 'FEES.NO_LEAVE_RULE')),
  add column absence text constraint bill_gaps_absence_known check (absence in ('home', 'hospital'));
--> statement-breakpoint
-- A bill charges `charged_fen`; `amount_fen` is what the resident is asked for, never below zero: what corrections take off
-- beyond that stays in the account, pays older bills and is carried to the next one. Bills made before keep their amount.
alter table invoices add column charged_fen bigint;
--> statement-breakpoint
update invoices set charged_fen = amount_fen;
--> statement-breakpoint
alter table invoices
  alter column charged_fen set not null,
  add constraint invoices_amount_not_negative check (amount_fen >= 0) not valid,
  drop constraint invoices_lines_range,
  -- None at all when nothing but who pays has changed.
  add constraint invoices_lines_range check (lines between 0 and 2000),
  drop constraint invoices_entry_present;
--> statement-breakpoint
alter table invoice_shares add column charged_fen bigint, add column carried_fen bigint not null default 0;
--> statement-breakpoint
update invoice_shares set charged_fen = amount_fen;
--> statement-breakpoint
alter table invoice_shares
  alter column charged_fen set not null,
  add constraint invoice_shares_carried_sign check (carried_fen <= 0),
  add constraint invoice_shares_amount_reckoned check (amount_fen = greatest(0, charged_fen + carried_fen)) not valid;
--> statement-breakpoint
-- Of which month's days a share is, so that a later bill can tell what of a month each payer has been charged so far.
create table invoice_share_months (
  tenant_id uuid not null default current_tenant() references tenants (id),
  invoice_id uuid not null,
  payer text not null,
  month text not null constraint invoice_share_months_month_form check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  charged_fen bigint not null constraint invoice_share_months_charged_nonzero check (charged_fen <> 0),
  constraint invoice_share_months_pk primary key (tenant_id, invoice_id, payer, month),
  constraint invoice_share_months_share_fk foreign key (tenant_id, invoice_id, payer) references invoice_shares (tenant_id, invoice_id, payer)
);
--> statement-breakpoint
call isolate_tenants('invoice_share_months');
--> statement-breakpoint
call append_only('invoice_share_months');
--> statement-breakpoint
insert into invoice_share_months (tenant_id, invoice_id, payer, month, charged_fen)
  select tenant_id, invoice_id, 'resident', to_char(day, 'YYYY-MM'), sum(amount_fen) from charges
  group by 1, 2, 4 having sum(amount_fen) <> 0;
--> statement-breakpoint
-- At commit a bill is the sum of its charges, of its shares and of the months of its shares, and the resident is asked for
-- the resident's share.
create or replace function invoices_sum(of_tenant uuid, of_invoice uuid) returns void language plpgsql security definer set search_path = public as $$
declare bill record;
begin
  select i.amount_fen, i.charged_fen, i.lines, i.entry_id, c.lines as charge_lines, c.fen as charge_fen,
      s.charged_fen as share_fen, s.resident_fen, s.owing, m.fen as month_fen
    into bill from invoices i
    cross join lateral (select count(*) as lines, coalesce(sum(amount_fen), 0) as fen from charges
      where tenant_id = i.tenant_id and invoice_id = i.id) c
    cross join lateral (select coalesce(sum(charged_fen), 0) as charged_fen, coalesce(bool_or(charged_fen <> 0), false) as owing,
        coalesce(sum(amount_fen) filter (where payer = 'resident'), 0) as resident_fen from invoice_shares
      where tenant_id = i.tenant_id and invoice_id = i.id) s
    cross join lateral (select coalesce(sum(charged_fen), 0) as fen from invoice_share_months
      where tenant_id = i.tenant_id and invoice_id = i.id) m
    where i.tenant_id = of_tenant and i.id = of_invoice;
  if bill.charge_lines <> bill.lines or bill.charge_fen <> bill.charged_fen or bill.share_fen <> bill.charged_fen
    or bill.month_fen <> bill.charged_fen or bill.resident_fen <> bill.amount_fen or (bill.entry_id is not null) <> bill.owing then
    raise exception 'bill % of % fen has charges of %, shares of %, months of %, and asks for % instead of %', of_invoice,
      bill.charged_fen, bill.charge_fen, bill.share_fen, bill.month_fen, bill.amount_fen, bill.resident_fen
      using errcode = 'check_violation', constraint = 'invoices_sum';
  end if;
end $$;
--> statement-breakpoint
create constraint trigger invoice_share_months_sum after insert on invoice_share_months
  deferrable initially deferred for each row execute function invoice_shares_sum_checked();
--> statement-breakpoint
-- A month that is closed takes no entry any more.
create table ledger_periods (
  tenant_id uuid not null default current_tenant() references tenants (id),
  month text not null constraint ledger_periods_month_form check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  closed_at timestamptz not null,
  closed_by_name text not null,
  entries integer not null constraint ledger_periods_entries_range check (entries >= 0),
  -- Sum of all debits of the month; that of the credits is the same.
  turnover_fen bigint not null constraint ledger_periods_turnover_range check (turnover_fen >= 0),
  constraint ledger_periods_pk primary key (tenant_id, month)
);
--> statement-breakpoint
call isolate_tenants('ledger_periods');
--> statement-breakpoint
call append_only('ledger_periods');
--> statement-breakpoint
-- Everybody who posts shares this lock, who closes a month holds it alone: no entry slips into a month while it closes.
create function ledger_entries_open_period() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('ledger-period'), hashtext(new.tenant_id::text));
  if exists (select from ledger_periods p where p.tenant_id = new.tenant_id and p.month >= to_char(new.on_date, 'YYYY-MM')) then
    raise exception 'the books of % are closed', to_char(new.on_date, 'YYYY-MM') using errcode = 'check_violation', constraint = 'ledger_entries_open_period';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger ledger_entries_open_period before insert on ledger_entries for each row execute function ledger_entries_open_period();
--> statement-breakpoint
-- Months are closed one after the other, once they are over.
create function ledger_periods_guard() returns trigger language plpgsql security definer set search_path = public as $$
declare last_closed text;
begin
  perform pg_advisory_xact_lock(hashtext('ledger-period'), hashtext(new.tenant_id::text));
  if new.month >= to_char(new.closed_at at time zone 'Asia/Shanghai', 'YYYY-MM') then
    raise exception 'the month % is not over', new.month using errcode = 'check_violation', constraint = 'ledger_periods_over';
  end if;
  select max(p.month) into last_closed from ledger_periods p where p.tenant_id = new.tenant_id;
  if exists (select from ledger_entries e where e.tenant_id = new.tenant_id and e.on_date < to_date(new.month, 'YYYY-MM')
      and (last_closed is null or e.on_date >= to_date(last_closed, 'YYYY-MM') + interval '1 month')) then
    raise exception 'a month before % is open', new.month using errcode = 'check_violation', constraint = 'ledger_periods_in_order';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger ledger_periods_guard before insert on ledger_periods for each row execute function ledger_periods_guard();
