-- What a resident was reminded of, a step at a time: which bill has been overdue for longest, for how long, and what is owed by then;
-- who told the family, and how.
create table arrears_notices (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  person_id uuid not null,
  invoice_id uuid not null,
  step smallint not null constraint arrears_notices_step_range check (step between 1 and 9),
  on_date date not null,
  overdue_days integer not null constraint arrears_notices_days_positive check (overdue_days > 0),
  owed_fen bigint not null constraint arrears_notices_owed_positive check (owed_fen > 0),
  recorded_at timestamptz not null,
  told_at timestamptz,
  told_by_name text,
  told_how text constraint arrears_notices_how_known check (told_how in ('phone', 'letter', 'visit', 'meeting')),
  told_note text,
  constraint arrears_notices_pk primary key (tenant_id, id),
  constraint arrears_notices_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint arrears_notices_invoice_fk foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint arrears_notices_once unique (tenant_id, invoice_id, step),
  constraint arrears_notices_told_whole check ((told_at is null) = (told_by_name is null) and (told_at is null) = (told_how is null))
);
--> statement-breakpoint
create index arrears_notices_waiting on arrears_notices (tenant_id, step desc, on_date, id) where told_at is null;
--> statement-breakpoint
create index arrears_notices_of_person on arrears_notices (tenant_id, person_id, on_date desc);
--> statement-breakpoint
call isolate_tenants('arrears_notices');
--> statement-breakpoint
create function arrears_notices_guard() returns trigger language plpgsql as $$
declare telling constant text[] := array['told_at', 'told_by_name', 'told_how', 'told_note'];
begin
  if tg_op = 'DELETE' or old.told_at is not null or to_jsonb(new) - telling <> to_jsonb(old) - telling then
    raise exception 'reminders stay' using errcode = 'check_violation', constraint = 'arrears_notices_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger arrears_notices_guard before update or delete on arrears_notices for each row execute function arrears_notices_guard();
