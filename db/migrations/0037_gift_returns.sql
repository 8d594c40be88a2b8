-- A gift that was given by mistake goes back whole: one proposes, another approves. What was booked stays, and is undone by entries.
alter table gifts drop constraint gifts_status_known;
--> statement-breakpoint
alter table gifts add constraint gifts_status_known
  check (status in ('pledged', 'received', 'inspected', 'stocked', 'refused', 'withdrawn', 'returned'));
--> statement-breakpoint
alter table gifts drop constraint gifts_status_of_kind;
--> statement-breakpoint
alter table gifts add constraint gifts_status_of_kind check (case kind
  when 'money' then status in ('pledged', 'received', 'withdrawn', 'returned') else status <> 'returned' end);
--> statement-breakpoint
alter table gifts drop constraint gifts_entered_whole;
--> statement-breakpoint
alter table gifts add constraint gifts_entered_whole check ((received_fen is null) = (entry_id is null)
  and (kind <> 'money' or (status in ('received', 'returned')) = (entry_id is not null))
  and (entry_id is null or status in ('received', 'inspected', 'stocked', 'returned')));
--> statement-breakpoint
alter table gifts drop constraint gifts_means_of_money;
--> statement-breakpoint
alter table gifts add constraint gifts_means_of_money check ((means is not null) = (kind = 'money' and status in ('received', 'returned')));
--> statement-breakpoint
create table gift_returns (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  gift_id uuid not null,
  amount_fen bigint not null constraint gift_returns_amount_positive check (amount_fen > 0),
  reason text not null constraint gift_returns_reason_present check (btrim(reason) <> ''),
  status text not null constraint gift_returns_status_known check (status in ('proposed', 'done', 'declined', 'failed')),
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  entry_id uuid,
  -- Undone, because the provider could not send it back.
  reversal_entry_id uuid,
  constraint gift_returns_pk primary key (tenant_id, id),
  constraint gift_returns_gift_fk foreign key (tenant_id, gift_id) references gifts (tenant_id, id),
  constraint gift_returns_entry_fk foreign key (tenant_id, entry_id) references ledger_entries (tenant_id, id),
  constraint gift_returns_reversal_fk foreign key (tenant_id, reversal_entry_id) references ledger_entries (tenant_id, id),
  constraint gift_returns_decided_whole check ((status = 'proposed') = (decided_at is null) and (decided_at is null) = (decided_by_name is null)),
  constraint gift_returns_four_eyes check (decided_by is distinct from proposed_by),
  constraint gift_returns_done_whole check ((status in ('done', 'failed')) = (entry_id is not null)),
  constraint gift_returns_failed_whole check ((status = 'failed') = (reversal_entry_id is not null)),
  constraint gift_returns_declined_reason check (status <> 'declined' or btrim(decision_reason) <> '')
);
--> statement-breakpoint
create unique index gift_returns_one on gift_returns (tenant_id, gift_id) where status in ('proposed', 'done');
--> statement-breakpoint
create index gift_returns_waiting on gift_returns (tenant_id, proposed_at, id) where status = 'proposed';
--> statement-breakpoint
create index gift_returns_of_gift on gift_returns (tenant_id, gift_id);
--> statement-breakpoint
call isolate_tenants('gift_returns');
