-- Requests to public addresses in one minute: by where they come from, or by the secret that was named. Keys are blind
-- indexes, so that nobody reads an address or a secret out of them. It says nothing about any tenant: it is counted before
-- one is known.
create table public_requests (
  key text not null,
  minute timestamptz not null,
  requests integer not null constraint public_requests_some check (requests > 0),
  constraint public_requests_pk primary key (key)
);
--> statement-breakpoint
create index public_requests_age on public_requests (minute);
--> statement-breakpoint
comment on table public_requests is 'not-tenant-data';
