-- Who may ask the public for gifts holds a right of its own; it is no right to receive.
alter table receiving_qualifications drop constraint receiving_qualifications_kind_known;
--> statement-breakpoint
alter table receiving_qualifications add constraint receiving_qualifications_kind_known
  check (kind in ('bureau', 'public_institution', 'charity', 'public_fundraising'));
--> statement-breakpoint
-- An appeal: for what, by whom, how long. An open one turns to everybody, a directed one to those whom its receiver knows.
create table appeals (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  kind text not null constraint appeals_kind_known check (kind in ('open', 'directed')),
  -- After a disaster or another emergency (慈善法 Art. 70 and following).
  urgent boolean not null,
  entity_id uuid not null,
  purpose_id uuid not null,
  title text not null constraint appeals_title_present check (btrim(title) <> ''),
  title_en text not null constraint appeals_title_en_present check (btrim(title_en) <> ''),
  about text not null constraint appeals_about_present check (btrim(about) <> ''),
  goal_fen bigint constraint appeals_goal_positive check (goal_fen > 0),
  -- First and last day.
  starts_on date not null,
  ends_on date not null,
  -- 募捐方案备案编号 and the day of filing.
  plan_number text constraint appeals_plan_number_present check (btrim(plan_number) <> ''),
  plan_filed_on date,
  -- The right to ask the public, as it stood when the appeal was published.
  right_number text,
  status text not null constraint appeals_status_known check (status in ('draft', 'published', 'ended', 'reported')),
  drafted_by text not null,
  drafted_at timestamptz not null,
  published_by text,
  published_on date,
  ended_on date,
  report text constraint appeals_report_present check (btrim(report) <> ''),
  reported_on date,
  -- Day by which the public is to be told next.
  report_due_on date,
  constraint appeals_pk primary key (tenant_id, id),
  constraint appeals_entity_fk foreign key (tenant_id, entity_id) references receiving_entities (tenant_id, organisation_id),
  constraint appeals_purpose_fk foreign key (tenant_id, purpose_id) references gift_purposes (tenant_id, id),
  constraint appeals_range check (ends_on >= starts_on),
  constraint appeals_plan_whole check ((plan_number is null) = (plan_filed_on is null)),
  constraint appeals_published_whole check ((status = 'draft') = (published_on is null) and (published_on is null) = (published_by is null)),
  -- An open appeal is published with the right to it, and, but for an emergency, with a plan filed ten days before (山东省慈善条例 Art. 21).
  constraint appeals_open_right check (kind <> 'open' or status = 'draft' or right_number is not null),
  constraint appeals_open_filed check (kind <> 'open' or status = 'draft' or urgent
    or coalesce(starts_on >= plan_filed_on + 10, false)),
  constraint appeals_ended_whole check ((status in ('ended', 'reported')) = (ended_on is not null)),
  constraint appeals_reported_whole check ((status = 'reported') = (report is not null) and (report is null) = (reported_on is null))
);
--> statement-breakpoint
create index appeals_by_status on appeals (tenant_id, status, starts_on desc, id);
--> statement-breakpoint
create index appeals_due on appeals (tenant_id, report_due_on) where report_due_on is not null;
--> statement-breakpoint
call isolate_tenants('appeals');
--> statement-breakpoint
-- Things that somebody needs; whom it is for is nobody else's business and never public.
create table appeal_needs (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  appeal_id uuid,
  name text not null constraint appeal_needs_name_present check (btrim(name) <> ''),
  spec text not null,
  unit text not null constraint appeal_needs_unit_present check (btrim(unit) <> ''),
  quantity integer not null constraint appeal_needs_quantity_range check (quantity > 0),
  origin text not null constraint appeal_needs_origin_known check (origin in ('centre', 'household', 'visit')),
  note text not null,
  named_by text not null,
  named_at timestamptz not null,
  constraint appeal_needs_pk primary key (tenant_id, id),
  constraint appeal_needs_appeal_fk foreign key (tenant_id, appeal_id) references appeals (tenant_id, id)
);
--> statement-breakpoint
create index appeal_needs_of_appeal on appeal_needs (tenant_id, appeal_id, named_at, id);
--> statement-breakpoint
call isolate_tenants('appeal_needs');
--> statement-breakpoint
create table appeal_updates (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  appeal_id uuid not null,
  on_date date not null,
  text text not null constraint appeal_updates_text_present check (btrim(text) <> ''),
  written_by text not null,
  constraint appeal_updates_pk primary key (tenant_id, id),
  constraint appeal_updates_appeal_fk foreign key (tenant_id, appeal_id) references appeals (tenant_id, id)
);
--> statement-breakpoint
create index appeal_updates_of_appeal on appeal_updates (tenant_id, appeal_id, on_date desc, id desc);
--> statement-breakpoint
call isolate_tenants('appeal_updates');
--> statement-breakpoint
call append_only('appeal_updates');
--> statement-breakpoint
alter table gifts add column appeal_id uuid;
--> statement-breakpoint
alter table gifts add constraint gifts_appeal_fk foreign key (tenant_id, appeal_id) references appeals (tenant_id, id);
--> statement-breakpoint
create index gifts_of_appeal on gifts (tenant_id, appeal_id) where appeal_id is not null;
