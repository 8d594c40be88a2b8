-- An organisation is known by its credit code alone: two of one name may share a telephone, such as a company and its branch.
alter table donors drop constraint donors_person_unique;
--> statement-breakpoint
create unique index donors_person_unique on donors (tenant_id, phone_index, name) where kind = 'person';
--> statement-breakpoint
-- Where the receipt of this gift is sent, as whoever gave it has said; without one to its donor's own address.
alter table gifts add column mail_sealed text;
--> statement-breakpoint
-- A giver who is not named in public any more stays so (慈善法 Art. 82); who was unknown is named or not when they are written down.
create function gifts_unnamed_stays() returns trigger language plpgsql as $$
begin
  raise exception 'a giver who is not named in public stays so' using errcode = 'check_violation', constraint = 'gifts_unnamed_stays';
end $$;
--> statement-breakpoint
create trigger gifts_unnamed_stays before update of anonymous on gifts
  for each row when (old.donor_id is not null and old.anonymous and not new.anonymous) execute function gifts_unnamed_stays();
