-- A donor gives every month: a reminder with a gift to pay, never money taken. It stops by its page or by its link.
create table monthly_gifts (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  donor_id uuid not null,
  -- The account that is reminded.
  user_id uuid not null,
  entity_id uuid not null,
  purpose_id uuid not null,
  amount_fen bigint not null constraint monthly_gifts_amount_positive check (amount_fen > 0),
  anonymous boolean not null,
  -- Day of the month on which it is reminded of.
  day integer not null constraint monthly_gifts_day_range check (day between 1 and 28),
  next_month text not null constraint monthly_gifts_next_form check (next_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- Random, in the address that is sent: whoever has it may pay or stop, and sees no name.
  link uuid not null,
  status text not null constraint monthly_gifts_status_known check (status in ('active', 'stopped')),
  started_at timestamptz not null,
  stopped_at timestamptz,
  constraint monthly_gifts_pk primary key (tenant_id, id),
  constraint monthly_gifts_link_unique unique (link),
  constraint monthly_gifts_donor_fk foreign key (tenant_id, donor_id) references donors (tenant_id, id),
  constraint monthly_gifts_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id),
  constraint monthly_gifts_entity_fk foreign key (tenant_id, entity_id) references receiving_entities (tenant_id, organisation_id),
  constraint monthly_gifts_purpose_fk foreign key (tenant_id, purpose_id) references gift_purposes (tenant_id, id),
  constraint monthly_gifts_stopped_whole check ((status = 'stopped') = (stopped_at is not null))
);
--> statement-breakpoint
create unique index monthly_gifts_one on monthly_gifts (tenant_id, donor_id, purpose_id) where status = 'active';
--> statement-breakpoint
create index monthly_gifts_due on monthly_gifts (tenant_id, next_month, day, id) where status = 'active';
--> statement-breakpoint
call isolate_tenants('monthly_gifts');
--> statement-breakpoint
-- Each month is reminded of once, with the gift that is to be paid.
create table monthly_gift_months (
  tenant_id uuid not null default current_tenant() references tenants (id),
  monthly_id uuid not null,
  month text not null,
  gift_id uuid not null,
  constraint monthly_gift_months_pk primary key (tenant_id, monthly_id, month),
  constraint monthly_gift_months_monthly_fk foreign key (tenant_id, monthly_id) references monthly_gifts (tenant_id, id),
  constraint monthly_gift_months_gift_fk foreign key (tenant_id, gift_id) references gifts (tenant_id, id)
);
--> statement-breakpoint
create index monthly_gift_months_of_gift on monthly_gift_months (tenant_id, gift_id);
--> statement-breakpoint
call isolate_tenants('monthly_gift_months');
--> statement-breakpoint
create function find_monthly_gift(asked uuid) returns table (tenant_id uuid, id uuid)
  language sql stable security definer set search_path = public
  as $$ select g.tenant_id, g.id from monthly_gifts g where g.link = asked $$;
