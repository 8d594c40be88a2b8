-- One row per person, whatever brought them here: applicant, resident, volunteer, donor, relative.
create table people (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  name text not null constraint people_name_present check (btrim(name) <> '') constraint people_name_short check (char_length(name) <= 60),
  sex text not null constraint people_sex_known check (sex in ('male', 'female')),
  birth_date date not null,
  identity_sealed text,
  identity_index text,
  phone_sealed text,
  phone_index text,
  address_sealed text,
  registration text constraint people_registration_known check (registration in ('urban', 'rural')),
  town_code text,
  village text constraint people_village_present check (btrim(village) <> ''),
  hardship_category text constraint people_hardship_category_known
    check (hardship_category in ('tekun', 'dibao', 'dibao_marginal', 'expense', 'special_hardship')),
  deceased_on date,
  created_at timestamptz not null default now(),
  constraint people_pk primary key (tenant_id, id),
  -- 数出一源: one identity number is one person, however often it is registered.
  constraint people_identity_unique unique (tenant_id, identity_index),
  constraint people_identity_whole check ((identity_sealed is null) = (identity_index is null)),
  constraint people_phone_whole check ((phone_sealed is null) = (phone_index is null)),
  constraint people_deceased_after_birth check (deceased_on >= birth_date),
  constraint people_town_fk foreign key (tenant_id, town_code) references organisations (tenant_id, code)
);
--> statement-breakpoint
-- Also carries the search inside a name: row-level security lets no leaky operator (like, trigrams) reach an index,
-- so such a search reads this one index of the tenant and nothing of the table.
create index people_by_name on people (tenant_id, name collate "zh-x-icu", id);
--> statement-breakpoint
create index people_by_phone on people (tenant_id, phone_index) where phone_index is not null;
--> statement-breakpoint
create index people_by_town on people (tenant_id, town_code, name collate "zh-x-icu", id);
--> statement-breakpoint
call isolate_tenants('people');
--> statement-breakpoint
create table households (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  town_code text,
  village text constraint households_village_present check (btrim(village) <> ''),
  address_sealed text,
  -- Persons as declared on paper; the members known here may be fewer.
  declared_size smallint constraint households_declared_size_range check (declared_size between 1 and 30),
  created_at timestamptz not null default now(),
  constraint households_pk primary key (tenant_id, id),
  constraint households_town_fk foreign key (tenant_id, town_code) references organisations (tenant_id, code)
);
--> statement-breakpoint
create index households_by_town on households (tenant_id, town_code);
--> statement-breakpoint
call isolate_tenants('households');
--> statement-breakpoint
create table household_members (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  household_id uuid not null,
  person_id uuid not null,
  -- To the head of the household, by the first digit of GB/T 4761; null where it was not asked.
  relation text constraint household_members_relation_known check (relation in
    ('head', 'spouse', 'son', 'daughter', 'grandchild', 'parent', 'grandparent', 'sibling', 'other')),
  from_on date not null,
  until_on date,
  constraint household_members_pk primary key (tenant_id, id),
  constraint household_members_household_fk foreign key (tenant_id, household_id) references households (tenant_id, id),
  constraint household_members_person_fk foreign key (tenant_id, person_id) references people (tenant_id, id),
  constraint household_members_range check (until_on > from_on),
  -- 一户一案: nobody belongs to two households on one day.
  constraint household_members_one_household exclude using gist
    (tenant_id with =, person_id with =, daterange(from_on, until_on) with &&)
);
--> statement-breakpoint
create unique index household_members_one_head on household_members (tenant_id, household_id) where relation = 'head' and until_on is null;
--> statement-breakpoint
create index household_members_of_household on household_members (tenant_id, household_id);
--> statement-breakpoint
call isolate_tenants('household_members');
