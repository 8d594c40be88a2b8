-- A batch sends what was never sent; again: also what was. How many were left out for that reason when it began.
alter table receipt_batches
  add column again boolean not null default false,
  add column already_sent integer not null default 0 constraint receipt_batches_already_sent_range check (already_sent >= 0);
