-- The gifts of a purpose are listed beside its fund, the newest first.
create index gifts_of_purpose on gifts (tenant_id, purpose_id, id);
