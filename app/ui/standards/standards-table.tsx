import { Link } from '@remix-run/react';
import type { StandardInList } from '~/domain/standards/list-standards';
import { m } from '~/words/generated/messages';
import { formatMoney, formatPeriod } from '../kit/format';
import { Table } from '../kit/table';
import { InForceStatus } from './in-force-status';
import { inForceOn, inOrder, standardLabel } from './labels';

/** Standards with amount, days and source. */
export function StandardsTable({
  caption,
  rows,
  today,
  empty,
}: {
  caption: string;
  rows: readonly StandardInList[];
  today: string;
  empty: string;
}) {
  return (
    <Table
      caption={caption}
      rows={inOrder(rows)}
      rowKey={(row) => row.id}
      empty={empty}
      columns={[
        {
          key: 'what',
          title: m.standards_what(),
          heading: true,
          cell: (row) => <Link to={`/standards/${row.id}`}>{standardLabel(row.key)}</Link>,
        },
        {
          key: 'amount',
          title: m.standards_amount(),
          numeric: true,
          cell: (row) => formatMoney(row.amountFen),
        },
        {
          key: 'period',
          title: m.standards_period(),
          cell: (row) => formatPeriod(row.effectiveFrom, row.effectiveUntil),
        },
        { key: 'source', title: m.standards_source(), cell: (row) => row.source },
        {
          key: 'state',
          title: m.standards_state(),
          cell: (row) => <InForceStatus state={inForceOn(today, row)} />,
        },
      ]}
    />
  );
}
