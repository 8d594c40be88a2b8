import type { Amounts, DisclosedTotals, Used } from '~/domain/donations/disclosure.rules';
import { yuanText } from '~/domain/kernel/money';
import { m } from '~/words/generated/messages';
import { purposesText } from './gift-use';
import { named } from './labels';

/**
 * The public sums as one table, in yuan: every column adds up to the last row. Received, carried over and lost stand by month and purpose, used
 * as far as it may be told, then what of use is told in one sum only, then the total.
 */
export function disclosureTable(page: DisclosedTotals) {
  const none = {
    moneyReceivedFen: 0n,
    soldFen: 0n,
    goodsReceivedFen: 0n,
    moneyUsedFen: 0n,
    goodsUsedFen: 0n,
    goodsLostFen: 0n,
    moneyCarriedFen: 0n,
  };
  const amounts = (row: Partial<Amounts>) => {
    const all = { ...none, ...row };
    return [
      all.moneyReceivedFen,
      all.soldFen,
      all.goodsReceivedFen,
      all.moneyUsedFen,
      all.goodsUsedFen,
      all.goodsLostFen,
      all.moneyCarriedFen,
    ].map(yuanText);
  };
  const used = (row: Used, amount: Partial<Amounts>) => [
    row.from,
    row.until,
    row.purposes.map(({ code }) => code).join(' '),
    purposesText(row),
    ...amounts(amount),
  ];
  return {
    headers: [
      m.donations_month_from(),
      m.donations_month_until(),
      m.donations_purpose_code(),
      m.donations_purpose(),
      m.donations_money_received(),
      m.donations_money_sold(),
      m.donations_goods_received(),
      m.donations_money_used(),
      m.donations_goods_used(),
      m.donations_goods_lost(),
      m.donations_money_carried(),
    ],
    rows: [
      ...page.rows.map((row) => [row.month, row.month, row.code, named(row), ...amounts(row)]),
      ...page.moneyUsed.map((row) => used(row, { moneyUsedFen: row.fen })),
      ...page.goodsUsed.map((row) => used(row, { goodsUsedFen: row.fen })),
      ...(Object.values(page.notItemised).some((fen) => fen !== 0n)
        ? [[m.donations_disclosure_not_itemised(), '', '', '', ...amounts(page.notItemised)]]
        : []),
      [m.donations_disclosure_totals(), '', '', '', ...amounts(page.total)],
    ],
  };
}
