-- One account stands behind a donor: whoever gives is told of their gifts and receipts, and nobody else.
create unique index users_donor_once on users (tenant_id, donor_id) where donor_id is not null;
--> statement-breakpoint
create index users_person on users (tenant_id, person_id) where person_id is not null;
--> statement-breakpoint
-- What an appeal is for, for readers of English; they read the Chinese where it is left out.
alter table appeals add column about_en text constraint appeals_about_en_present check (btrim(about_en) <> '');
--> statement-breakpoint
-- Day on which a draft was changed in what its filed plan says; none once the plan was filed anew (慈善法 Art. 56).
alter table appeals add column plan_changed_on date;
--> statement-breakpoint
alter table appeals add constraint appeals_plan_changed_filed check (plan_changed_on is null or plan_filed_on is not null);
--> statement-breakpoint
-- An open appeal asks for what its filed plan says; in an emergency the plan may follow.
alter table appeals add constraint appeals_open_fits check (kind <> 'open' or status = 'draft' or urgent or plan_changed_on is null);
--> statement-breakpoint
-- A need that was withdrawn stays, without its note, so that whoever named it reads what became of it.
alter table appeal_needs add column withdrawn_at timestamptz;
--> statement-breakpoint
alter table appeal_needs add column withdrawn_reason text;
--> statement-breakpoint
alter table appeal_needs add constraint appeal_needs_withdrawn_whole
  check (case when withdrawn_at is null then withdrawn_reason is null
    else btrim(coalesce(withdrawn_reason, '')) <> '' and appeal_id is null and note = '' end);
--> statement-breakpoint
create index appeal_needs_of_namer on appeal_needs (tenant_id, named_by_id, named_at desc) where named_by_id is not null;
--> statement-breakpoint
create index appeal_needs_of_town on appeal_needs (tenant_id, town_code, named_at desc) where town_code is not null;
