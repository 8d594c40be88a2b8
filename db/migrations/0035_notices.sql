-- What somebody is to be told. It stands in their own list, and goes out by mail and telephone as deliveries.
create table notices (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  volunteer_id uuid,
  user_id uuid,
  kind text not null,
  -- The same key is the same notice, however often it is given.
  key text not null,
  subject_type text not null,
  subject_id uuid not null,
  -- What the words need, no more: times, a place in words, a service; no address, nobody's health.
  params jsonb not null,
  created_at timestamptz not null,
  read_at timestamptz,
  constraint notices_pk primary key (tenant_id, id),
  constraint notices_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint notices_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id),
  constraint notices_one_receiver check (num_nonnulls(volunteer_id, user_id) = 1),
  constraint notices_once unique (tenant_id, key)
);
--> statement-breakpoint
create index notices_volunteer on notices (tenant_id, volunteer_id, created_at desc) where volunteer_id is not null;
--> statement-breakpoint
create index notices_user on notices (tenant_id, user_id, created_at desc) where user_id is not null;
--> statement-breakpoint
create index notices_recent on notices (tenant_id, created_at desc, id);
--> statement-breakpoint
create index notices_subject on notices (tenant_id, subject_type, subject_id);
--> statement-breakpoint
call isolate_tenants('notices');
--> statement-breakpoint
create table notice_deliveries (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  notice_id uuid not null,
  channel text not null,
  status text not null,
  -- Times it was tried in this round; a round begins when somebody has it sent again.
  attempts integer not null,
  round integer not null,
  -- Why it did not go: a code of ours, or what the other side answered.
  reason text,
  -- What the other side calls it.
  reference text,
  queued_at timestamptz not null,
  attempted_at timestamptz,
  sent_at timestamptz,
  constraint notice_deliveries_pk primary key (tenant_id, id),
  constraint notice_deliveries_notice_fk foreign key (tenant_id, notice_id) references notices (tenant_id, id),
  constraint notice_deliveries_once unique (tenant_id, notice_id, channel),
  constraint notice_deliveries_channel_known check (channel in ('mail', 'sms')),
  constraint notice_deliveries_status_known check (status in ('queued', 'sent', 'failed', 'given_up', 'no_address', 'unwanted', 'not_configured')),
  constraint notice_deliveries_counts check (attempts >= 0 and round >= 1),
  -- Nothing is called sent that was not.
  constraint notice_deliveries_sent_whole check ((status = 'sent') = (sent_at is not null)),
  constraint notice_deliveries_failed_why check (status not in ('failed', 'given_up') or reason is not null)
);
--> statement-breakpoint
create index notice_deliveries_trouble on notice_deliveries (tenant_id, notice_id) where status in ('failed', 'given_up', 'no_address');
--> statement-breakpoint
call isolate_tenants('notice_deliveries');
--> statement-breakpoint
-- Where and how somebody wants to be told.
create table notice_contacts (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  volunteer_id uuid,
  user_id uuid,
  mail_sealed text,
  wants_mail boolean not null,
  wants_sms boolean not null,
  changed_at timestamptz not null,
  constraint notice_contacts_pk primary key (tenant_id, id),
  constraint notice_contacts_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint notice_contacts_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id),
  constraint notice_contacts_one_receiver check (num_nonnulls(volunteer_id, user_id) = 1),
  constraint notice_contacts_volunteer_once unique (tenant_id, volunteer_id),
  constraint notice_contacts_user_once unique (tenant_id, user_id)
);
--> statement-breakpoint
call isolate_tenants('notice_contacts');
