import type { Used } from '~/domain/donations/disclosure.rules';
import type { GiftUse } from '~/domain/donations/gift-use';
import type { PlaceTold } from '~/domain/donations/small-groups.rules';
import { m } from '~/words/generated/messages';
import { formatMoney, formatMonth, formatNumber } from '../kit/format';
import { Table } from '../kit/table';
import { goodsName, named } from './labels';

const placeLabel: Record<PlaceTold, () => string> = {
  'nursing-bed': m.donations_place_nursing_bed,
  'general-bed': m.donations_place_general_bed,
  bed: m.donations_place_bed,
  somebody: m.donations_place_somebody,
};

/** The months of a sum of use: one, or from one to another. */
export const monthsText = ({ from, until }: Pick<Used, 'from' | 'until'>): string =>
  from === until
    ? formatMonth(from)
    : m.donations_months({ from: formatMonth(from), until: formatMonth(until) });

/** The purposes of a sum of use. */
export const purposesText = ({ purposes }: Pick<Used, 'purposes'>): string =>
  purposes.map(named).join(m.reports_list_mark());

/** Money that was used, in sums that nobody can be told apart in. */
export function MoneyUse({ money }: { money: readonly Used[] }) {
  return (
    <>
      <p className="quiet">{m.donations_use_money_note()}</p>
      <Table
        caption={m.donations_where_it_went()}
        rows={money}
        rowKey={(row) => `${row.from} ${purposesText(row)}`}
        empty={m.donations_use_none()}
        columns={[
          { key: 'months', title: m.donations_disclosure_months(), heading: true, cell: monthsText },
          { key: 'purpose', title: m.donations_purpose(), cell: purposesText },
          {
            key: 'used',
            title: m.donations_disclosure_amount(),
            numeric: true,
            cell: (row) => formatMoney(row.fen),
          },
        ]}
      />
    </>
  );
}

/** Where goods of a gift were handed over to, lot by lot. */
export function PlacesTable({
  places,
  lots,
}: {
  places: GiftUse['places'];
  lots: readonly { id: string; name: string; spec: string; unit: string }[];
}) {
  const rows = places.flatMap((row) => {
    const lot = lots.find(({ id }) => id === row.lotId);
    return lot ? [{ ...row, lot }] : [];
  });
  return (
    <Table
      caption={m.donations_use_places()}
      rows={rows}
      rowKey={(row) => `${row.lotId} ${row.place}`}
      empty={m.kit_empty_value()}
      columns={[
        { key: 'name', title: m.donations_item_name(), heading: true, cell: (row) => goodsName(row.lot) },
        { key: 'place', title: m.donations_use_place(), cell: (row) => placeLabel[row.place]() },
        {
          key: 'pieces',
          title: m.donations_use_pieces(),
          numeric: true,
          cell: (row) => `${formatNumber(row.pieces)} ${row.lot.unit}`,
        },
      ]}
    />
  );
}
