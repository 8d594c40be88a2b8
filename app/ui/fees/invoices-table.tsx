import { Link } from '@remix-run/react';
import type { InvoiceInList } from '~/domain/fees/list-invoices';
import { m } from '~/words/generated/messages';
import { formatDate, formatMoney, formatMonth } from '../kit/format';
import { Table } from '../kit/table';
import { InvoiceStatus } from './invoice-status';

/** Bills with what is open on them. `base` is where a bill has its page. */
export function InvoicesTable({
  caption,
  rows,
  next,
  empty,
  base = '/bills',
}: {
  caption: string;
  rows: readonly Omit<InvoiceInList, 'year' | 'serial' | 'entryId'>[];
  next?: string;
  empty: string;
  base?: string;
}) {
  return (
    <Table
      caption={caption}
      rows={rows}
      next={next}
      rowKey={(row) => row.id}
      empty={empty}
      columns={[
        {
          key: 'resident',
          title: m.fees_resident(),
          heading: true,
          cell: (row) => (
            <Link to={`${base}/${row.id}`}>{`${row.personName} · ${formatMonth(row.month)}`}</Link>
          ),
        },
        { key: 'number', title: m.fees_number(), cell: (row) => row.number },
        { key: 'amount', title: m.fees_amount(), numeric: true, cell: (row) => formatMoney(row.amountFen) },
        { key: 'open', title: m.fees_open(), numeric: true, cell: (row) => formatMoney(row.openFen) },
        { key: 'due', title: m.fees_due_on(), cell: (row) => formatDate(row.dueOn) },
        {
          key: 'state',
          title: m.fees_state(),
          cell: (row) => <InvoiceStatus state={row.state} overdue={row.overdue} />,
        },
      ]}
    />
  );
}
