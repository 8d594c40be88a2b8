-- District → towns and sub-districts → villages, care centres, and whoever may receive gifts.
create table organisations (
  tenant_id uuid not null default current_tenant() references tenants (id),
  id uuid not null,
  kind text not null constraint organisations_kind_known check (kind in ('district', 'town', 'village', 'care_centre', 'receiving_entity')),
  name text not null constraint organisations_name_present check (btrim(name) <> ''),
  name_en text constraint organisations_name_en_present check (btrim(name_en) <> ''),
  -- Region code of GB/T 2260 (district), of its town or of its village; the unified social credit code of anybody else.
  code text,
  parent_id uuid,
  latitude double precision constraint organisations_latitude_range check (latitude between -90 and 90),
  longitude double precision constraint organisations_longitude_range check (longitude between -180 and 180),
  created_at timestamptz not null default now(),
  constraint organisations_pk primary key (tenant_id, id),
  constraint organisations_code_unique unique (tenant_id, code),
  constraint organisations_parent_fk foreign key (tenant_id, parent_id) references organisations (tenant_id, id),
  constraint organisations_parent_other check (parent_id <> id),
  constraint organisations_code_form check (case kind
    when 'district' then code is not null and code ~ '^[0-9]{6}$'
    when 'town' then code is not null and code ~ '^[0-9]{9}$'
    when 'village' then code is null or code ~ '^[0-9]{12}$'
    else code is null or code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$' end),
  constraint organisations_parent_needed check (kind in ('district', 'receiving_entity') or parent_id is not null),
  constraint organisations_place_whole check ((latitude is null) = (longitude is null))
);
--> statement-breakpoint
create index organisations_of_parent on organisations (tenant_id, parent_id, name);
--> statement-breakpoint
create unique index organisations_name_unique on organisations (tenant_id, kind, parent_id, name) nulls not distinct;
--> statement-breakpoint
call isolate_tenants('organisations');
