-- Money that its donor wants to reach one household. A donor may not name an interested person as beneficiary (慈善法 Art. 40).
create table gift_households (
  tenant_id uuid not null default current_tenant() references tenants (id),
  gift_id uuid not null,
  household_id uuid not null,
  -- What the donor declares; whoever declares to be related is refused and stands nowhere.
  declared text not null constraint gift_households_declared_known check (declared in ('none', 'unknown')),
  -- What leaves it unclear whether they are related.
  doubts text[] not null constraint gift_households_doubts_known
    check (doubts <@ array['same-name', 'donor-unknown', 'staff-name', 'not-declared']),
  status text not null constraint gift_households_status_known check (status in ('tied', 'review', 'declined')),
  tied_by text not null,
  tied_by_name text not null,
  tied_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  reason text,
  constraint gift_households_pk primary key (tenant_id, gift_id),
  constraint gift_households_gift_fk foreign key (tenant_id, gift_id) references gifts (tenant_id, id),
  constraint gift_households_household_fk foreign key (tenant_id, household_id) references households (tenant_id, id),
  constraint gift_households_decided_whole check (num_nonnulls(decided_by, decided_by_name, decided_at, reason) in (0, 4)),
  -- What is unclear is decided by another person.
  constraint gift_households_doubt_decided check (status <> 'tied' or cardinality(doubts) = 0 or decided_by is not null),
  constraint gift_households_review_open check ((status = 'review') = (cardinality(doubts) > 0 and decided_by is null)),
  constraint gift_households_two_persons check (decided_by <> tied_by)
);
--> statement-breakpoint
create index gift_households_of_household on gift_households (tenant_id, household_id);
--> statement-breakpoint
create index gift_households_waiting on gift_households (tenant_id, tied_at) where status = 'review';
--> statement-breakpoint
call isolate_tenants('gift_households');
