-- What was found of an order is read on the page on which it is paid, and before another order is made.
create index payment_reviews_of_order on payment_reviews (tenant_id, order_id);
--> statement-breakpoint
-- Why it was last refused to undo a movement is shown beside each movement of a fund.
create index fund_reversals_declined on fund_reversals (tenant_id, movement_id, decided_at desc, id desc) where status = 'declined';
