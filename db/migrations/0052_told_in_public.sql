-- A public figure that was wrong: what stood there, what stands there now, and why. One proposes, another publishes.
create table disclosure_corrections (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  figure text not null constraint disclosure_corrections_figure_known
    check (figure in ('money-received', 'goods-received', 'money-used', 'goods-used')),
  purpose_id uuid,
  month text constraint disclosure_corrections_month_form check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  old_fen bigint not null,
  -- What the ledger had when it was proposed, and then when it was published.
  new_fen bigint not null,
  -- Shown to the public, so it names no person.
  reason text not null constraint disclosure_corrections_reason_present check (btrim(reason) <> ''),
  status text not null constraint disclosure_corrections_status_known check (status in ('proposed', 'published', 'declined')),
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  constraint disclosure_corrections_pk primary key (tenant_id, id),
  constraint disclosure_corrections_purpose_fk foreign key (tenant_id, purpose_id) references gift_purposes (tenant_id, id),
  constraint disclosure_corrections_differs check (old_fen <> new_fen),
  -- Of use only the total is told by itself; a part of it could be about one person.
  constraint disclosure_corrections_use_whole check (figure in ('money-received', 'goods-received') or num_nonnulls(purpose_id, month) = 0),
  constraint disclosure_corrections_two_persons check (decided_by <> proposed_by),
  constraint disclosure_corrections_decision_whole check (num_nonnulls(decided_by, decided_by_name, decided_at) = case status when 'proposed' then 0 else 3 end),
  constraint disclosure_corrections_declined_why check (status <> 'declined' or btrim(coalesce(decision_reason, '')) <> '')
);
--> statement-breakpoint
create index disclosure_corrections_by_status on disclosure_corrections (tenant_id, status, proposed_at desc, id);
--> statement-breakpoint
call isolate_tenants('disclosure_corrections');
--> statement-breakpoint
-- A link by which somebody without an account reads a report until a day; only a digest of its secret is kept.
create table report_links (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  from_month text not null constraint report_links_from_form check (from_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  until_month text not null constraint report_links_until_form check (until_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- For whom it was made.
  reader text not null constraint report_links_reader_present check (btrim(reader) <> ''),
  secret_digest text not null constraint report_links_digest_form check (secret_digest ~ '^[0-9a-f]{64}$'),
  made_by_name text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by_name text,
  constraint report_links_pk primary key (tenant_id, id),
  constraint report_links_secret_unique unique (secret_digest),
  constraint report_links_range check (until_month >= from_month),
  constraint report_links_ends check (expires_at > made_at and expires_at <= made_at + interval '92 days'),
  constraint report_links_revoked_whole check ((revoked_at is null) = (revoked_by_name is null))
);
--> statement-breakpoint
create index report_links_latest on report_links (tenant_id, made_at desc, id);
--> statement-breakpoint
call isolate_tenants('report_links');
--> statement-breakpoint
create function find_report_link(digest text) returns table (tenant_id uuid, id uuid)
  language sql stable security definer set search_path = public
  as $$ select l.tenant_id, l.id from report_links l where l.secret_digest = digest and l.revoked_at is null and l.expires_at > now() $$;
