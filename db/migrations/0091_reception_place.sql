-- Where goods are brought: the reception of the centre. Without a row nobody has said so yet; earlier ones stand in the audit trail.
create table reception_places (
  tenant_id uuid not null default current_tenant() references tenants (id),
  address text not null constraint reception_places_address_present check (btrim(address) <> ''),
  phone text not null constraint reception_places_phone_present check (btrim(phone) <> ''),
  -- Whom to ask for: a person or a desk.
  contact text constraint reception_places_contact_present check (btrim(contact) <> ''),
  set_by text not null,
  constraint reception_places_pk primary key (tenant_id)
);
--> statement-breakpoint
call isolate_tenants('reception_places');
