import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { PaymentInList } from '~/domain/fees/list-payments';
import { m } from '~/words/generated/messages';
import { formatDate, formatMoney } from '../kit/format';
import { Status } from '../kit/status';
import { Table } from '../kit/table';
import { methodLabel } from './labels';

/** Payments, a reversed one still to be seen. `undo` draws what reverses one, for who may. */
export function PaymentsTable({
  rows,
  next,
  withResident,
  undo,
}: {
  rows: readonly PaymentInList[];
  next?: string;
  withResident?: boolean;
  undo?: (row: PaymentInList) => ReactNode;
}) {
  return (
    <Table
      caption={m.fees_payments()}
      rows={rows}
      next={next}
      rowKey={(row) => row.id}
      empty={m.fees_payments_empty()}
      columns={[
        { key: 'on', title: m.fees_received_on(), heading: true, cell: (row) => formatDate(row.receivedOn) },
        ...(withResident
          ? [
              {
                key: 'resident',
                title: m.fees_resident(),
                cell: (row: PaymentInList) =>
                  row.invoiceId ? (
                    <Link to={`/bills/${row.invoiceId}`}>{row.personName}</Link>
                  ) : (
                    row.personName
                  ),
              },
            ]
          : []),
        { key: 'amount', title: m.fees_amount(), numeric: true, cell: (row) => formatMoney(row.amountFen) },
        { key: 'method', title: m.fees_method(), cell: (row) => methodLabel[row.method]() },
        { key: 'payer', title: m.fees_payer(), cell: (row) => row.payerName },
        { key: 'note', title: m.fees_note(), cell: (row) => row.note },
        {
          key: 'state',
          title: m.fees_state(),
          cell: (row) =>
            row.reversedAt ? (
              <Status tone="stopped">{m.fees_reversed({ reason: row.reversalReason ?? '' })}</Status>
            ) : (
              (undo?.(row) ?? <Status tone="ok">{m.fees_recorded()}</Status>)
            ),
        },
      ]}
    />
  );
}
