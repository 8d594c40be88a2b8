-- How old a bound of the price band may be on the day a fee begins, and how far above the floor still is "slightly above" (略高于).
-- No text sets either; without a row the usual values of the product hold (36 months, 20 %; 待核实).
create table price_rules (
  tenant_id uuid not null default current_tenant() references tenants (id),
  bound_months smallint not null constraint price_rules_months_range check (bound_months between 1 and 120),
  slight_percent smallint not null constraint price_rules_percent_range check (slight_percent between 1 and 200),
  constraint price_rules_pk primary key (tenant_id)
);
--> statement-breakpoint
call isolate_tenants('price_rules');
--> statement-breakpoint
-- A fee that comes into force stands on bounds that are not out of date on its first day.
create function tariffs_bounds_fresh() returns trigger language plpgsql security definer set search_path = public as $$
declare
  months integer := coalesce((select bound_months from price_rules where tenant_id = new.tenant_id), 36);
  stale record;
begin
  select s.key, s.effective_from into stale from standards s
    where s.tenant_id = new.tenant_id and s.status = 'approved'
      and s.effective_from <= new.effective_from and (s.effective_until is null or new.effective_from < s.effective_until)
      and (s.kind = 'tekun-basic' and s.support = 'centralised'
        or s.kind in ('care-tier', 'market-reference') and s.scale_code = new.scale_code and s.grade = new.grade)
      and (s.effective_from + make_interval(months => months))::date < new.effective_from
    limit 1;
  if found then
    raise exception 'bound % is in force since % already', stale.key, stale.effective_from
      using errcode = 'check_violation', constraint = 'tariffs_bounds_fresh';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger tariffs_bounds_fresh after insert on tariffs
  for each row when (new.status = 'approved') execute function tariffs_bounds_fresh();
--> statement-breakpoint
create trigger tariffs_bounds_fresh_approval after update on tariffs
  for each row when (new.status = 'approved' and old.status <> 'approved') execute function tariffs_bounds_fresh();
