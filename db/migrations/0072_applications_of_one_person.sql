-- Whoever asks in somebody's name cannot keep that person from asking: of one identity number and telephone number one
-- application waits, and a coordinator decides between those that name the same person.
alter table volunteer_applications
  add column phone_index text,
  drop constraint volunteer_applications_forgotten,
  add constraint volunteer_applications_forgotten check (
    case status when 'received' then num_nulls(name, phone_sealed, said_sealed, identity_index) = 0
      when 'accepted' then num_nonnulls(name, phone_sealed, mail_sealed, said_sealed, identity_index, phone_index) = 0
      else num_nonnulls(said_sealed, identity_index, phone_index) = 0 end),
  -- Those that waited before have none.
  add constraint volunteer_applications_phone_known check (status <> 'received' or phone_index is not null) not valid;
--> statement-breakpoint
drop index volunteer_applications_one_pending;
--> statement-breakpoint
create unique index volunteer_applications_one_waiting on volunteer_applications (tenant_id, identity_index, phone_index) where status = 'received';
--> statement-breakpoint
-- Of whom a form was, together with from where: it leads to neither, and counts how many came of one person from one address.
alter table volunteer_application_attempts add column person_index text;
