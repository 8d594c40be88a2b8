-- The store is counted 盘点, and what cannot be kept is written off 报废 or sold 变卖. One proposes, another approves.
create table stock_changes (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  kind text not null constraint stock_changes_kind_known check (kind in ('count', 'write_off', 'sale')),
  reason text not null constraint stock_changes_reason_present check (btrim(reason) <> ''),
  status text not null constraint stock_changes_status_known check (status in ('proposed', 'done', 'declined')),
  -- Of a sale: who bought, what it brought in and what selling cost (慈善法 Art. 54), how it was paid, and by which document.
  buyer text constraint stock_changes_buyer_present check (btrim(buyer) <> ''),
  proceeds_fen bigint constraint stock_changes_proceeds_range check (proceeds_fen > 0),
  costs_fen bigint,
  means text constraint stock_changes_means_known check (means in ('transfer', 'cash')),
  document text constraint stock_changes_document_present check (btrim(document) <> ''),
  purpose_id uuid,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  done_on date,
  entry_id uuid,
  constraint stock_changes_pk primary key (tenant_id, id),
  constraint stock_changes_purpose_fk foreign key (tenant_id, purpose_id) references gift_purposes (tenant_id, id),
  constraint stock_changes_entry_fk foreign key (tenant_id, entry_id) references ledger_entries (tenant_id, id),
  constraint stock_changes_entry_once unique (tenant_id, entry_id),
  constraint stock_changes_two_persons check (decided_by <> proposed_by),
  constraint stock_changes_decision_whole check (num_nonnulls(decided_by, decided_by_name, decided_at) = case status when 'proposed' then 0 else 3 end),
  constraint stock_changes_declined_why check (status <> 'declined' or btrim(coalesce(decision_reason, '')) <> ''),
  constraint stock_changes_done_whole check ((status = 'done') = (done_on is not null) and (entry_id is null or status = 'done')),
  constraint stock_changes_sale_whole check (num_nonnulls(buyer, proceeds_fen, costs_fen, means, document, purpose_id) = case kind when 'sale' then 6 else 0 end),
  constraint stock_changes_sale_booked check (kind <> 'sale' or status <> 'done' or entry_id is not null),
  -- Necessary costs come off, and something is left for the purpose.
  constraint stock_changes_costs_range check (costs_fen >= 0 and costs_fen < proceeds_fen)
);
--> statement-breakpoint
create index stock_changes_waiting on stock_changes (tenant_id, proposed_at, id) where status = 'proposed';
--> statement-breakpoint
create index stock_changes_latest on stock_changes (tenant_id, id);
--> statement-breakpoint
-- The same document pays one sale.
create unique index stock_changes_document_once on stock_changes (tenant_id, document) where status <> 'declined';
--> statement-breakpoint
call isolate_tenants('stock_changes');
--> statement-breakpoint
-- By lot: what should lie there with what is set aside, what does (or will, after it is written off or sold), and why they differ.
create table stock_change_lines (
  tenant_id uuid not null default current_tenant() references tenants (id),
  change_id uuid not null,
  lot_id uuid not null,
  expected integer not null constraint stock_change_lines_expected_range check (expected >= 0),
  counted integer not null constraint stock_change_lines_counted_range check (counted >= 0),
  reason text,
  -- What left the lot with the missing pieces, or came back with the found ones (negative); known once it is done.
  value_fen bigint,
  constraint stock_change_lines_pk primary key (tenant_id, change_id, lot_id),
  constraint stock_change_lines_change_fk foreign key (tenant_id, change_id) references stock_changes (tenant_id, id),
  constraint stock_change_lines_lot_fk foreign key (tenant_id, lot_id) references goods_lots (tenant_id, id),
  constraint stock_change_lines_reason_given check (counted = expected or btrim(coalesce(reason, '')) <> '')
);
--> statement-breakpoint
create index stock_change_lines_of_lot on stock_change_lines (tenant_id, lot_id);
--> statement-breakpoint
call isolate_tenants('stock_change_lines');
--> statement-breakpoint
-- What was decided stays; what waits is only decided, never rewritten.
create function stock_changes_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.status <> 'proposed'
    or to_jsonb(new) - array['status', 'done_on', 'entry_id', 'decided_by', 'decided_by_name', 'decided_at', 'decision_reason']
      is distinct from to_jsonb(old) - array['status', 'done_on', 'entry_id', 'decided_by', 'decided_by_name', 'decided_at', 'decision_reason'] then
    raise exception 'what was counted stays' using errcode = 'check_violation', constraint = 'stock_changes_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger stock_changes_kept before update or delete on stock_changes for each row execute function stock_changes_kept();
--> statement-breakpoint
create function stock_change_lines_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.value_fen is not null or to_jsonb(new) - 'value_fen' is distinct from to_jsonb(old) - 'value_fen' then
    raise exception 'what was counted stays' using errcode = 'check_violation', constraint = 'stock_change_lines_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger stock_change_lines_kept before update or delete on stock_change_lines for each row execute function stock_change_lines_kept();
--> statement-breakpoint
-- At the end of every change a lot holds what was stocked, without what was set aside or handed over, and without what counts,
-- write-offs and sales took; pieces and fen.
create function goods_lots_add_up() returns trigger language plpgsql as $$
declare lot goods_lots;
declare pieces bigint;
declare fen bigint;
begin
  select * into lot from goods_lots l where l.tenant_id = new.tenant_id and l.id = new.id;
  select coalesce(sum(i.quantity), 0), coalesce(sum(i.value_fen), 0) into pieces, fen
    from goods_allocation_lines i join goods_allocations a on a.tenant_id = i.tenant_id and a.id = i.allocation_id
    where i.tenant_id = lot.tenant_id and i.lot_id = lot.id and a.status <> 'withdrawn';
  select pieces + coalesce(sum(i.expected - i.counted), 0), fen + coalesce(sum(i.value_fen), 0) into pieces, fen
    from stock_change_lines i join stock_changes c on c.tenant_id = i.tenant_id and c.id = i.change_id
    where i.tenant_id = lot.tenant_id and i.lot_id = lot.id and c.status = 'done';
  if lot.remaining <> lot.quantity - pieces or lot.remaining_fen <> lot.value_fen - fen then
    raise exception 'lot % does not add up', lot.id using errcode = 'check_violation', constraint = 'goods_lots_add_up';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger goods_lots_add_up after insert or update on goods_lots
  deferrable initially deferred for each row execute function goods_lots_add_up();
