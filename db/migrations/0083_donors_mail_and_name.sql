-- An organisation is known by its credit code alone: two of one name may share a telephone, such as a company and its branch.
alter table donors drop constraint donors_person_unique;
--> statement-breakpoint
create unique index donors_person_unique on donors (tenant_id, phone_index, name) where kind = 'person';
