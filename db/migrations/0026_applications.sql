-- What else an application says: relation of the guardian, care needs, wishes for the room, facts of hardship. Health facts among it, so sealed.
alter table applications add column details_sealed text;
--> statement-breakpoint
-- An application that is being filled in, step by step; everything typed lies in one sealed text and goes when the draft is over.
create table application_drafts (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  -- Null: somebody who is not in the register yet.
  person_id uuid,
  -- Town of the clerk or the person: whose town clerks see it.
  town_code text,
  status text not null constraint application_drafts_status_known check (status in ('open', 'submitted', 'discarded', 'expired')),
  said_sealed text,
  version integer not null constraint application_drafts_version_positive check (version > 0),
  -- By step: version in which it was saved last, so that two people are told only when they meet at the same step.
  steps jsonb not null,
  origin text not null constraint application_drafts_origin_known check (origin in ('page', 'api')),
  application_id uuid,
  started_at timestamptz not null,
  started_by_name text not null,
  saved_at timestamptz not null,
  saved_by_name text not null,
  closed_at timestamptz,
  constraint application_drafts_pk primary key (tenant_id, id),
  constraint application_drafts_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint application_drafts_application_fk foreign key (tenant_id, application_id) references applications (tenant_id, id),
  constraint application_drafts_application_unique unique (tenant_id, application_id),
  constraint application_drafts_submitted_whole check ((status = 'submitted') = (application_id is not null)),
  constraint application_drafts_open_whole check ((status = 'open') = (closed_at is null) and (status = 'open') = (said_sealed is not null))
);
--> statement-breakpoint
-- A family on two devices, or a family and a clerk, fill in the same draft.
create unique index application_drafts_one_open on application_drafts (tenant_id, person_id) where status = 'open' and person_id is not null;
--> statement-breakpoint
create index application_drafts_by_saved on application_drafts (tenant_id, saved_at, id) where status = 'open';
--> statement-breakpoint
create index application_drafts_of_person on application_drafts (tenant_id, person_id);
--> statement-breakpoint
call isolate_tenants('application_drafts');
--> statement-breakpoint
create function application_drafts_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.status <> 'open' then
    raise exception 'a draft that is over stays as it is' using errcode = 'check_violation', constraint = 'application_drafts_over';
  end if;
  if new.version < old.version then
    raise exception 'a draft goes forward' using errcode = 'check_violation', constraint = 'application_drafts_version_grows';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger application_drafts_guard before update or delete on application_drafts for each row execute function application_drafts_guard();
--> statement-breakpoint
-- Kinds of documents, and of whom each is required.
create table document_kinds (
  tenant_id uuid not null default current_tenant() references tenants (id),
  code text not null constraint document_kinds_code_form check (code ~ '^[a-z][a-z_]{1,39}$'),
  position smallint not null,
  name text not null constraint document_kinds_name_present check (btrim(name) <> ''),
  name_en text not null constraint document_kinds_name_en_present check (btrim(name_en) <> ''),
  hint text not null,
  hint_en text not null,
  -- {"always": true}, {"categories": […]}, {"facts": […]}, {"guardian": true}, or {} for never.
  required_of jsonb not null,
  source text not null constraint document_kinds_source_present check (btrim(source) <> ''),
  confidence text not null constraint document_kinds_confidence_known check (confidence in ('confirmed', 'unconfirmed')),
  constraint document_kinds_pk primary key (tenant_id, code)
);
--> statement-breakpoint
call isolate_tenants('document_kinds');
--> statement-breakpoint
-- What the clerk still needs to know or see, all of it at once, and until when.
create table application_requests (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  application_id uuid not null,
  status text not null constraint application_requests_status_known check (status in ('open', 'answered', 'withdrawn', 'lapsed')),
  asked_on date not null,
  due_on date not null,
  asked_at timestamptz not null,
  asked_by_name text not null,
  -- Why once was not enough.
  again_reason text,
  closed_on date,
  closed_at timestamptz,
  closed_by_name text,
  closed_reason text,
  -- Days on which the job put it on the list of those to be called.
  reminded_on date,
  overdue_on date,
  -- When whoever asked has looked at the answer.
  seen_at timestamptz,
  seen_by_name text,
  constraint application_requests_pk primary key (tenant_id, id),
  constraint application_requests_application_fk foreign key (tenant_id, application_id) references applications (tenant_id, id),
  constraint application_requests_due_order check (due_on > asked_on),
  constraint application_requests_closed_order check (closed_on >= asked_on),
  constraint application_requests_closed_whole check ((status = 'open') = (closed_at is null) and (status = 'open') = (closed_on is null)),
  constraint application_requests_withdrawn_reason check ((status = 'withdrawn') = (closed_reason is not null)),
  constraint application_requests_seen_whole check ((seen_at is null) = (seen_by_name is null) and (seen_at is null or status = 'answered'))
);
--> statement-breakpoint
create unique index application_requests_one_open on application_requests (tenant_id, application_id) where status = 'open';
--> statement-breakpoint
create index application_requests_due on application_requests (tenant_id, due_on, id) where status = 'open';
--> statement-breakpoint
create index application_requests_unseen on application_requests (tenant_id, closed_at, id) where status = 'answered' and seen_at is null;
--> statement-breakpoint
create index application_requests_of_application on application_requests (tenant_id, application_id, asked_at);
--> statement-breakpoint
call isolate_tenants('application_requests');
--> statement-breakpoint
create function application_requests_guard() returns trigger language plpgsql as $$
declare later constant text[] := array['status', 'closed_on', 'closed_at', 'closed_by_name', 'closed_reason', 'reminded_on', 'overdue_on', 'seen_at', 'seen_by_name'];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - later <> to_jsonb(old) - later or (old.status <> 'open' and new.status <> old.status) then
    raise exception 'a request stays as it was made' using errcode = 'check_violation', constraint = 'application_requests_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger application_requests_guard before update or delete on application_requests for each row execute function application_requests_guard();
--> statement-breakpoint
create table application_request_items (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  request_id uuid not null,
  position smallint not null,
  -- Null: a fact to be told, not a document.
  document_kind text,
  text_sealed text not null,
  answer_sealed text,
  constraint application_request_items_pk primary key (tenant_id, id),
  constraint application_request_items_request_fk foreign key (tenant_id, request_id) references application_requests (tenant_id, id),
  constraint application_request_items_kind_fk foreign key (tenant_id, document_kind) references document_kinds (tenant_id, code),
  constraint application_request_items_position_unique unique (tenant_id, request_id, position)
);
--> statement-breakpoint
call isolate_tenants('application_request_items');
--> statement-breakpoint
create function application_request_items_guard() returns trigger language plpgsql as $$
begin
  -- An answer comes once; besides, new keys reach what is sealed.
  if tg_op = 'DELETE' or new.request_id <> old.request_id or new.position <> old.position
    or new.document_kind is distinct from old.document_kind or (old.answer_sealed is not null and new.answer_sealed is null) then
    raise exception 'what was asked stays' using errcode = 'check_violation', constraint = 'application_request_items_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger application_request_items_guard before update or delete on application_request_items for each row execute function application_request_items_guard();
--> statement-breakpoint
-- Scans and photographs. The file lies encrypted in the store under a key of its own, which lies here, sealed.
create table application_documents (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  draft_id uuid,
  application_id uuid,
  request_id uuid,
  kind text not null,
  name_sealed text not null,
  file_key text not null constraint application_documents_file_key_form check (file_key ~ '^[0-9a-f]{64}$'),
  key_sealed text,
  -- Blind index of the content: the same paper is not kept twice.
  content_index text not null,
  file_type text not null constraint application_documents_type_known check (file_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  file_bytes integer not null constraint application_documents_bytes_range check (file_bytes between 1 and 10485760),
  added_at timestamptz not null,
  added_by_name text not null,
  withdrawn_at timestamptz,
  withdrawn_by_name text,
  withdrawn_reason text,
  -- Its draft was given up: the key is destroyed at once, the file by a job afterwards.
  destroyed_at timestamptz,
  erased_at timestamptz,
  constraint application_documents_pk primary key (tenant_id, id),
  constraint application_documents_draft_fk foreign key (tenant_id, draft_id) references application_drafts (tenant_id, id),
  constraint application_documents_application_fk foreign key (tenant_id, application_id) references applications (tenant_id, id),
  constraint application_documents_request_fk foreign key (tenant_id, request_id) references application_requests (tenant_id, id),
  constraint application_documents_kind_fk foreign key (tenant_id, kind) references document_kinds (tenant_id, code),
  constraint application_documents_owned check (draft_id is not null or application_id is not null),
  constraint application_documents_request_of_application check (request_id is null or application_id is not null),
  constraint application_documents_withdrawn_whole check ((withdrawn_at is null) = (withdrawn_by_name is null) and (withdrawn_at is null) = (withdrawn_reason is null)),
  constraint application_documents_destroyed_whole check ((destroyed_at is null) = (key_sealed is not null) and (erased_at is null or destroyed_at is not null)),
  -- What belongs to an application is a part of its record and stays.
  constraint application_documents_record_stays check (application_id is null or destroyed_at is null)
);
--> statement-breakpoint
create unique index application_documents_once_in_draft on application_documents (tenant_id, draft_id, content_index) where withdrawn_at is null and draft_id is not null;
--> statement-breakpoint
create unique index application_documents_once_in_application on application_documents (tenant_id, application_id, content_index)
  where withdrawn_at is null and application_id is not null;
--> statement-breakpoint
create index application_documents_to_erase on application_documents (tenant_id, draft_id) where destroyed_at is not null and erased_at is null;
--> statement-breakpoint
call isolate_tenants('application_documents');
--> statement-breakpoint
create function application_documents_guard() returns trigger language plpgsql as $$
declare later constant text[] := array['application_id', 'name_sealed', 'key_sealed', 'withdrawn_at', 'withdrawn_by_name', 'withdrawn_reason', 'destroyed_at', 'erased_at'];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - later <> to_jsonb(old) - later
    or (old.application_id is not null and new.application_id is distinct from old.application_id)
    or (old.withdrawn_at is not null and new.withdrawn_at is distinct from old.withdrawn_at)
    or (old.destroyed_at is not null and new.destroyed_at is distinct from old.destroyed_at) then
    raise exception 'a document that was handed in stays' using errcode = 'check_violation', constraint = 'application_documents_kept';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger application_documents_guard before update or delete on application_documents for each row execute function application_documents_guard();
--> statement-breakpoint
-- Rules of a tenant's own; without a row those of `intake-rules.rules.ts` hold.
create table intake_settings (
  tenant_id uuid not null default current_tenant() references tenants (id),
  draft_keep_days smallint not null constraint intake_settings_keep_range check (draft_keep_days between 7 and 365),
  answer_days smallint not null constraint intake_settings_answer_range check (answer_days between 1 and 60),
  decide_days smallint not null constraint intake_settings_decide_range check (decide_days between 1 and 90),
  documents_limit smallint not null constraint intake_settings_documents_range check (documents_limit between 5 and 100),
  constraint intake_settings_pk primary key (tenant_id)
);
--> statement-breakpoint
call isolate_tenants('intake_settings');
