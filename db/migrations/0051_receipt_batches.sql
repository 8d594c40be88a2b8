-- Where a donor's receipts are sent.
alter table donors add column mail_sealed text;
--> statement-breakpoint
-- Many receipts at once: issued for gifts that have none, or sent again. Worked off a portion at a time.
create table receipt_batches (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  kind text not null constraint receipt_batches_kind_known check (kind in ('issue', 'send')),
  -- First and last day: on which the gifts arrived, or the receipts were issued.
  from_on date not null,
  last_on date not null,
  requested_by text not null,
  requested_at timestamptz not null,
  -- How many there were when it began.
  total integer not null constraint receipt_batches_total_positive check (total > 0),
  steps integer not null default 0,
  after_id uuid,
  done integer not null default 0 constraint receipt_batches_done_range check (done >= 0),
  left_out integer not null default 0 constraint receipt_batches_left_out_range check (left_out >= 0),
  stop_requested_at timestamptz,
  stop_requested_by text,
  finished_at timestamptz,
  constraint receipt_batches_pk primary key (tenant_id, id),
  constraint receipt_batches_days_order check (last_on >= from_on),
  constraint receipt_batches_stop_whole check ((stop_requested_at is null) = (stop_requested_by is null))
);
--> statement-breakpoint
create unique index receipt_batches_one_open on receipt_batches (tenant_id, kind) where finished_at is null;
--> statement-breakpoint
create index receipt_batches_newest on receipt_batches (tenant_id, requested_at desc, id desc);
--> statement-breakpoint
call isolate_tenants('receipt_batches');
--> statement-breakpoint
-- A receipt on its way to its donor by mail. The address is the donor's of the moment and not kept here.
create table receipt_deliveries (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  receipt_id uuid not null,
  batch_id uuid,
  status text not null constraint receipt_deliveries_status_known
    check (status in ('queued', 'failed', 'sent', 'given_up', 'no_address', 'not_configured', 'stopped')),
  attempts integer not null default 0 constraint receipt_deliveries_attempts_range check (attempts >= 0),
  reason text,
  reference text,
  queued_at timestamptz not null,
  queued_by text not null,
  sent_at timestamptz,
  constraint receipt_deliveries_pk primary key (tenant_id, id),
  constraint receipt_deliveries_batch_once unique (tenant_id, batch_id, receipt_id),
  constraint receipt_deliveries_receipt_fk foreign key (tenant_id, receipt_id) references receipts (tenant_id, id),
  constraint receipt_deliveries_batch_fk foreign key (tenant_id, batch_id) references receipt_batches (tenant_id, id),
  constraint receipt_deliveries_sent_whole check ((status = 'sent') = (sent_at is not null))
);
--> statement-breakpoint
create index receipt_deliveries_of_receipt on receipt_deliveries (tenant_id, receipt_id, id);
--> statement-breakpoint
create index receipt_deliveries_of_batch on receipt_deliveries (tenant_id, batch_id, status) where batch_id is not null;
--> statement-breakpoint
call isolate_tenants('receipt_deliveries');
