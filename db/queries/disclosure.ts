import { sql } from 'drizzle-orm';
import type { TransferGround } from '~/domain/funds/fund.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import type { Tx } from '../transaction';

/** One sum of the public figures: what the ledger says and what the registers of gifts say, by purpose, account and month. */
export interface DisclosedSum {
  readonly purposeCode: string;
  readonly purposeName: string;
  readonly purposeNameEn: string;
  /** Code of the ledger's account; `income.gifts-sold` is the part of `income.gifts-money` that goods brought that were sold. */
  readonly account:
    | 'income.gifts-money'
    | 'income.gifts-sold'
    | 'income.gifts-goods'
    | 'expense.gifts-money'
    | 'expense.gifts-goods'
    | 'expense.gifts-goods-lost'
    | 'equity.fund-transfers';
  /** `YYYY-MM` */
  readonly month: string;
  readonly ledgerFen: bigint;
  readonly registeredFen: bigint;
  /** Of use: keys of those whom it reached, at most as many as were asked for. */
  readonly people: readonly string[];
}

/**
 * Whom a hand-over of goods reaches: the resident, whoever lay in the bed that day, `nobody` when it was empty; the head of the
 * household or another member, so that one family is not two people; whom the visit was for, else its place. `a` is the
 * allocation; needs `reachedByGoods` among the joins.
 */
const goodsPerson = (nobody: string) =>
  sql`coalesce(coalesce(a.person_id, o.person_id, n.person_id, h.person_id, a.household_id)::text, n.place, ${nobody})`;
const reachedByGoods = sql`left join bed_occupancies o on o.tenant_id = a.tenant_id and o.bed_id = a.bed_id
  and o.from_on <= a.handed_over_on and (o.until_on is null or o.until_on > a.handed_over_on)
  left join visits v on v.tenant_id = a.tenant_id and v.id = a.visit_id
  left join visit_needs n on n.tenant_id = v.tenant_id and n.id = v.need_id
  left join lateral (select m.person_id from household_members m
    where m.tenant_id = a.tenant_id and m.household_id = coalesce(a.household_id, n.household_id)
    and m.from_on <= a.handed_over_on and (m.until_on is null or m.until_on > a.handed_over_on)
    order by coalesce(m.relation = 'head', false) desc, m.person_id limit 1) h on true`;

/**
 * Sums of the ledger beside sums of gifts, hand-overs and spendings, and whom use reached (`most` of them). One statement, so
 * that all are of the same instant, whatever others are posting. A spending that is nobody's share counts as one person.
 * The month is that of the ledger entry everywhere: what is told late of a closed month is booked in the next, and stands there
 * with the person whom it reached. A use that was taken back is less in the month of its reversal and reached nobody; goods without a value have no entry and stand in the month of their hand-over.
 */
export async function selectDisclosedSums(
  tx: Tx,
  { most, nobody }: { most: number; nobody: string },
): Promise<DisclosedSum[]> {
  const rows = await tx.execute<
    Omit<DisclosedSum, 'ledgerFen' | 'registeredFen'> & { ledgerFen: string; registeredFen: string }
  >(sql`
    with posted as (
      select a.subject_id as purpose_id, case when a.code = 'income.gifts-money' and c.id is not null then 'income.gifts-sold' else a.code end as account,
        to_char(p.on_date, 'YYYY-MM') as month, sum(case a.kind when 'expense' then p.amount_fen else -p.amount_fen end) as fen
      from ledger_accounts a join ledger_postings p on p.tenant_id = a.tenant_id and p.account_id = a.id
      left join stock_changes c on c.tenant_id = p.tenant_id and c.entry_id = p.entry_id and c.kind = 'sale'
      where a.subject_type = 'gift-purpose'
        and a.code in ('income.gifts-money', 'income.gifts-goods', 'expense.gifts-money', 'expense.gifts-goods', 'expense.gifts-goods-lost',
          'equity.fund-transfers')
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
      select l.purpose_id, 'expense.gifts-goods', to_char(e.on_date, 'YYYY-MM'), sum(i.value_fen)
      from goods_allocations a join ledger_entries e on e.tenant_id = a.tenant_id and e.id = a.entry_id
      join goods_allocation_lines i on i.tenant_id = a.tenant_id and i.allocation_id = a.id
      join goods_lots l on l.tenant_id = i.tenant_id and l.id = i.lot_id
      where a.status = 'handed_over' and i.value_fen > 0 group by 1, 2, 3
      union all
      select s.purpose_id, 'expense.gifts-money', to_char(e.on_date, 'YYYY-MM'),
        sum(case e.id when s.entry_id then s.amount_fen else -s.amount_fen end)
      from gift_spendings s join ledger_entries e on e.tenant_id = s.tenant_id and e.id in (s.entry_id, s.reversal_entry_id)
      group by 1, 2, 3
      union all
      -- What was spoiled, missing or sold, and what came back of it; and what sales brought after their costs.
      select l.purpose_id, 'expense.gifts-goods-lost', to_char(e.on_date, 'YYYY-MM'), sum(i.value_fen)
      from stock_changes c join ledger_entries e on e.tenant_id = c.tenant_id and e.id = c.entry_id
      join stock_change_lines i on i.tenant_id = c.tenant_id and i.change_id = c.id
      join goods_lots l on l.tenant_id = i.tenant_id and l.id = i.lot_id
      where i.value_fen <> 0 group by 1, 2, 3
      union all
      select c.purpose_id, 'income.gifts-sold', to_char(e.on_date, 'YYYY-MM'), sum(c.proceeds_fen - c.costs_fen)
      from stock_changes c join ledger_entries e on e.tenant_id = c.tenant_id and e.id = c.entry_id
      where c.kind = 'sale' group by 1, 2, 3
      union all
      -- What was carried over from one purpose to another, and what of it was undone.
      select f.purpose_id, 'equity.fund-transfers', to_char(e.on_date, 'YYYY-MM'),
        sum(case when (f.id = m.to_fund_id) = (e.id = m.entry_id) then m.amount_fen else -m.amount_fen end)
      from fund_movements m
      left join fund_reversals r on r.tenant_id = m.tenant_id and r.movement_id = m.id and r.status = 'done'
      join ledger_entries e on e.tenant_id = m.tenant_id and e.id in (m.entry_id, r.entry_id)
      join funds f on f.tenant_id = m.tenant_id and f.id in (m.fund_id, m.to_fund_id)
      where m.kind = 'transfer' and f.purpose_id is not null group by 1, 2, 3
    ), registered as (
      select purpose_id, account, month, sum(fen) as fen from registers group by 1, 2, 3
    ), reached as (
      select l.purpose_id, 'expense.gifts-goods' as account, to_char(coalesce(e.on_date, a.handed_over_on), 'YYYY-MM') as month,
        ${goodsPerson(nobody)} as person
      from goods_allocations a
      left join ledger_entries e on e.tenant_id = a.tenant_id and e.id = a.entry_id
      join goods_allocation_lines i on i.tenant_id = a.tenant_id and i.allocation_id = a.id
      join goods_lots l on l.tenant_id = i.tenant_id and l.id = i.lot_id
      ${reachedByGoods}
      where a.status = 'handed_over'
      union
      select s.purpose_id, 'expense.gifts-money', to_char(e.on_date, 'YYYY-MM'), case when s.reversal_entry_id is null then coalesce(m.person_id, s.id)::text else ${nobody} end
      from gift_spendings s join ledger_entries e on e.tenant_id = s.tenant_id and e.id in (s.entry_id, s.reversal_entry_id)
      left join fund_movements m on m.tenant_id = s.tenant_id and m.entry_id = s.entry_id
    ), people as (
      select purpose_id, account, month, (array_agg(person order by person = ${nobody}, person))[1:${most}::int] as people from reached group by 1, 2, 3
    )
    select u.code as "purposeCode", u.name as "purposeName", u.name_en as "purposeNameEn", account, month,
      coalesce(p.fen, 0)::text as "ledgerFen", coalesce(r.fen, 0)::text as "registeredFen",
      coalesce(q.people, '{}') as people
    from posted p full join registered r using (purpose_id, account, month) full join people q using (purpose_id, account, month)
    join gift_purposes u on u.id = purpose_id
    order by month desc, u.position, account`);
  return rows.map(({ ledgerFen, registeredFen, ...row }) => ({
    ...row,
    ledgerFen: BigInt(ledgerFen),
    registeredFen: BigInt(registeredFen),
  }));
}

/**
 * Donated money that was carried over from one purpose to another, the latest first: on which ground, on which day of the ledger,
 * and on which it was undone. Before a ground had to be named there is none.
 */
export async function selectCarriedOver(tx: Tx, limit: number) {
  const rows = await tx.execute<{
    on: PlainDate;
    fromCode: string;
    fromName: string;
    fromNameEn: string;
    toCode: string;
    toName: string;
    toNameEn: string;
    ground: TransferGround | null;
    fen: string;
    undoneOn: PlainDate | null;
  }>(sql`
    select e.on_date::text as "on", u.code as "fromCode", u.name as "fromName", u.name_en as "fromNameEn",
      v.code as "toCode", v.name as "toName", v.name_en as "toNameEn", m.ground, m.amount_fen::text as fen, x.on_date::text as "undoneOn"
    from fund_movements m
    join ledger_entries e on e.tenant_id = m.tenant_id and e.id = m.entry_id
    left join fund_reversals r on r.tenant_id = m.tenant_id and r.movement_id = m.id and r.status = 'done'
    left join ledger_entries x on x.tenant_id = r.tenant_id and x.id = r.entry_id
    join funds f on f.tenant_id = m.tenant_id and f.id = m.fund_id
    join funds t on t.tenant_id = m.tenant_id and t.id = m.to_fund_id
    join gift_purposes u on u.tenant_id = f.tenant_id and u.id = f.purpose_id
    join gift_purposes v on v.tenant_id = t.tenant_id and v.id = t.purpose_id
    where m.kind = 'transfer'
    order by e.on_date desc, m.decided_at desc, m.id limit ${limit}`);
  return rows.map((row) => ({
    on: row.on,
    from: { code: row.fromCode, name: row.fromName, nameEn: row.fromNameEn },
    to: { code: row.toCode, name: row.toName, nameEn: row.toNameEn },
    ground: row.ground,
    amountFen: BigInt(row.fen),
    undoneOn: row.undoneOn,
  }));
}

/** What became of donated goods, by goods and purpose, with keys of those whom they reached, `most` of them; for rules, not for the public. */
export async function selectGoodsReach(
  tx: Tx,
  { most, nobody, limit }: { most: number; nobody: string; limit: number },
) {
  const rows = await tx.execute<{
    name: string;
    spec: string;
    unit: string;
    purpose: string;
    purposeName: string;
    purposeNameEn: string;
    received: number;
    handedOver: number;
    /** Missing, spoiled or sold; less what was found again. */
    lost: number;
    people: string[];
  }>(sql`
    with out as (
      select l.goods_id, l.purpose_id, sum(i.quantity)::int as pieces,
        (array_remove(array_agg(distinct ${goodsPerson(nobody)}), ${nobody}))[1:${most}::int] as people
      from goods_allocations a
      join goods_allocation_lines i on i.tenant_id = a.tenant_id and i.allocation_id = a.id
      join goods_lots l on l.tenant_id = i.tenant_id and l.id = i.lot_id
      ${reachedByGoods}
      where a.status = 'handed_over' group by 1, 2
    ), gone as (
      select l.goods_id, l.purpose_id, sum(i.expected - i.counted)::int as pieces
      from stock_changes c
      join stock_change_lines i on i.tenant_id = c.tenant_id and i.change_id = c.id
      join goods_lots l on l.tenant_id = i.tenant_id and l.id = i.lot_id
      where c.status = 'done' group by 1, 2
    )
    select g.name, g.spec, g.unit, u.code as purpose, u.name as "purposeName", u.name_en as "purposeNameEn",
      sum(l.quantity)::int as received, coalesce(out.pieces, 0) as "handedOver", coalesce(gone.pieces, 0) as lost, coalesce(out.people, '{}') as people
    from goods_lots l
    join goods g on g.tenant_id = l.tenant_id and g.id = l.goods_id
    join gift_purposes u on u.tenant_id = l.tenant_id and u.id = l.purpose_id
    left join out on out.goods_id = l.goods_id and out.purpose_id = l.purpose_id
    left join gone on gone.goods_id = l.goods_id and gone.purpose_id = l.purpose_id
    group by g.id, g.name, g.spec, g.unit, u.code, u.name, u.name_en, out.pieces, out.people, gone.pieces
    order by g.name collate "zh-x-icu", g.id, u.code limit ${limit}`);
  return [...rows];
}

/** Where the lots of a gift went: pieces by kind of bed (null: not to a bed) and by how many lay in beds of each kind that day. */
export async function selectPlacesOfGift(tx: Tx, giftId: string) {
  const rows = await tx.execute<{
    lotId: string;
    kind: 'nursing' | 'general' | null;
    pieces: number;
    nursing: number;
    general: number;
  }>(sql`
    with out as (
      select i.lot_id, b.kind, a.handed_over_on as on_date, sum(i.quantity)::int as pieces
      from goods_lots l
      join goods_allocation_lines i on i.tenant_id = l.tenant_id and i.lot_id = l.id
      join goods_allocations a on a.tenant_id = i.tenant_id and a.id = i.allocation_id
      left join beds b on b.tenant_id = a.tenant_id and b.id = a.bed_id
      where l.gift_id = ${giftId} and a.status = 'handed_over' group by 1, 2, 3
    ), lying as (
      select d.on_date, count(*) filter (where b.kind = 'nursing')::int as nursing,
        count(*) filter (where b.kind = 'general')::int as general
      from (select distinct on_date from out) d
      join bed_occupancies o on o.from_on <= d.on_date and (o.until_on is null or o.until_on > d.on_date)
      join beds b on b.tenant_id = o.tenant_id and b.id = o.bed_id group by 1
    )
    select out.lot_id as "lotId", out.kind, sum(out.pieces)::int as pieces, coalesce(lying.nursing, 0) as nursing,
      coalesce(lying.general, 0) as general
    from out left join lying using (on_date) group by 1, 2, 4, 5 order by 1, 2, 4, 5`);
  return [...rows];
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
