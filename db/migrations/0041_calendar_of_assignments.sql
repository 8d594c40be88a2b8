-- What calendars are told of stands with the assignment itself (sequence, changed_at), which is never deleted: one ledger is enough.
drop trigger visit_calendar_follows on visit_assignments;
--> statement-breakpoint
drop function visit_calendar_follows();
--> statement-breakpoint
drop table visit_calendar;
