import { Link } from '@remix-run/react';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import { m } from '~/words/generated/messages';
import { formatDate, formatMoney } from '../kit/format';
import { Notice } from '../kit/notice';
import { Table } from '../kit/table';
import { ReceiptState } from './receipt-state';
import type { NoReceipt } from './without';

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

/**
 * Receipts of a gift and, while none holds, why and what is next. `path` leads to the receipt's page, `pdfPath` to the paper.
 */
export function ReceiptsOfGift({
  none,
  receipts,
  path,
  pdfPath = path,
}: {
  /** As words of the loader: they cost the page no script. */
  none?: NoReceipt;
  receipts: readonly Row[];
  path?: string;
  pdfPath?: string;
}) {
  return (
    <>
      {none ? (
        <Notice tone={none.tone} title={none.text}>
          {none.to ? <Link to={none.to}>{none.next}</Link> : none.next}
        </Notice>
      ) : null}
      {receipts.length > 0 ? (
        <Table
          caption={m.receipts_of_gift()}
          rows={receipts}
          rowKey={(receipt) => receipt.id}
          empty={null}
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
      ) : null}
    </>
  );
}
