-- Amounts that an authority has set, by what they are for and from when. Proposed by one person, approved by another.
create table standards (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  kind text not null constraint standards_kind_known check (kind in ('dibao', 'tekun-basic', 'care-tier', 'market-reference')),
  registration text constraint standards_registration_known check (registration in ('urban', 'rural')),
  support text constraint standards_support_known check (support in ('centralised', 'scattered')),
  scale_code text,
  grade text,
  key text not null generated always as
    (kind || '/' || coalesce(registration, '') || '/' || coalesce(support, '') || '/' || coalesce(scale_code, '') || '/' || coalesce(grade, '')) stored,
  -- Fen per month.
  amount_fen bigint not null constraint standards_amount_positive check (amount_fen > 0 or (kind = 'care-tier' and amount_fen = 0)),
  effective_from date not null,
  effective_until date,
  -- Number and name of the document that sets it.
  source text not null constraint standards_source_present check (btrim(source) <> ''),
  status text not null constraint standards_status_known check (status in ('proposed', 'approved', 'declined')),
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  constraint standards_pk primary key (tenant_id, id),
  constraint standards_dimensions_whole check (
    (kind in ('dibao', 'tekun-basic')) = (registration is not null)
    and (kind = 'tekun-basic') = (support is not null)
    and (kind in ('care-tier', 'market-reference')) = (scale_code is not null)
    and (scale_code is null) = (grade is null)),
  constraint standards_range_order check (effective_until > effective_from),
  constraint standards_decision_whole check (
    (status = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)
    and (decided_by is null) = (decided_by_name is null)),
  constraint standards_two_persons check (status <> 'approved' or decided_by <> proposed_by),
  constraint standards_no_overlap exclude using gist
    (tenant_id with =, key with =, daterange(effective_from, effective_until) with &&) where (status = 'approved')
);
--> statement-breakpoint
create index standards_by_key on standards (tenant_id, kind, key, effective_from);
--> statement-breakpoint
create index standards_waiting on standards (tenant_id, proposed_at) where status = 'proposed';
--> statement-breakpoint
call isolate_tenants('standards');
--> statement-breakpoint
-- What was decided stays; an open end may be closed when a successor begins.
create function standards_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'standards stay' using errcode = 'check_violation', constraint = 'standards_kept';
  end if;
  if (new.tenant_id, new.id, new.kind, new.registration, new.support, new.scale_code, new.grade, new.amount_fen, new.effective_from,
      new.source, new.proposed_by, new.proposed_by_name, new.proposed_at)
    is distinct from (old.tenant_id, old.id, old.kind, old.registration, old.support, old.scale_code, old.grade, old.amount_fen, old.effective_from,
      old.source, old.proposed_by, old.proposed_by_name, old.proposed_at)
    or (old.effective_until is not null and new.effective_until is distinct from old.effective_until)
    or (old.status <> 'proposed' and (new.status, new.decided_by, new.decided_by_name, new.decided_at, new.decision_reason)
      is distinct from (old.status, old.decided_by, old.decided_by_name, old.decided_at, old.decision_reason)) then
    raise exception 'standard % is decided', old.id using errcode = 'check_violation', constraint = 'standards_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger standards_guard before update or delete on standards for each row execute function standards_guard();
--> statement-breakpoint
-- Standards and tariffs hold each other up, so within a tenant they are changed one after another.
create function lock_price_band() returns void language sql volatile
  as $$ select pg_advisory_xact_lock(hashtext('price-band'), hashtext(current_tenant()::text)) $$;
