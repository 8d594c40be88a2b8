import { amountInCapitals } from '~/domain/kernel/money';
import type { PaperReceipt } from '~/domain/receipts/list-receipts';
import { receiptNumber, replacedNumber } from '~/domain/receipts/receipt.rules';
import { m } from '~/words/generated/messages';
import { DescriptionList } from '../kit/description-list';
import { formatDate, formatMoney, formatNumber } from '../kit/format';
import { Table } from '../kit/table';
import { receiptKindLabel, replacesWord } from './labels';

const giftKindWord = { money: m.receipts_gift_money, goods: m.receipts_gift_goods };

/** Exactly what stands on the paper, and no more. */
export function ReceiptFacts({ receipt }: { receipt: PaperReceipt }) {
  return (
    <DescriptionList
      items={[
        ...(receipt.kind === 'fiscal_receipt'
          ? [
              { term: m.receipts_kind(), value: receiptKindLabel[receipt.kind]() },
              {
                term: m.receipts_fiscal_code(),
                value: <span className="numeric">{receipt.fiscalCode}</span>,
              },
              {
                term: m.receipts_fiscal_number(),
                value: <span className="numeric">{receipt.fiscalNumber}</span>,
              },
              {
                term: m.receipts_fiscal_check_code(),
                value: <span className="numeric">{receipt.fiscalCheckCode}</span>,
              },
            ]
          : [
              { term: m.receipts_number(), value: <span className="numeric">{receiptNumber(receipt)}</span> },
              { term: m.receipts_kind(), value: receiptKindLabel[receipt.kind]() },
            ]),
        { term: m.receipts_issued_on(), value: formatDate(receipt.issuedOn) },
        { term: m.receipts_received_on(), value: formatDate(receipt.receivedOn) },
        { term: m.receipts_payer(), value: receipt.payerName ?? m.receipts_payer_unnamed() },
        ...(receipt.payerCreditCode
          ? [{ term: m.receipts_payer_credit_code(), value: receipt.payerCreditCode }]
          : []),
        { term: m.receipts_gift_kind(), value: giftKindWord[receipt.giftKind]() },
        { term: m.receipts_purpose(), value: receipt.purposeName },
        { term: m.receipts_amount(), value: formatMoney(receipt.amountFen) },
        {
          term: m.receipts_amount_capitals(),
          value: m.receipts_capitals({ capitals: amountInCapitals(receipt.amountFen) }),
        },
        { term: m.receipts_payee(), value: receipt.payeeName },
        { term: m.receipts_handler(), value: receipt.handler },
        ...optional([
          [m.receipts_reviewer, receipt.reviewer],
          [m.receipts_fiscal_seal, receipt.supervisionSeal],
          [m.receipts_remarks, receipt.remarks],
          [replacesWord(receipt), replacedNumber(receipt)],
        ]),
      ]}
    />
  );
}

const optional = (pairs: readonly (readonly [() => string, string | null | undefined])[]) =>
  pairs.flatMap(([term, value]) => (value ? [{ term: term(), value }] : []));

/** The lines of a receipt. */
export function ReceiptLinesTable({ receipt }: { receipt: PaperReceipt }) {
  return (
    <Table
      caption={m.receipts_lines()}
      rows={receipt.lines}
      rowKey={(line) => `${line.itemName} ${line.amountFen}`}
      empty={m.receipts_lines_none()}
      columns={[
        { key: 'name', title: m.receipts_line_item(), heading: true, cell: (line) => line.itemName },
        { key: 'unit', title: m.receipts_line_unit(), cell: (line) => line.unit || m.kit_yuan() },
        {
          key: 'quantity',
          title: m.receipts_line_quantity(),
          numeric: true,
          cell: (line) => formatNumber(line.quantity),
        },
        {
          key: 'standard',
          title: m.receipts_line_standard(),
          numeric: true,
          cell: (line) => (line.standardFen === null ? m.kit_empty_value() : formatMoney(line.standardFen)),
        },
        {
          key: 'amount',
          title: m.receipts_line_amount(),
          numeric: true,
          cell: (line) => formatMoney(line.amountFen),
        },
      ]}
    />
  );
}
