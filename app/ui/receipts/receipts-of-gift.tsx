import { Link } from '@remix-run/react';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import { m } from '~/words/generated/messages';
import { formatDate, formatMoney } from '../kit/format';
import { Table } from '../kit/table';
import { ReceiptState } from './receipt-state';

interface Row {
  readonly id: string;
  readonly prefix: string;
  readonly year: number;
  readonly number: number;
  readonly issuedOn: Parameters<typeof formatDate>[0];
  readonly amountFen: bigint;
  readonly voidedOn: string | null;
  readonly kind: 'donation_acknowledgement' | 'fiscal_receipt';
  readonly fiscalCode: string | null;
  readonly fiscalNumber: string | null;
  readonly replacedById: string | null;
  readonly reversalAskedAt: Date | null;
}

/** Receipts of a gift and, without one, why. `path` leads to the receipt's page, `pdfPath` to the paper. */
export function ReceiptsOfGift({
  gift,
  receipts,
  path,
  pdfPath = path,
}: {
  gift: { readonly kind: 'money' | 'goods'; readonly status: string; readonly entryId: string | null };
  receipts: readonly Row[];
  path?: string;
  pdfPath?: string;
}) {
  return (
    <Table
      caption={m.receipts_title()}
      rows={receipts}
      rowKey={(receipt) => receipt.id}
      empty={whyNone(gift)}
      columns={[
        {
          key: 'number',
          title: m.receipts_number(),
          heading: true,
          cell: (receipt) =>
            path ? (
              <Link to={`${path}/${receipt.id}`}>{receiptNumber(receipt)}</Link>
            ) : (
              receiptNumber(receipt)
            ),
        },
        { key: 'issued', title: m.receipts_issued_on(), cell: (receipt) => formatDate(receipt.issuedOn) },
        {
          key: 'amount',
          title: m.receipts_amount(),
          numeric: true,
          cell: (receipt) => formatMoney(receipt.amountFen),
        },
        {
          key: 'state',
          title: m.receipts_state(),
          cell: (receipt) => <ReceiptState receipt={receipt} />,
        },
        ...(pdfPath
          ? [
              {
                key: 'pdf',
                title: m.receipts_paper(),
                cell: (receipt: Row) => (
                  <a className="button" href={`${pdfPath}/${receipt.id}/pdf`}>
                    {m.receipts_download()}
                  </a>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function whyNone({
  kind,
  status,
  entryId,
}: {
  kind: 'money' | 'goods';
  status: string;
  entryId: string | null;
}): string {
  if (status === 'withdrawn' || status === 'refused' || status === 'returned') return m.receipts_never();
  if (entryId !== null) return m.receipts_coming();
  return kind === 'money' ? m.receipts_after_money() : m.receipts_after_proof();
}
