-- One register per entity, kind and year. Only the trigger below writes here, so that no path of code gives out a number.
create table receipt_registers (
  tenant_id uuid not null references tenants (id),
  entity_id uuid not null,
  kind text not null,
  year integer not null,
  last_number integer not null constraint receipt_registers_number_range check (last_number >= 0),
  constraint receipt_registers_pk primary key (tenant_id, entity_id, kind, year),
  constraint receipt_registers_entity_fk foreign key (tenant_id, entity_id) references receiving_entities (tenant_id, organisation_id)
);
--> statement-breakpoint
call isolate_tenants('receipt_registers');
--> statement-breakpoint
comment on table receipt_registers is 'read-only';
--> statement-breakpoint
-- As printed. All fields of the fiscal form (财综〔2024〕1号 Art. 6) have a place; those that only the fiscal
-- authority gives out (code, number, check code, its seal) stay empty until it has given them.
create table receipts (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  gift_id uuid not null,
  entity_id uuid not null,
  kind text not null constraint receipts_kind_known check (kind in ('donation_acknowledgement', 'fiscal_receipt')),
  year integer not null,
  number integer not null constraint receipts_number_positive check (number > 0),
  prefix text not null constraint receipts_prefix_form check (prefix ~ '^[A-Z]{2,6}$'),
  verification_code text not null,
  issued_on date not null,
  issued_at timestamptz not null,
  received_on date not null,
  supervision_seal text,
  fiscal_code text constraint receipts_fiscal_code_form check (fiscal_code ~ '^[0-9]{8}$'),
  fiscal_number text constraint receipts_fiscal_number_form check (fiscal_number ~ '^[0-9]{10}$'),
  fiscal_check_code text constraint receipts_fiscal_check_code_form check (fiscal_check_code ~ '^[0-9A-Za-z]{6}$'),
  -- Null: nobody knows who gave, and the paper says so (慈善法 Art. 38).
  payer_name text constraint receipts_payer_present check (btrim(payer_name) <> ''),
  payer_credit_code text,
  payee_name text not null constraint receipts_payee_present check (btrim(payee_name) <> ''),
  payee_credit_code text,
  gift_kind text not null constraint receipts_gift_kind_known check (gift_kind in ('money', 'goods')),
  purpose_name text not null,
  amount_fen bigint not null constraint receipts_amount_positive check (amount_fen > 0),
  lines integer not null constraint receipts_lines_range check (lines between 1 and 200),
  remarks text not null default '',
  other_information text not null default '',
  handler text not null constraint receipts_handler_present check (btrim(handler) <> ''),
  reviewer text,
  replaces_id uuid,
  constraint receipts_pk primary key (tenant_id, id),
  constraint receipts_gift_of_receipt_unique unique (tenant_id, id, gift_id, kind),
  constraint receipts_number_unique unique (tenant_id, entity_id, kind, year, number),
  constraint receipts_verification_unique unique (verification_code),
  constraint receipts_fiscal_unique unique (tenant_id, fiscal_code, fiscal_number),
  constraint receipts_replaced_once unique (tenant_id, replaces_id),
  constraint receipts_gift_fk foreign key (tenant_id, gift_id) references gifts (tenant_id, id),
  constraint receipts_year_of_issue check (year = extract(year from issued_on)),
  constraint receipts_fiscal_whole check (case kind
    when 'fiscal_receipt' then fiscal_code is not null and fiscal_number is not null and fiscal_check_code is not null
    else fiscal_code is null and fiscal_number is null and fiscal_check_code is null and supervision_seal is null end)
);
--> statement-breakpoint
-- One receipt per gift and kind; another one only in place of one that was voided (see receipts_replaces_fk).
create unique index receipts_gift_unique on receipts (tenant_id, gift_id, kind) where replaces_id is null;
--> statement-breakpoint
create index receipts_of_gift on receipts (tenant_id, gift_id);
--> statement-breakpoint
create index receipts_issued on receipts (tenant_id, issued_on, id);
--> statement-breakpoint
call isolate_tenants('receipts');
--> statement-breakpoint
call append_only('receipts');
--> statement-breakpoint
-- The number is given here, under the lock of its register, in the transaction that issues: one that
-- rolls back takes its number back, so the register has no gap and no number twice.
create function receipts_number() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into receipt_registers (tenant_id, entity_id, kind, year, last_number)
    values (new.tenant_id, new.entity_id, new.kind, new.year, 0) on conflict do nothing;
  update receipt_registers set last_number = last_number + 1
    where tenant_id = new.tenant_id and entity_id = new.entity_id and kind = new.kind and year = new.year
    returning last_number into new.number;
  return new;
end $$;
--> statement-breakpoint
create trigger receipts_number before insert on receipts for each row execute function receipts_number();
--> statement-breakpoint
create table receipt_lines (
  tenant_id uuid not null default current_tenant() references tenants (id),
  receipt_id uuid not null,
  position integer not null,
  item_code text not null,
  item_name text not null,
  unit text not null,
  quantity integer not null constraint receipt_lines_quantity_range check (quantity > 0),
  -- Price of one unit; null when the value of all cannot be told by unit to the fen.
  standard_fen bigint,
  amount_fen bigint not null constraint receipt_lines_amount_positive check (amount_fen > 0),
  constraint receipt_lines_pk primary key (tenant_id, receipt_id, position),
  constraint receipt_lines_receipt_fk foreign key (tenant_id, receipt_id) references receipts (tenant_id, id),
  constraint receipt_lines_standard_fits check (standard_fen is null or standard_fen * quantity = amount_fen)
);
--> statement-breakpoint
call isolate_tenants('receipt_lines');
--> statement-breakpoint
call append_only('receipt_lines');
--> statement-breakpoint
create function receipts_lines_sum() returns trigger language plpgsql security definer set search_path = public as $$
declare written record;
begin
  select count(*) as lines, coalesce(sum(l.amount_fen), 0) as fen into written
    from receipt_lines l where l.tenant_id = new.tenant_id and l.receipt_id = new.id;
  if written.lines <> new.lines or written.fen <> new.amount_fen then
    raise exception 'receipt % has % of % lines with sum % of %', new.id, written.lines, new.lines, written.fen, new.amount_fen
      using errcode = 'check_violation', constraint = 'receipts_lines_sum';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger receipts_lines_sum after insert on receipts
  deferrable initially deferred for each row execute function receipts_lines_sum();
--> statement-breakpoint
-- A receipt is never changed; that it no longer holds is written here, and its number stays used.
create table receipt_voids (
  tenant_id uuid not null default current_tenant() references tenants (id),
  receipt_id uuid not null,
  gift_id uuid not null,
  kind text not null,
  reason text not null constraint receipt_voids_reason_present check (btrim(reason) <> ''),
  voided_on date not null,
  voided_at timestamptz not null,
  voided_by text not null,
  constraint receipt_voids_pk primary key (tenant_id, receipt_id),
  constraint receipt_voids_gift_unique unique (tenant_id, receipt_id, gift_id, kind),
  constraint receipt_voids_receipt_fk foreign key (tenant_id, receipt_id, gift_id, kind) references receipts (tenant_id, id, gift_id, kind)
);
--> statement-breakpoint
call isolate_tenants('receipt_voids');
--> statement-breakpoint
call append_only('receipt_voids');
--> statement-breakpoint
-- Only what was voided is issued again, for the same gift and of the same kind.
alter table receipts add constraint receipts_replaces_fk foreign key (tenant_id, replaces_id, gift_id, kind)
  references receipt_voids (tenant_id, receipt_id, gift_id, kind);
