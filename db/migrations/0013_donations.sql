-- Who may receive gifts here, and the account to which money for them is paid.
create table receiving_entities (
  tenant_id uuid not null default current_tenant() references tenants (id),
  organisation_id uuid not null,
  account_holder text not null constraint receiving_entities_holder_present check (btrim(account_holder) <> ''),
  account_bank text not null constraint receiving_entities_bank_present check (btrim(account_bank) <> ''),
  account_number text not null constraint receiving_entities_account_form check (account_number ~ '^[0-9]{6,30}$'),
  -- Begins every receipt number of this entity, so that two registers never show the same one.
  receipt_prefix text not null constraint receiving_entities_prefix_form check (receipt_prefix ~ '^[A-Z]{2,6}$'),
  -- Whom a receipt names as handler when a gift was matched without a person's click (慈善法 Art. 38).
  handler text not null constraint receiving_entities_handler_present check (btrim(handler) <> ''),
  constraint receiving_entities_pk primary key (tenant_id, organisation_id),
  constraint receiving_entities_prefix_unique unique (tenant_id, receipt_prefix),
  constraint receiving_entities_organisation_fk foreign key (tenant_id, organisation_id) references organisations (tenant_id, id)
);
--> statement-breakpoint
call isolate_tenants('receiving_entities');
--> statement-breakpoint
-- By what right an entity receives gifts (财综〔2024〕1号 Art. 7) and when that right holds, half-open.
create table receiving_qualifications (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  organisation_id uuid not null,
  kind text not null constraint receiving_qualifications_kind_known check (kind in ('bureau', 'public_institution', 'charity')),
  number text not null constraint receiving_qualifications_number_present check (btrim(number) <> ''),
  valid_from date not null,
  valid_until date,
  constraint receiving_qualifications_pk primary key (tenant_id, id),
  constraint receiving_qualifications_entity_fk foreign key (tenant_id, organisation_id)
    references receiving_entities (tenant_id, organisation_id),
  constraint receiving_qualifications_range check (valid_until > valid_from),
  constraint receiving_qualifications_once exclude using gist (tenant_id with =, organisation_id with =, kind with =,
    daterange(valid_from, valid_until) with &&)
);
--> statement-breakpoint
call isolate_tenants('receiving_qualifications');
--> statement-breakpoint
-- What a gift is for. Money and goods given for a purpose are kept apart by it (慈善法 Art. 54, 56).
create table gift_purposes (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  code text not null constraint gift_purposes_code_form check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  name text not null constraint gift_purposes_name_present check (btrim(name) <> ''),
  name_en text not null constraint gift_purposes_name_en_present check (btrim(name_en) <> ''),
  -- Whether goods given for it may go to a bed of the care centre.
  for_beds boolean not null,
  position integer not null,
  constraint gift_purposes_pk primary key (tenant_id, id),
  constraint gift_purposes_code_unique unique (tenant_id, code)
);
--> statement-breakpoint
call isolate_tenants('gift_purposes');
--> statement-breakpoint
create table donors (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  kind text not null constraint donors_kind_known check (kind in ('person', 'organisation')),
  name text not null constraint donors_name_present check (btrim(name) <> ''),
  credit_code text constraint donors_credit_code_form check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  phone_sealed text,
  phone_index text,
  -- Wish for new gifts; what holds for a gift stands with the gift.
  anonymous boolean not null,
  created_at timestamptz not null,
  constraint donors_pk primary key (tenant_id, id),
  constraint donors_credit_code_of_organisation check (kind = 'organisation' or credit_code is null),
  constraint donors_credit_code_unique unique (tenant_id, credit_code),
  constraint donors_phone_whole check ((phone_sealed is null) = (phone_index is null)),
  constraint donors_person_unique unique (tenant_id, kind, phone_index, name)
);
--> statement-breakpoint
create index donors_by_name on donors (tenant_id, name, id);
--> statement-breakpoint
call isolate_tenants('donors');
--> statement-breakpoint
alter table users add constraint users_donor_fk foreign key (tenant_id, donor_id) references donors (tenant_id, id);
--> statement-breakpoint
create table gifts (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  -- What the donor writes on a transfer: G, nine digits, check digit (Damm).
  reference text not null constraint gifts_reference_form check (reference ~ '^G[0-9]{10}$'),
  kind text not null constraint gifts_kind_known check (kind in ('money', 'goods')),
  status text not null constraint gifts_status_known
    check (status in ('pledged', 'received', 'inspected', 'stocked', 'refused', 'withdrawn')),
  -- Null: nobody knows who gave; `payer_name` then is what the bank says.
  donor_id uuid,
  payer_name text constraint gifts_payer_name_present check (btrim(payer_name) <> ''),
  entity_id uuid not null,
  purpose_id uuid not null,
  anonymous boolean not null,
  source text not null constraint gifts_source_known check (source in ('public', 'donor', 'finance', 'import', 'bank')),
  -- Number under which an imported gift is known where it was written down before.
  external_key text,
  pledged_on date not null,
  pledged_fen bigint,
  received_on date,
  -- Money: what arrived, which may differ from what was promised. Goods: what the proof says they are worth.
  received_fen bigint,
  -- Name of whoever took the gift, as the receipt shows it (慈善法 Art. 38).
  handler text,
  means text constraint gifts_means_known check (means in ('transfer', 'cash')),
  bank_line_id uuid,
  entry_id uuid,
  withdrawn_reason text,
  created_at timestamptz not null,
  constraint gifts_pk primary key (tenant_id, id),
  constraint gifts_reference_unique unique (tenant_id, reference),
  constraint gifts_external_key_unique unique (tenant_id, external_key),
  constraint gifts_bank_line_unique unique (tenant_id, bank_line_id),
  constraint gifts_entry_unique unique (tenant_id, entry_id),
  constraint gifts_donor_fk foreign key (tenant_id, donor_id) references donors (tenant_id, id),
  constraint gifts_entity_fk foreign key (tenant_id, entity_id) references receiving_entities (tenant_id, organisation_id),
  constraint gifts_purpose_fk foreign key (tenant_id, purpose_id) references gift_purposes (tenant_id, id),
  constraint gifts_bank_line_fk foreign key (tenant_id, bank_line_id) references bank_lines (tenant_id, id),
  constraint gifts_entry_fk foreign key (tenant_id, entry_id) references ledger_entries (tenant_id, id),
  constraint gifts_giver_known check (donor_id is not null or source = 'bank'),
  constraint gifts_status_of_kind check (case kind
    when 'money' then status in ('pledged', 'received', 'withdrawn') else true end),
  constraint gifts_pledged_range check (case kind when 'money' then pledged_fen is not null and pledged_fen > 0 else pledged_fen is null end),
  constraint gifts_received_range check (received_fen > 0),
  constraint gifts_received_whole check (
    (received_on is null) = (status in ('pledged', 'withdrawn')) and (handler is null) = (received_on is null)),
  -- Value and ledger entry belong together; money has both as soon as it is there.
  constraint gifts_entered_whole check ((received_fen is null) = (entry_id is null)
    and (kind <> 'money' or (status = 'received') = (entry_id is not null))
    and (entry_id is null or status in ('received', 'inspected', 'stocked'))),
  constraint gifts_means_of_money check ((means is not null) = (kind = 'money' and status = 'received')),
  constraint gifts_bank_line_of_transfer check (bank_line_id is null or means = 'transfer'),
  constraint gifts_withdrawn_reason_given check ((status = 'withdrawn') = (withdrawn_reason is not null))
);
--> statement-breakpoint
create index gifts_by_status on gifts (tenant_id, status, id);
--> statement-breakpoint
-- For the limit on pledges from the public page.
create index gifts_public_recent on gifts (tenant_id, created_at) where source = 'public';
--> statement-breakpoint
create index gifts_of_donor on gifts (tenant_id, donor_id, id);
--> statement-breakpoint
create index gifts_by_received on gifts (tenant_id, received_on, id) where received_on is not null;
--> statement-breakpoint
call isolate_tenants('gifts');
--> statement-breakpoint
create table gift_items (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  gift_id uuid not null,
  position integer not null,
  name text not null constraint gift_items_name_present check (btrim(name) <> ''),
  spec text not null,
  unit text not null constraint gift_items_unit_present check (btrim(unit) <> ''),
  pledged integer not null constraint gift_items_pledged_range check (pledged > 0),
  received integer constraint gift_items_received_range check (received >= 0),
  accepted integer,
  refusal_reason text,
  value_fen bigint constraint gift_items_value_range check (value_fen > 0),
  constraint gift_items_pk primary key (tenant_id, id),
  constraint gift_items_gift_fk foreign key (tenant_id, gift_id) references gifts (tenant_id, id),
  constraint gift_items_position_unique unique (tenant_id, gift_id, position),
  constraint gift_items_accepted_range check (accepted between 0 and received),
  constraint gift_items_reason_given check (accepted is null or accepted = received or btrim(refusal_reason) <> ''),
  constraint gift_items_value_of_accepted check (value_fen is null or accepted > 0)
);
--> statement-breakpoint
call isolate_tenants('gift_items');
--> statement-breakpoint
-- The proof by which goods have a value (2020 年公告 27 号 item 13; 山东省慈善条例 Art. 31). Without a row here: no value, no receipt.
create table gift_valuations (
  tenant_id uuid not null default current_tenant() references tenants (id),
  gift_id uuid not null,
  basis text not null constraint gift_valuations_basis_known check (basis in ('invoice', 'customs_form', 'agreement', 'appraisal')),
  document_number text not null constraint gift_valuations_number_present check (btrim(document_number) <> ''),
  document_on date not null,
  file_key text not null constraint gift_valuations_file_key_form check (file_key ~ '^[0-9a-f]{64}$'),
  file_name text not null,
  file_type text not null,
  file_bytes integer not null constraint gift_valuations_file_bytes_range check (file_bytes > 0),
  valued_on date not null,
  valued_by text not null,
  constraint gift_valuations_pk primary key (tenant_id, gift_id),
  constraint gift_valuations_gift_fk foreign key (tenant_id, gift_id) references gifts (tenant_id, id)
);
--> statement-breakpoint
call isolate_tenants('gift_valuations');
--> statement-breakpoint
call append_only('gift_valuations');
--> statement-breakpoint
-- What lies in the store, whoever gave it: things with the same name, make and unit are one.
create table goods (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  name text not null constraint goods_name_present check (btrim(name) <> ''),
  spec text not null,
  unit text not null constraint goods_unit_present check (btrim(unit) <> ''),
  constraint goods_pk primary key (tenant_id, id),
  constraint goods_unique unique (tenant_id, name, spec, unit)
);
--> statement-breakpoint
call isolate_tenants('goods');
--> statement-breakpoint
create table goods_lots (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  goods_id uuid not null,
  gift_id uuid not null,
  item_id uuid not null,
  purpose_id uuid not null,
  quantity integer not null constraint goods_lots_quantity_range check (quantity > 0),
  remaining integer not null,
  -- Of the whole lot; null without proof of value.
  value_fen bigint constraint goods_lots_value_range check (value_fen > 0),
  -- Of what remains; leaves with the goods, all of it with the last piece.
  remaining_fen bigint,
  expires_on date,
  store text not null,
  stocked_on date not null,
  constraint goods_lots_pk primary key (tenant_id, id),
  constraint goods_lots_goods_fk foreign key (tenant_id, goods_id) references goods (tenant_id, id),
  constraint goods_lots_gift_fk foreign key (tenant_id, gift_id) references gifts (tenant_id, id),
  constraint goods_lots_item_fk foreign key (tenant_id, item_id) references gift_items (tenant_id, id),
  constraint goods_lots_purpose_fk foreign key (tenant_id, purpose_id) references gift_purposes (tenant_id, id),
  constraint goods_lots_never_negative check (remaining between 0 and quantity),
  constraint goods_lots_remaining_fen_fits check ((remaining_fen is null) = (value_fen is null) and remaining_fen between 0 and value_fen
    and (remaining > 0 or remaining_fen = 0) and (remaining < quantity or remaining_fen = value_fen))
);
--> statement-breakpoint
create index goods_lots_next_out on goods_lots (tenant_id, goods_id, expires_on, stocked_on, id) where remaining > 0;
--> statement-breakpoint
create index goods_lots_of_gift on goods_lots (tenant_id, gift_id);
--> statement-breakpoint
call isolate_tenants('goods_lots');
--> statement-breakpoint
create table goods_allocations (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  bed_id uuid not null,
  status text not null constraint goods_allocations_status_known check (status in ('allocated', 'handed_over', 'withdrawn')),
  allocated_on date not null,
  allocated_by text not null,
  handed_over_on date,
  handed_over_by text,
  -- Who signed for it; never public.
  handed_to text,
  withdrawn_reason text,
  entry_id uuid,
  created_at timestamptz not null,
  constraint goods_allocations_pk primary key (tenant_id, id),
  constraint goods_allocations_bed_fk foreign key (tenant_id, bed_id) references beds (tenant_id, id),
  constraint goods_allocations_entry_fk foreign key (tenant_id, entry_id) references ledger_entries (tenant_id, id),
  constraint goods_allocations_entry_unique unique (tenant_id, entry_id),
  constraint goods_allocations_hand_over_whole check ((handed_over_on is not null) = (status = 'handed_over')
    and (handed_over_by is not null) = (status = 'handed_over') and (handed_to is not null) = (status = 'handed_over')
    and (entry_id is null or status = 'handed_over')),
  constraint goods_allocations_withdrawn_reason_given check ((status = 'withdrawn') = (withdrawn_reason is not null))
);
--> statement-breakpoint
create index goods_allocations_of_bed on goods_allocations (tenant_id, bed_id, id);
--> statement-breakpoint
create index goods_allocations_by_status on goods_allocations (tenant_id, status, id);
--> statement-breakpoint
call isolate_tenants('goods_allocations');
--> statement-breakpoint
create table goods_allocation_lines (
  tenant_id uuid not null default current_tenant() references tenants (id),
  allocation_id uuid not null,
  lot_id uuid not null,
  quantity integer not null constraint goods_allocation_lines_quantity_range check (quantity > 0),
  -- The part of the lot's value that leaves with it; null when the lot has none.
  value_fen bigint constraint goods_allocation_lines_value_range check (value_fen >= 0),
  constraint goods_allocation_lines_pk primary key (tenant_id, allocation_id, lot_id),
  constraint goods_allocation_lines_allocation_fk foreign key (tenant_id, allocation_id) references goods_allocations (tenant_id, id),
  constraint goods_allocation_lines_lot_fk foreign key (tenant_id, lot_id) references goods_lots (tenant_id, id)
);
--> statement-breakpoint
create index goods_allocation_lines_of_lot on goods_allocation_lines (tenant_id, lot_id);
--> statement-breakpoint
call isolate_tenants('goods_allocation_lines');
--> statement-breakpoint
call append_only('goods_allocation_lines');
--> statement-breakpoint
-- Money of a purpose that was spent; goods leave by allocation.
create table gift_spendings (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  purpose_id uuid not null,
  amount_fen bigint not null constraint gift_spendings_amount_range check (amount_fen > 0),
  spent_on date not null,
  -- Shown to the public, so it names no person.
  what text not null constraint gift_spendings_what_present check (btrim(what) <> ''),
  voucher_number text not null constraint gift_spendings_voucher_present check (btrim(voucher_number) <> ''),
  recorded_by text not null,
  entry_id uuid not null,
  created_at timestamptz not null,
  constraint gift_spendings_pk primary key (tenant_id, id),
  constraint gift_spendings_voucher_unique unique (tenant_id, voucher_number),
  constraint gift_spendings_entry_unique unique (tenant_id, entry_id),
  constraint gift_spendings_purpose_fk foreign key (tenant_id, purpose_id) references gift_purposes (tenant_id, id),
  constraint gift_spendings_entry_fk foreign key (tenant_id, entry_id) references ledger_entries (tenant_id, id)
);
--> statement-breakpoint
create index gift_spendings_spent on gift_spendings (tenant_id, spent_on, id);
--> statement-breakpoint
call isolate_tenants('gift_spendings');
--> statement-breakpoint
call append_only('gift_spendings');
--> statement-breakpoint
-- Public pages are open before a tenant is known; they learn which districts there are and nothing else.
create function public_districts() returns table (id uuid, slug text, name text, name_en text, demo boolean)
  language sql stable security definer set search_path = public
  as $$ select t.id, t.slug, t.name, t.name_en, t.demo from tenants t order by t.created_at, t.id $$;
