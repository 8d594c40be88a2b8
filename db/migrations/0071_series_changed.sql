-- A day that fell out of a series because its rule was changed may come again, unlike one that was taken back.
alter table visit_needs
  add column fell_away boolean not null default false,
  add constraint visit_needs_fell_away_cancelled check (not fell_away or (status = 'cancelled' and series_id is not null));
--> statement-breakpoint
drop index visit_needs_series_day;
--> statement-breakpoint
-- However often a series is continued or changed, each of its days has one need.
create unique index visit_needs_series_day on visit_needs (tenant_id, series_id, series_on) where series_id is not null and not fell_away;
