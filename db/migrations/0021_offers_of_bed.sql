-- Who let a bed go is not asked about it again for a while.
create index offers_of_bed on offers (tenant_id, bed_id, from_on) where status in ('declined', 'lapsed');
