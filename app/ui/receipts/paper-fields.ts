import { amountInCapitals } from '~/domain/kernel/money';
import type { PaperReceipt, VerifiableReceipt } from '~/domain/receipts/list-receipts';
import { receiptNumber, replacedNumber, standingOf } from '~/domain/receipts/receipt.rules';
import { m } from '~/words/generated/messages';
import { formatDate, formatEmpty, formatMoney, formatNumber } from '../kit/format';
import { replacesWord } from './labels';

/** What something is called on a paper, and what it is. */
export type PaperField = readonly [term: string, value: string];

/** All that a paper of one kind says of its receipt, in the reader's language. */
export interface ReceiptPaper {
  readonly title: string;
  /** That it is no tax document. */
  readonly mark: string | null;
  readonly head: readonly PaperField[];
  readonly headings: readonly string[];
  /** A row for each line, as wide as the headings; the last three of them are numbers. */
  readonly rows: readonly (readonly string[])[];
  readonly total: PaperField;
  readonly facts: readonly PaperField[];
  readonly note: string;
}

/** A paper as it is checked. */
export interface CheckedPaper {
  readonly paper: ReceiptPaper;
  /** When it stopped to hold, in words; null while it holds. */
  readonly ended: string | null;
  /** Whether another one has taken its place, not which. */
  readonly replaced: boolean;
}

/** The paper of a receipt, its page for checking and the page of staff all show this list, and nothing else of the receipt. */
export const paperOf = (receipt: PaperReceipt): ReceiptPaper =>
  receipt.kind === 'donation_acknowledgement' ? ownPaper(receipt) : fiscalPaper(receipt);

const capitals = ({ amountFen }: PaperReceipt): PaperField => [
  m.receipts_amount_capitals(),
  m.receipts_capitals({ capitals: amountInCapitals(amountFen) }),
];

const total = ({ amountFen }: PaperReceipt): PaperField => [m.receipts_total(), formatMoney(amountFen)];

/** What of a line stands on every paper: 项目名称, 单位, 数量, 标准, 金额. */
const lineCells = (line: PaperReceipt['lines'][number]): string[] => [
  line.itemName,
  line.unit || m.kit_yuan(),
  formatNumber(line.quantity),
  line.standardFen === null ? formatEmpty() : formatMoney(line.standardFen),
  formatMoney(line.amountFen),
];

const lineHeadings = (): string[] => [
  m.receipts_line_item(),
  m.receipts_line_unit(),
  m.receipts_line_quantity(),
  m.receipts_line_standard(),
  m.receipts_line_amount(),
];

const codeAndChain = (receipt: PaperReceipt): PaperField[] => {
  const replaced = replacedNumber(receipt);
  return [
    ...(replaced ? [[replacesWord(receipt)(), replaced] as const] : []),
    [m.receipts_code(), receipt.verificationCode.replace(/(.{4})(?=.)/g, '$1 ')],
  ];
};

/** Our own acknowledgement (慈善法 Art. 38). */
const ownPaper = (receipt: PaperReceipt): ReceiptPaper => ({
  title: m.receipts_paper_title(),
  mark: m.receipts_paper_mark(),
  head: [
    [m.receipts_number(), receiptNumber(receipt)],
    [m.receipts_issued_on(), formatDate(receipt.issuedOn)],
    [m.receipts_payer(), receipt.payerName ?? m.receipts_payer_unnamed()],
    [m.receipts_received_on(), formatDate(receipt.receivedOn)],
    [m.receipts_payer_credit_code(), receipt.payerCreditCode ?? formatEmpty()],
    [m.receipts_purpose(), receipt.purposeName],
  ],
  headings: lineHeadings(),
  rows: receipt.lines.map(lineCells),
  total: total(receipt),
  facts: [
    capitals(receipt),
    [m.receipts_payee(), receipt.payeeName],
    [m.receipts_payee_credit_code(), receipt.payeeCreditCode ?? formatEmpty()],
    [m.receipts_handler(), receipt.handler],
    ...codeAndChain(receipt),
  ],
  note: m.receipts_paper_note(),
});

/** All fields of the fiscal form (财综〔2024〕1号 Art. 6), as the fiscal system gave them. */
const fiscalPaper = (receipt: PaperReceipt): ReceiptPaper => ({
  title: m.receipts_fiscal_paper_title(),
  mark: null,
  head: [
    [m.receipts_fiscal_code(), receipt.fiscalCode ?? formatEmpty()],
    [m.receipts_fiscal_number(), receipt.fiscalNumber ?? formatEmpty()],
    [m.receipts_payer_credit_code(), receipt.payerCreditCode ?? formatEmpty()],
    [m.receipts_fiscal_check_code(), receipt.fiscalCheckCode ?? formatEmpty()],
    [m.receipts_payer(), receipt.payerName ?? formatEmpty()],
    [m.receipts_issued_on(), formatDate(receipt.issuedOn)],
  ],
  headings: [m.receipts_item_code(), ...lineHeadings()],
  rows: receipt.lines.map((line) => [line.itemCode, ...lineCells(line)]),
  total: total(receipt),
  facts: [
    capitals(receipt),
    [m.receipts_payee(), receipt.payeeName],
    [m.receipts_reviewer(), receipt.reviewer ?? formatEmpty()],
    [m.receipts_fiscal_handler(), receipt.handler],
    [m.receipts_fiscal_seal(), receipt.supervisionSeal ?? formatEmpty()],
    [
      m.receipts_remarks(),
      [receipt.remarks, receipt.otherInformation].filter(Boolean).join(' · ') || formatEmpty(),
    ],
    ...codeAndChain(receipt),
  ],
  note: m.receipts_fiscal_paper_note(),
});

const endedWords = {
  voided: m.receipts_verify_void,
  reversed: m.receipts_verify_reversed,
};

/** What whoever checks a paper is shown, in words alone: nothing else of the receipt reaches them. */
export function checkedPaper(receipt: VerifiableReceipt): CheckedPaper {
  const standing = standingOf(receipt);
  return {
    paper: paperOf(receipt),
    ended:
      standing === 'valid' || receipt.voidedOn === null
        ? null
        : endedWords[standing]({ on: formatDate(receipt.voidedOn) }),
    replaced: receipt.replaced,
  };
}
