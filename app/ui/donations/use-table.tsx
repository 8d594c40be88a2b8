import type { Amounts, DisclosedTotals } from '~/domain/donations/disclosure.rules';
import { m } from '~/words/generated/messages';
import { formatMoney } from '../kit/format';
import { Table } from '../kit/table';
import { monthsText, purposesText } from './gift-use';
import { giftKindLabel } from './labels';

type UseTotals = Pick<Amounts, 'moneyUsedFen' | 'goodsUsedFen' | 'goodsLostFen'>;

/** How much was used in all, and which goods were lost. */
export const usedTotals = ({ moneyUsedFen, goodsUsedFen, goodsLostFen }: UseTotals) => [
  {
    term: m.donations_disclosure_used(),
    value: <strong className="numeric">{formatMoney(moneyUsedFen + goodsUsedFen)}</strong>,
  },
  {
    term: m.donations_goods_lost(),
    value: <strong className="numeric">{formatMoney(goodsLostFen)}</strong>,
  },
];

type UsedFen = Pick<Amounts, 'moneyUsedFen' | 'goodsUsedFen'>;

/**
 * What was used: the sums that each concern enough people. Of what cannot be told by purpose and month, and of sums of other
 * months where only some are shown, it is said how much it is, so that the lines add to the total.
 */
export function UseTable({
  use,
  otherMonths = { moneyUsedFen: 0n, goodsUsedFen: 0n },
}: {
  use: Pick<DisclosedTotals, 'moneyUsed' | 'goodsUsed' | 'notItemised'> & {
    readonly total: UsedFen;
    readonly smallestGroup: number;
  };
  otherMonths?: UsedFen;
}) {
  const told = [
    ...use.moneyUsed.map((row) => ({ ...row, kind: 'money' as const })),
    ...use.goodsUsed.map((row) => ({ ...row, kind: 'goods' as const })),
  ].map((row) => ({ ...row, what: purposesText(row), months: monthsText(row) }));
  const inOne = (what: string, { moneyUsedFen, goodsUsedFen }: UsedFen) =>
    [
      { kind: 'money' as const, fen: moneyUsedFen },
      { kind: 'goods' as const, fen: goodsUsedFen },
    ]
      .filter(({ fen }) => fen !== 0n)
      .map((row) => ({ ...row, what, months: m.kit_empty_value() }));
  const itemised = [...told, ...inOne(m.donations_use_other_months(), otherMonths)];
  const used = use.total.moneyUsedFen + use.total.goodsUsedFen;
  return (
    <Table
      caption={m.donations_disclosure_use()}
      rows={
        itemised.length > 0
          ? [...itemised, ...inOne(m.donations_disclosure_not_itemised(), use.notItemised)]
          : []
      }
      rowKey={(row) => `${row.kind} ${row.months} ${row.what}`}
      totals={{ purpose: m.donations_disclosure_totals(), used: formatMoney(used) }}
      empty={
        used === 0n
          ? m.donations_disclosure_none()
          : m.donations_disclosure_use_few({ least: use.smallestGroup })
      }
      columns={[
        { key: 'purpose', title: m.donations_purpose(), heading: true, cell: (row) => row.what },
        { key: 'months', title: m.donations_disclosure_months(), cell: (row) => row.months },
        { key: 'kind', title: m.donations_kind(), cell: (row) => giftKindLabel[row.kind]() },
        {
          key: 'used',
          title: m.donations_disclosure_amount(),
          numeric: true,
          cell: (row) => formatMoney(row.fen),
        },
      ]}
    />
  );
}
