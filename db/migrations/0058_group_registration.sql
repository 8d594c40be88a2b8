-- A group registers before anybody of it is a volunteer: its leader is nobody yet, and each of its people is asked by
-- themself (志愿服务条例 第十一、十七条; 山东省志愿服务条例 第十七条).
alter table volunteer_teams alter column leader_id drop not null;
--> statement-breakpoint
create table volunteer_invitations (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  team_id uuid not null,
  -- As whoever registered the group wrote it; forgotten some time after a refusal.
  name text,
  -- Where the link went; kept until it is answered, and then forgotten.
  phone_sealed text,
  phone_index text,
  mail_sealed text,
  -- The person who is responsible for the group, and leads it once they have agreed.
  leads boolean not null,
  status text not null constraint volunteer_invitations_status_known check (status in ('asked', 'agreed', 'refused', 'withdrawn')),
  -- Counts the links: a new one makes the one before worthless.
  round integer not null constraint volunteer_invitations_round_positive check (round > 0),
  secret_digest text not null,
  asked_at timestamptz not null,
  asked_by_name text not null,
  expires_at timestamptz not null,
  settled_at timestamptz,
  volunteer_id uuid,
  constraint volunteer_invitations_pk primary key (tenant_id, id),
  constraint volunteer_invitations_team_fk foreign key (tenant_id, team_id) references volunteer_teams (tenant_id, id),
  constraint volunteer_invitations_volunteer_fk foreign key (tenant_id, volunteer_id) references volunteers (tenant_id, id),
  constraint volunteer_invitations_secret_unique unique (secret_digest),
  constraint volunteer_invitations_expires_after check (expires_at > asked_at),
  constraint volunteer_invitations_settled_when check ((status = 'asked') = (settled_at is null)),
  constraint volunteer_invitations_agreed_who check ((status = 'agreed') = (volunteer_id is not null)),
  constraint volunteer_invitations_contact_forgotten check (
    case when status = 'asked' then num_nulls(name, phone_sealed, phone_index) = 0
      else num_nonnulls(phone_sealed, phone_index, mail_sealed) = 0 end)
);
--> statement-breakpoint
create unique index volunteer_invitations_once on volunteer_invitations (tenant_id, team_id, phone_index, name) where status = 'asked';
--> statement-breakpoint
create index volunteer_invitations_team on volunteer_invitations (tenant_id, team_id);
--> statement-breakpoint
create index volunteer_invitations_volunteer on volunteer_invitations (tenant_id, volunteer_id) where volunteer_id is not null;
--> statement-breakpoint
create index volunteer_invitations_old on volunteer_invitations (tenant_id, status, expires_at) where name is not null;
--> statement-breakpoint
call isolate_tenants('volunteer_invitations');
--> statement-breakpoint
-- An answer stands: whoever has agreed or refused is asked anew by an invitation of its own.
create function volunteer_invitation_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (old.status <> 'asked' and
      (to_jsonb(new) - 'name') is distinct from (to_jsonb(old) - 'name')) or (old.status = 'agreed' and new.name is distinct from old.name) then
    raise exception 'an invitation that is settled stays' using errcode = 'check_violation', constraint = 'volunteer_invitations_stay';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger volunteer_invitations_stay before update or delete on volunteer_invitations
  for each row execute function volunteer_invitation_stays();
--> statement-breakpoint
create function find_volunteer_invitation(digest text) returns table (tenant_id uuid, id uuid)
  language sql stable security definer set search_path = public
  as $$ select i.tenant_id, i.id from volunteer_invitations i where i.secret_digest = digest $$;
--> statement-breakpoint
-- Whoever is asked has no account and is no volunteer: the notice is theirs by their invitation.
alter table notices
  add column invitation_id uuid,
  add constraint notices_invitation_fk foreign key (tenant_id, invitation_id) references volunteer_invitations (tenant_id, id),
  drop constraint notices_one_receiver,
  add constraint notices_one_receiver check (num_nonnulls(volunteer_id, user_id, invitation_id) = 1);
--> statement-breakpoint
create index notices_invitation on notices (tenant_id, invitation_id, created_at) where invitation_id is not null;
