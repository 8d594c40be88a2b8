-- An organisation is known by its credit code alone: two of one name may share a telephone, such as a company and its branch.
alter table donors drop constraint donors_person_unique;
--> statement-breakpoint
create unique index donors_person_unique on donors (tenant_id, phone_index, name) where kind = 'person';
--> statement-breakpoint
-- Where the receipt of this gift is sent, as whoever gave it has said; without one to its donor's own address.
alter table gifts add column mail_sealed text;
