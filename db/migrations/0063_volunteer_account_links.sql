-- A volunteer stands behind an account by opening a link of their own: with the account they have, or with a new one.
create table volunteer_account_links (
  tenant_id uuid not null default current_tenant() references tenants (id),
  volunteer_id uuid not null,
  -- Counts the links: a new one makes the one before worthless.
  round integer not null constraint volunteer_account_links_round_positive check (round > 0),
  secret_digest text not null,
  made_at timestamptz not null,
  made_by_name text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  user_id uuid,
  constraint volunteer_account_links_pk primary key (tenant_id, volunteer_id),
  constraint volunteer_account_links_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_account_links_user_fk foreign key (tenant_id, user_id) references users (tenant_id, id),
  constraint volunteer_account_links_secret_unique unique (secret_digest),
  constraint volunteer_account_links_expires_after check (expires_at > made_at),
  constraint volunteer_account_links_used_by check ((used_at is null) = (user_id is null))
);
--> statement-breakpoint
create index volunteer_account_links_user on volunteer_account_links (tenant_id, user_id) where user_id is not null;
--> statement-breakpoint
call isolate_tenants('volunteer_account_links');
--> statement-breakpoint
-- A link is used once; only a new one takes its place.
create function volunteer_account_link_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (old.used_at is not null and new.round <= old.round) then
    raise exception 'a link that was used stays' using errcode = 'check_violation', constraint = 'volunteer_account_links_stay';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger volunteer_account_links_stay before update or delete on volunteer_account_links
  for each row execute function volunteer_account_link_stays();
--> statement-breakpoint
create function find_volunteer_account_link(digest text) returns table (tenant_id uuid, volunteer_id uuid)
  language sql stable security definer set search_path = public
  as $$ select l.tenant_id, l.volunteer_id from volunteer_account_links l where l.secret_digest = digest $$;
--> statement-breakpoint
create index users_volunteer on users (tenant_id, volunteer_id) where volunteer_id is not null;
