-- Somebody asks by themself to be registered as a volunteer; the office answers. Nobody is a volunteer by it.
create table volunteer_applications (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  status text not null constraint volunteer_applications_status_known check (status in ('received', 'accepted', 'declined')),
  -- Whom an answer is sent to; of who was declined forgotten some time after it.
  name text,
  phone_sealed text,
  mail_sealed text,
  -- All that was said, identity number among it; kept until it is decided.
  said_sealed text,
  identity_index text,
  applied_at timestamptz not null,
  decided_at timestamptz,
  decided_by_name text,
  decline_reason text,
  volunteer_id uuid,
  constraint volunteer_applications_pk primary key (tenant_id, id),
  constraint volunteer_applications_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_applications_decided check (num_nonnulls(decided_at, decided_by_name) = case when status = 'received' then 0 else 2 end),
  constraint volunteer_applications_accepted_who check ((status = 'accepted') = (volunteer_id is not null)),
  constraint volunteer_applications_declined_why check ((status = 'declined') = (decline_reason is not null)),
  constraint volunteer_applications_forgotten check (
    case status when 'received' then num_nulls(name, phone_sealed, said_sealed, identity_index) = 0
      when 'accepted' then num_nonnulls(name, phone_sealed, mail_sealed, said_sealed, identity_index) = 0
      else num_nonnulls(said_sealed, identity_index) = 0 end)
);
--> statement-breakpoint
create unique index volunteer_applications_one_pending on volunteer_applications (tenant_id, identity_index) where status = 'received';
--> statement-breakpoint
create index volunteer_applications_by_status on volunteer_applications (tenant_id, status, applied_at, id);
--> statement-breakpoint
create index volunteer_applications_old on volunteer_applications (tenant_id, decided_at) where name is not null and status = 'declined';
--> statement-breakpoint
create index volunteer_applications_volunteer on volunteer_applications (tenant_id, volunteer_id) where volunteer_id is not null;
--> statement-breakpoint
call isolate_tenants('volunteer_applications');
--> statement-breakpoint
-- A decision stands; of who was declined, name and contact are forgotten.
create function volunteer_application_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (old.status <> 'received' and
      (to_jsonb(new) - array['name', 'phone_sealed', 'mail_sealed']) is distinct from (to_jsonb(old) - array['name', 'phone_sealed', 'mail_sealed'])) then
    raise exception 'an application that is decided stays' using errcode = 'check_violation', constraint = 'volunteer_applications_stay';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger volunteer_applications_stay before update or delete on volunteer_applications
  for each row execute function volunteer_application_stays();
--> statement-breakpoint
-- Forms sent at the public page, and from where: also those of somebody who has asked already. Nothing leads from here to whom.
create table volunteer_application_attempts (
  tenant_id uuid not null default current_tenant() references tenants (id),
  -- Of the task that the page was given: each is used once.
  token text not null constraint volunteer_application_attempts_token_form check (token ~ '^[0-9a-f]{32}$'),
  at timestamptz not null,
  address_index text not null,
  -- Whether the browser has solved the task.
  proven boolean not null,
  constraint volunteer_application_attempts_pk primary key (tenant_id, token)
);
--> statement-breakpoint
create index volunteer_application_attempts_of_address on volunteer_application_attempts (tenant_id, address_index, at);
--> statement-breakpoint
create index volunteer_application_attempts_by_time on volunteer_application_attempts (tenant_id, at);
--> statement-breakpoint
call isolate_tenants('volunteer_application_attempts');
--> statement-breakpoint
-- Whoever was declined has no account and is no volunteer: the notice is theirs by their application.
alter table notices
  add column application_id uuid,
  add constraint notices_application_fk foreign key (tenant_id, application_id) references volunteer_applications (tenant_id, id),
  drop constraint notices_one_receiver,
  add constraint notices_one_receiver check (num_nonnulls(volunteer_id, user_id, invitation_id, application_id) = 1);
--> statement-breakpoint
create index notices_application on notices (tenant_id, application_id, created_at) where application_id is not null;
