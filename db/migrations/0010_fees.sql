-- Fee per month by grade, from when; inside the price band on every day it is in force.
create table tariffs (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  scale_code text not null,
  grade text not null,
  monthly_fee_fen bigint not null constraint tariffs_fee_positive check (monthly_fee_fen > 0),
  effective_from date not null,
  effective_until date,
  note text,
  status text not null constraint tariffs_status_known check (status in ('proposed', 'approved', 'declined')),
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  constraint tariffs_pk primary key (tenant_id, id),
  constraint tariffs_range_order check (effective_until > effective_from),
  constraint tariffs_decision_whole check (
    (status = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)
    and (decided_by is null) = (decided_by_name is null)),
  constraint tariffs_two_persons check (status <> 'approved' or decided_by <> proposed_by),
  constraint tariffs_no_overlap exclude using gist
    (tenant_id with =, scale_code with =, grade with =, daterange(effective_from, effective_until) with &&) where (status = 'approved')
);
--> statement-breakpoint
create index tariffs_by_grade on tariffs (tenant_id, scale_code, grade, effective_from);
--> statement-breakpoint
create index tariffs_waiting on tariffs (tenant_id, proposed_at) where status = 'proposed';
--> statement-breakpoint
call isolate_tenants('tariffs');
--> statement-breakpoint
create function tariffs_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'tariffs stay' using errcode = 'check_violation', constraint = 'tariffs_kept';
  end if;
  if (new.tenant_id, new.id, new.scale_code, new.grade, new.monthly_fee_fen, new.effective_from, new.note, new.proposed_by, new.proposed_by_name, new.proposed_at)
    is distinct from (old.tenant_id, old.id, old.scale_code, old.grade, old.monthly_fee_fen, old.effective_from, old.note, old.proposed_by, old.proposed_by_name, old.proposed_at)
    or (old.effective_until is not null and new.effective_until is distinct from old.effective_until)
    or (old.status <> 'proposed' and (new.status, new.decided_by, new.decided_by_name, new.decided_at, new.decision_reason)
      is distinct from (old.status, old.decided_by, old.decided_by_name, old.decided_at, old.decision_reason)) then
    raise exception 'tariff % is decided', old.id using errcode = 'check_violation', constraint = 'tariffs_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger tariffs_guard before update or delete on tariffs for each row execute function tariffs_guard();
--> statement-breakpoint
-- 特困供养标准 < 收费 < 社会养老机构 (博政字〔2021〕12号 二(五)), strictly, on every day the fee is in force. The floor is the higher one
-- of urban and rural basic living standard (centralised) plus the care standard of the grade. Nothing changes between the
-- days on which the fee begins or a standard begins or ends, so those are the days to look at.
create function tariffs_inside_band() returns trigger language plpgsql security definer set search_path = public as $$
declare outside record;
begin
  perform pg_advisory_xact_lock(hashtext('price-band'), hashtext(new.tenant_id::text));
  select t.id, d.day, t.monthly_fee_fen as fee, b.floor_fen, b.market_fen into outside
    from tariffs t
    cross join lateral (
      select t.effective_from as day
      union
      select turn.day from standards s cross join lateral (values (s.effective_from), (s.effective_until)) turn (day)
        where s.tenant_id = t.tenant_id and s.status = 'approved'
          and turn.day > t.effective_from and (t.effective_until is null or turn.day < t.effective_until)
    ) d
    cross join lateral (
      select
        (select case when count(*) = 2 then max(s.amount_fen) end from standards s
          where s.tenant_id = t.tenant_id and s.status = 'approved' and s.kind = 'tekun-basic' and s.support = 'centralised'
            and s.effective_from <= d.day and (s.effective_until is null or d.day < s.effective_until))
        + (select s.amount_fen from standards s
          where s.tenant_id = t.tenant_id and s.status = 'approved' and s.kind = 'care-tier' and s.scale_code = t.scale_code and s.grade = t.grade
            and s.effective_from <= d.day and (s.effective_until is null or d.day < s.effective_until)) as floor_fen,
        (select s.amount_fen from standards s
          where s.tenant_id = t.tenant_id and s.status = 'approved' and s.kind = 'market-reference' and s.scale_code = t.scale_code and s.grade = t.grade
            and s.effective_from <= d.day and (s.effective_until is null or d.day < s.effective_until)) as market_fen
    ) b
    where t.tenant_id = new.tenant_id and t.status = 'approved'
      and (b.floor_fen < t.monthly_fee_fen and t.monthly_fee_fen < b.market_fen) is not true
    limit 1;
  if found then
    raise exception 'tariff % of % fen is not inside its band (%, %) on %', outside.id, outside.fee, outside.floor_fen, outside.market_fen, outside.day
      using errcode = 'check_violation', constraint = 'tariffs_inside_band';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger tariffs_inside_band after insert or update on tariffs
  deferrable initially deferred for each row when (new.status = 'approved') execute function tariffs_inside_band();
--> statement-breakpoint
create constraint trigger standards_hold_tariffs after insert or update on standards
  deferrable initially deferred for each row when (new.status = 'approved') execute function tariffs_inside_band();
--> statement-breakpoint
-- One working through of a month. It goes on resident by resident from `after_person`, so that it can be taken up again.
create table bill_runs (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  month text not null constraint bill_runs_month_form check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  requested_by_name text not null,
  requested_at timestamptz not null,
  after_person uuid,
  batches integer not null default 0,
  billed integer not null default 0,
  blocked integer not null default 0,
  billed_fen bigint not null default 0,
  finished_at timestamptz,
  constraint bill_runs_pk primary key (tenant_id, id)
);
--> statement-breakpoint
create unique index bill_runs_one_open on bill_runs (tenant_id, month) where finished_at is null;
--> statement-breakpoint
create index bill_runs_by_month on bill_runs (tenant_id, month, requested_at);
--> statement-breakpoint
call isolate_tenants('bill_runs');
--> statement-breakpoint
-- Why somebody got no bill for a month: days without a grade or without a fee. Replaced by the next run of the month.
create table bill_gaps (
  tenant_id uuid not null default current_tenant() references tenants (id),
  month text not null,
  stay_id uuid not null,
  person_id uuid not null,
  from_on date not null,
  until_on date not null,
  code text not null constraint bill_gaps_code_known check (code in ('FEES.NO_GRADE', 'FEES.NO_TARIFF')),
  scale_code text,
  grade text,
  constraint bill_gaps_pk primary key (tenant_id, month, stay_id, from_on),
  constraint bill_gaps_stay_fk foreign key (tenant_id, stay_id) references stays (tenant_id, id),
  constraint bill_gaps_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint bill_gaps_range_order check (until_on > from_on)
);
--> statement-breakpoint
call isolate_tenants('bill_gaps');
--> statement-breakpoint
-- Last number given in a year; the row is the lock, so numbers have no gap.
create table invoice_registers (
  tenant_id uuid not null default current_tenant() references tenants (id),
  year smallint not null,
  last_serial integer not null constraint invoice_registers_serial_range check (last_serial between 1 and 999999),
  constraint invoice_registers_pk primary key (tenant_id, year)
);
--> statement-breakpoint
call isolate_tenants('invoice_registers');
--> statement-breakpoint
create table invoices (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  year smallint not null,
  serial integer not null constraint invoices_serial_range check (serial between 1 and 999999),
  number text not null constraint invoices_number_form check (number ~ '^[0-9]{4}-[0-9]{6}$'),
  reference text not null constraint invoices_reference_form check (reference ~ '^F[0-9]{9}$'),
  person_id uuid not null,
  month text not null constraint invoices_month_form check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  -- Below zero when corrections of earlier months outweigh this one: a credit.
  amount_fen bigint not null,
  -- A bill says how many charges it has, so that none can be added to it afterwards.
  lines integer not null constraint invoices_lines_range check (lines between 1 and 2000),
  issued_on date not null,
  due_on date not null,
  run_id uuid not null,
  entry_id uuid,
  constraint invoices_pk primary key (tenant_id, id),
  constraint invoices_lines_unique unique (tenant_id, id, lines),
  constraint invoices_serial_unique unique (tenant_id, year, serial),
  constraint invoices_reference_unique unique (tenant_id, reference),
  constraint invoices_month_unique unique (tenant_id, person_id, month),
  constraint invoices_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint invoices_run_fk foreign key (tenant_id, run_id) references bill_runs (tenant_id, id),
  constraint invoices_entry_fk foreign key (tenant_id, entry_id) references ledger_entries (tenant_id, id),
  constraint invoices_entry_present check ((entry_id is null) = (amount_fen = 0))
);
--> statement-breakpoint
create index invoices_by_month on invoices (tenant_id, month, year, serial);
--> statement-breakpoint
create index invoices_of_person on invoices (tenant_id, person_id, year, serial);
--> statement-breakpoint
call isolate_tenants('invoices');
--> statement-breakpoint
call append_only('invoices');
--> statement-breakpoint
-- Who pays how much of a bill. The resident pays all of it as long as no other payer is arranged.
create table invoice_shares (
  tenant_id uuid not null default current_tenant() references tenants (id),
  invoice_id uuid not null,
  payer text not null constraint invoice_shares_payer_known check (payer in ('resident', 'public-support', 'subsidy', 'insurance', 'donated-relief')),
  amount_fen bigint not null,
  constraint invoice_shares_pk primary key (tenant_id, invoice_id, payer),
  constraint invoice_shares_invoice_fk foreign key (tenant_id, invoice_id) references invoices (tenant_id, id)
);
--> statement-breakpoint
call isolate_tenants('invoice_shares');
--> statement-breakpoint
call append_only('invoice_shares');
--> statement-breakpoint
-- One row per bed-day; what changes afterwards is a further row of the same day with the difference, on a later bill.
create table charges (
  tenant_id uuid not null default current_tenant() references tenants (id),
  invoice_id uuid not null,
  line integer not null,
  lines integer not null,
  stay_id uuid not null,
  day date not null,
  sequence smallint not null constraint charges_sequence_range check (sequence >= 0),
  tariff_id uuid not null,
  amount_fen bigint not null constraint charges_amount_nonzero check (amount_fen <> 0),
  constraint charges_pk primary key (tenant_id, invoice_id, line),
  constraint charges_line_range check (line between 1 and lines),
  constraint charges_day_once unique (tenant_id, stay_id, day, sequence),
  constraint charges_invoice_fk foreign key (tenant_id, invoice_id, lines) references invoices (tenant_id, id, lines),
  constraint charges_stay_fk foreign key (tenant_id, stay_id) references stays (tenant_id, id),
  constraint charges_tariff_fk foreign key (tenant_id, tariff_id) references tariffs (tenant_id, id)
);
--> statement-breakpoint
call isolate_tenants('charges');
--> statement-breakpoint
call append_only('charges');
--> statement-breakpoint
-- At commit a bill is the sum of its charges and the sum of its shares, to the fen.
create function invoices_sum(of_tenant uuid, of_invoice uuid) returns void language plpgsql security definer set search_path = public as $$
declare bill record;
begin
  select i.amount_fen, i.lines,
      (select count(*) from charges c where c.tenant_id = i.tenant_id and c.invoice_id = i.id) as charged_lines,
      (select coalesce(sum(c.amount_fen), 0) from charges c where c.tenant_id = i.tenant_id and c.invoice_id = i.id) as charged_fen,
      (select coalesce(sum(s.amount_fen), 0) from invoice_shares s where s.tenant_id = i.tenant_id and s.invoice_id = i.id) as shared_fen
    into bill from invoices i where i.tenant_id = of_tenant and i.id = of_invoice;
  if bill.charged_lines <> bill.lines or bill.charged_fen <> bill.amount_fen or bill.shared_fen <> bill.amount_fen then
    raise exception 'bill % of % fen has charges of % and shares of %', of_invoice, bill.amount_fen, bill.charged_fen, bill.shared_fen
      using errcode = 'check_violation', constraint = 'invoices_sum';
  end if;
end $$;
--> statement-breakpoint
create function invoices_sum_checked() returns trigger language plpgsql as $$
begin
  perform invoices_sum(new.tenant_id, new.id);
  return null;
end $$;
--> statement-breakpoint
create function invoice_shares_sum_checked() returns trigger language plpgsql as $$
begin
  perform invoices_sum(new.tenant_id, new.invoice_id);
  return null;
end $$;
--> statement-breakpoint
create constraint trigger invoices_sum after insert on invoices
  deferrable initially deferred for each row execute function invoices_sum_checked();
--> statement-breakpoint
create constraint trigger invoice_shares_sum after insert on invoice_shares
  deferrable initially deferred for each row execute function invoice_shares_sum_checked();
--> statement-breakpoint
create table payments (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid not null,
  -- The bill that was named, by its reference or by whoever recorded the payment. The money is the resident's account's.
  invoice_id uuid,
  method text not null constraint payments_method_known check (method in ('cash', 'transfer')),
  amount_fen bigint not null constraint payments_amount_positive check (amount_fen > 0),
  received_on date not null,
  payer_name text not null,
  note text,
  bank_line_id uuid,
  entry_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  reversed_at timestamptz,
  reversed_by_name text,
  reversal_reason text,
  constraint payments_pk primary key (tenant_id, id),
  constraint payments_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint payments_invoice_fk foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint payments_bank_line_fk foreign key (tenant_id, bank_line_id) references bank_lines (tenant_id, id),
  constraint payments_entry_fk foreign key (tenant_id, entry_id) references ledger_entries (tenant_id, id),
  constraint payments_bank_line_of_transfer check (bank_line_id is null or method = 'transfer'),
  constraint payments_reversal_whole check ((reversed_at is null) = (reversal_reason is null) and (reversed_at is null) = (reversed_by_name is null))
);
--> statement-breakpoint
create unique index payments_bank_line_once on payments (tenant_id, bank_line_id) where reversed_at is null;
--> statement-breakpoint
create index payments_of_person on payments (tenant_id, person_id, received_on, id);
--> statement-breakpoint
create index payments_by_date on payments (tenant_id, received_on, id);
--> statement-breakpoint
call isolate_tenants('payments');
--> statement-breakpoint
create function payments_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.reversed_at is not null
    or (new.tenant_id, new.id, new.person_id, new.invoice_id, new.method, new.amount_fen, new.received_on, new.payer_name, new.note, new.bank_line_id, new.entry_id, new.recorded_at, new.recorded_by_name)
      is distinct from (old.tenant_id, old.id, old.person_id, old.invoice_id, old.method, old.amount_fen, old.received_on, old.payer_name, old.note, old.bank_line_id, old.entry_id, old.recorded_at, old.recorded_by_name) then
    raise exception 'payments stay; a wrong one is reversed' using errcode = 'check_violation', constraint = 'payments_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger payments_guard before update or delete on payments for each row execute function payments_guard();
