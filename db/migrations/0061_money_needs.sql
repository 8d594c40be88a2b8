-- What somebody is short of may be money: a repair, a fee. Then it has an amount, and neither unit nor quantity.
alter table appeal_needs add column amount_fen bigint constraint appeal_needs_amount_positive check (amount_fen > 0);
--> statement-breakpoint
alter table appeal_needs alter column quantity drop not null;
--> statement-breakpoint
alter table appeal_needs drop constraint appeal_needs_unit_present;
--> statement-breakpoint
alter table appeal_needs add constraint appeal_needs_goods_or_money
  check (case when amount_fen is null then quantity is not null and btrim(unit) <> '' else quantity is null and unit = '' and spec = '' end);
