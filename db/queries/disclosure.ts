import { sql } from 'drizzle-orm';
import type { Tx } from '../transaction';

/** One sum of the public figures: what the ledger says and what the registers of gifts say, by purpose, account and month. */
export interface DisclosedSum {
  readonly purposeCode: string;
  readonly purposeName: string;
  readonly purposeNameEn: string;
  readonly account:
    | 'income.gifts-money'
    | 'income.gifts-goods'
    | 'expense.gifts-money'
    | 'expense.gifts-goods';
  /** `YYYY-MM` */
  readonly month: string;
  readonly ledgerFen: bigint;
  readonly registeredFen: bigint;
}

/**
 * Sums of the ledger beside sums of gifts, hand-overs and spendings. One statement, so that both are of the same
 * instant, whatever others are posting.
 */
export async function selectDisclosedSums(tx: Tx): Promise<DisclosedSum[]> {
  const rows = await tx.execute<
    Omit<DisclosedSum, 'ledgerFen' | 'registeredFen'> & { ledgerFen: string; registeredFen: string }
  >(sql`
    with posted as (
      select a.subject_id as purpose_id, a.code as account, to_char(p.on_date, 'YYYY-MM') as month,
        sum(case a.kind when 'income' then -p.amount_fen else p.amount_fen end) as fen
      from ledger_accounts a join ledger_postings p on p.tenant_id = a.tenant_id and p.account_id = a.id
      where a.subject_type = 'gift-purpose'
        and a.code in ('income.gifts-money', 'income.gifts-goods', 'expense.gifts-money', 'expense.gifts-goods')
      group by 1, 2, 3
    ), registers as (
      select g.purpose_id, case g.kind when 'money' then 'income.gifts-money' else 'income.gifts-goods' end as account,
        to_char(e.on_date, 'YYYY-MM') as month, sum(g.received_fen) as fen
      from gifts g join ledger_entries e on e.tenant_id = g.tenant_id and e.id = g.entry_id group by 1, 2, 3
      union all
      -- What went back, and what of it the provider could not send back after all.
      select g.purpose_id, 'income.gifts-money', to_char(e.on_date, 'YYYY-MM'),
        sum(case e.id when r.entry_id then -r.amount_fen else r.amount_fen end)
      from gift_returns r join gifts g on g.tenant_id = r.tenant_id and g.id = r.gift_id
      join ledger_entries e on e.tenant_id = r.tenant_id and e.id in (r.entry_id, r.reversal_entry_id) group by 1, 2, 3
      union all
      select l.purpose_id, 'expense.gifts-goods', to_char(a.handed_over_on, 'YYYY-MM'), sum(i.value_fen)
      from goods_allocations a
      join goods_allocation_lines i on i.tenant_id = a.tenant_id and i.allocation_id = a.id
      join goods_lots l on l.tenant_id = i.tenant_id and l.id = i.lot_id
      where a.status = 'handed_over' and i.value_fen > 0 group by 1, 2, 3
      union all
      select s.purpose_id, 'expense.gifts-money', to_char(s.spent_on, 'YYYY-MM'), sum(s.amount_fen)
      from gift_spendings s group by 1, 2, 3
    ), registered as (
      select purpose_id, account, month, sum(fen) as fen from registers group by 1, 2, 3
    )
    select u.code as "purposeCode", u.name as "purposeName", u.name_en as "purposeNameEn", account, month,
      coalesce(p.fen, 0)::text as "ledgerFen", coalesce(r.fen, 0)::text as "registeredFen"
    from posted p full join registered r using (purpose_id, account, month)
    join gift_purposes u on u.id = purpose_id
    order by month desc, u.position, account`);
  return rows.map(({ ledgerFen, registeredFen, ...row }) => ({
    ...row,
    ledgerFen: BigInt(ledgerFen),
    registeredFen: BigInt(registeredFen),
  }));
}

/** Districts whose public pages this installation serves, the one it was set up for first. */
export async function selectPublicDistricts(
  tx: Tx,
): Promise<{ id: string; slug: string; name: string; nameEn: string; demo: boolean }[]> {
  const rows = await tx.execute<{ id: string; slug: string; name: string; nameEn: string; demo: boolean }>(
    sql`select id, slug, name, name_en as "nameEn", demo from public_districts()`,
  );
  return [...rows];
}
