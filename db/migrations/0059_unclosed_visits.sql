-- Visits that are over and of which nobody has said who came are found by this index, in the order of time; it also serves
-- what the narrower one did: who is expected now.
create index visit_assignments_unclosed on visit_assignments (tenant_id, starts_at)
  where status in ('published', 'accepted', 'checked_in');
--> statement-breakpoint
drop index visit_assignments_expected;
