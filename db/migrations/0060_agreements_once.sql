-- An agreement that was entered twice is one agreement: the later entries are withdrawn, as somebody at the desk would.
update volunteer_agreements later set withdrawn_at = now(), withdraw_reason = '重复记录'
  where later.withdrawn_at is null and exists (select from volunteer_agreements first
    where first.tenant_id = later.tenant_id and first.volunteer_id = later.volunteer_id and first.cause = later.cause
      and first.concerns = later.concerns and first.signed_on = later.signed_on and first.from_date = later.from_date
      and first.until_date = later.until_date and first.withdrawn_at is null and first.id < later.id);
--> statement-breakpoint
create unique index volunteer_agreements_once
  on volunteer_agreements (tenant_id, volunteer_id, cause, concerns, signed_on, from_date, until_date) where withdrawn_at is null;
