-- Somebody was asked to step in at a visit that lacks a volunteer. Whoever accepts first comes, the next stand by.
create table visit_offers (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  visit_id uuid not null,
  volunteer_id uuid not null,
  status text not null,
  -- Why this volunteer: what planning would have said.
  explanation jsonb not null,
  travel_minutes integer not null,
  asked_at timestamptz not null,
  asked_by text not null,
  answered_at timestamptz,
  constraint visit_offers_pk primary key (tenant_id, id),
  constraint visit_offers_visit_fk foreign key (tenant_id, visit_id) references visits (tenant_id, id),
  constraint visit_offers_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint visit_offers_status_known check (status in ('open', 'accepted', 'standby', 'declined', 'closed')),
  constraint visit_offers_answered check (status not in ('accepted', 'standby', 'declined') or answered_at is not null)
);
--> statement-breakpoint
-- Nobody is asked twice about the same visit at the same time.
create unique index visit_offers_once on visit_offers (tenant_id, visit_id, volunteer_id) where status in ('open', 'standby');
--> statement-breakpoint
create index visit_offers_visit on visit_offers (tenant_id, visit_id, asked_at);
--> statement-breakpoint
create index visit_offers_volunteer on visit_offers (tenant_id, volunteer_id) where status in ('open', 'standby');
--> statement-breakpoint
call isolate_tenants('visit_offers');
