-- Who declined a need is looked for whenever a visit of it is weighed, through visits in every state: those taken back too.
create index visits_need on visits (tenant_id, need_id);
