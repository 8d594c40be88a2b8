-- Of a month that has not begun there is no public figure to correct and nothing to report. What was said before this may still be
-- declined or revoked.
alter table disclosure_corrections
  add constraint disclosure_corrections_month_began check (status = 'declined' or month is null
    or month <= to_char(coalesce(decided_at, proposed_at) at time zone 'Asia/Shanghai', 'YYYY-MM')) not valid;
--> statement-breakpoint
alter table report_links
  add constraint report_links_month_began check (revoked_at is not null
    or until_month <= to_char(made_at at time zone 'Asia/Shanghai', 'YYYY-MM')) not valid;
--> statement-breakpoint
-- Goods that were lost or sold reached nobody, so they are told, and corrected, by purpose and month as what was received.
alter table disclosure_corrections
  drop constraint disclosure_corrections_figure_known,
  drop constraint disclosure_corrections_use_whole,
  add constraint disclosure_corrections_figure_known
    check (figure in ('money-received', 'goods-received', 'money-used', 'goods-used', 'goods-lost')),
  add constraint disclosure_corrections_use_whole
    check (figure in ('money-received', 'goods-received', 'goods-lost') or num_nonnulls(purpose_id, month) = 0);
