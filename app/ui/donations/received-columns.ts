import type { Received } from '~/domain/donations/disclosure.rules';
import { m } from '~/words/generated/messages';
import { formatMoney } from '../kit/format';
import type { Column } from '../kit/table';

const columns = [
  { field: 'moneyReceivedFen', title: m.donations_money_received, always: true },
  { field: 'soldFen', title: m.donations_money_sold, always: false },
  { field: 'moneyCarriedFen', title: m.donations_money_carried, always: false },
  { field: 'goodsReceivedFen', title: m.donations_goods_received, always: true },
  { field: 'goodsLostFen', title: m.donations_goods_lost, always: false },
] as const satisfies readonly { field: keyof Received; title: () => string; always: boolean }[];

/** What was received; what of it came of sales, what was carried over, and which goods were lost, where any of the rows has such. */
export const receivedColumns = (rows: readonly Received[]): Column<Received>[] =>
  columns
    .filter(({ field, always }) => always || rows.some((row) => row[field] !== 0n))
    .map(({ field, title }) => ({
      key: field,
      title: title(),
      numeric: true,
      cell: (row) => formatMoney(row[field]),
    }));
