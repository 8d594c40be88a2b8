-- Who ended the search of a plan, or that it took longer than it may: what was proposed is the best until then.
alter table visit_plans
  add column stop_requested_by text,
  add column out_of_time boolean not null default false,
  add constraint visit_plans_stopped_whole check (stop_requested_by is null or stop_requested_at is not null);
