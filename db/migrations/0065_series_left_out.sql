-- Days that a series would have and on which nobody is to come: holidays, a week away.
alter table visit_series
  add column left_out date[] not null default '{}',
  add constraint visit_series_left_out_few check (cardinality(left_out) <= 60);
