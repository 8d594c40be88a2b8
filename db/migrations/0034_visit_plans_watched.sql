-- A plan is watched while it is made, can be stopped, says what it adds up to, and may begin with another.
alter table visit_plans
  -- Percent of the search that is done.
  add column progress smallint not null default 0,
  add column stop_requested_at timestamptz,
  add column totals jsonb,
  -- Whose fixed visits it keeps.
  add column based_on_id uuid,
  -- Whether published visits of its days that have not begun may be moved, for a price.
  add column moves_published boolean not null default false,
  add constraint visit_plans_progress_real check (progress between 0 and 100),
  add constraint visit_plans_based_on_fk foreign key (tenant_id, based_on_id) references visit_plans (tenant_id, id);
--> statement-breakpoint
create index visit_plans_based_on on visit_plans (tenant_id, based_on_id) where based_on_id is not null;
--> statement-breakpoint
alter table visits
  -- Set by hand: no plan moves it.
  add column fixed boolean not null default false,
  -- The published visit in whose place this proposal would come.
  add column replaces_id uuid,
  add constraint visits_replaces_fk foreign key (tenant_id, replaces_id) references visits (tenant_id, id),
  add constraint visits_replaces_another check (replaces_id <> id);
--> statement-breakpoint
create index visits_replaces on visits (tenant_id, replaces_id) where replaces_id is not null;
