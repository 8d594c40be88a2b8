-- Who named a need, and for which town: its note is for them and for whoever writes the appeal.
alter table appeal_needs add column named_by_id text;
--> statement-breakpoint
alter table appeal_needs add column town_code text;
