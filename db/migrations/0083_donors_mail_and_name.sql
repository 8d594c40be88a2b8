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
--> statement-breakpoint
-- A try that was refused because a credit code is another donor's counts too: without a gift, and its task stays.
alter table giving_attempts add column id uuid;
--> statement-breakpoint
update giving_attempts set id = gift_id;
--> statement-breakpoint
alter table giving_attempts
  alter column id set not null,
  drop constraint giving_attempts_pk,
  add constraint giving_attempts_pk primary key (tenant_id, id),
  alter column gift_id drop not null,
  add constraint giving_attempts_gift_once unique (tenant_id, gift_id),
  drop constraint giving_attempts_token_once;
--> statement-breakpoint
create unique index giving_attempts_token_once on giving_attempts (tenant_id, token) where gift_id is not null;
--> statement-breakpoint
create index giving_attempts_refused on giving_attempts (tenant_id, token) where gift_id is null;
