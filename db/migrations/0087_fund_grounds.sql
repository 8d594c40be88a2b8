-- Money given for one purpose goes to another only on a ground of the Charity Law (Art. 54, 56, 58), which the proposer names with its document.
alter table fund_movements add column ground text;
--> statement-breakpoint
alter table fund_movements add constraint fund_movements_ground_known check (ground is null or ground in ('plan', 'donors', 'filed', 'similar') and kind = 'transfer');
--> statement-breakpoint
-- What was carried over before the ground was asked for stays as it is; what waits without one is no longer approved.
create function fund_movements_grounded() returns trigger language plpgsql as $$
declare giving funds;
declare taking funds;
begin
  if new.kind <> 'transfer' or new.status not in ('proposed', 'done') then return new; end if;
  select * into giving from funds f where f.tenant_id = new.tenant_id and f.id = new.fund_id;
  select * into taking from funds f where f.tenant_id = new.tenant_id and f.id = new.to_fund_id;
  if giving.source <> taking.source or (giving.purpose_id is distinct from taking.purpose_id) <> (new.ground is not null) then
    raise exception 'no ground to carry over from % to %', giving.code, taking.code
      using errcode = 'check_violation', constraint = 'fund_movements_grounded';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger fund_movements_grounded before insert or update on fund_movements for each row execute function fund_movements_grounded();
--> statement-breakpoint
-- A proposal is withdrawn by whoever made it, before anybody decided; nobody decided it then.
alter table fund_movements drop constraint fund_movements_status_known;
--> statement-breakpoint
alter table fund_movements add constraint fund_movements_status_known check (status in ('proposed', 'done', 'declined', 'reversed', 'withdrawn'));
--> statement-breakpoint
alter table fund_movements drop constraint fund_movements_decision_whole;
--> statement-breakpoint
alter table fund_movements add constraint fund_movements_decision_whole check (case
  when status = 'withdrawn' then num_nonnulls(decided_by, decided_by_name, decision_reason) = 0 and decided_at is not null
  when kind = 'received' or status = 'proposed' then num_nonnulls(decided_by, decided_by_name, decided_at) = 0
  else num_nonnulls(decided_by, decided_by_name, decided_at) = 3 end);
--> statement-breakpoint
alter table fund_budgets drop constraint fund_budgets_status_known;
--> statement-breakpoint
alter table fund_budgets add constraint fund_budgets_status_known check (status in ('proposed', 'approved', 'declined', 'withdrawn'));
--> statement-breakpoint
alter table fund_budgets drop constraint fund_budgets_decision_whole;
--> statement-breakpoint
alter table fund_budgets add constraint fund_budgets_decision_whole check (case status
  when 'withdrawn' then num_nonnulls(decided_by, decided_by_name, decision_reason) = 0 and decided_at is not null
  when 'proposed' then num_nonnulls(decided_by, decided_by_name, decided_at) = 0
  else num_nonnulls(decided_by, decided_by_name, decided_at) = 3 end);
--> statement-breakpoint
alter table fund_reversals drop constraint fund_reversals_status_known;
--> statement-breakpoint
alter table fund_reversals add constraint fund_reversals_status_known check (status in ('proposed', 'done', 'declined', 'withdrawn'));
--> statement-breakpoint
alter table fund_reversals drop constraint fund_reversals_decision_whole;
--> statement-breakpoint
alter table fund_reversals add constraint fund_reversals_decision_whole check (case status
  when 'withdrawn' then num_nonnulls(decided_by, decided_by_name, decision_reason) = 0 and decided_at is not null
  when 'proposed' then num_nonnulls(decided_by, decided_by_name, decided_at) = 0
  else num_nonnulls(decided_by, decided_by_name, decided_at) = 3 end);
--> statement-breakpoint
drop index fund_reversals_one;
--> statement-breakpoint
create unique index fund_reversals_one on fund_reversals (tenant_id, movement_id) where status not in ('declined', 'withdrawn');
