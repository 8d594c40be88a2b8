-- One account stands behind a donor: whoever gives is told of their gifts and receipts, and nobody else.
create unique index users_donor_once on users (tenant_id, donor_id) where donor_id is not null;
--> statement-breakpoint
create index users_person on users (tenant_id, person_id) where person_id is not null;
