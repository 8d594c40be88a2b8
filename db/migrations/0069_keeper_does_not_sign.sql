-- Whoever hands goods over does not sign for whom they are for. What was written down before stays as it is.
alter table goods_allocations add constraint goods_allocations_signer_differs
  check (status <> 'handed_over' or (btrim(handed_to) <> btrim(handed_over_by) and btrim(handed_to) <> btrim(allocated_by))) not valid;
