import { amountInCapitals } from '~/domain/kernel/money';
import type { WholeReceipt } from '~/domain/receipts/list-receipts';
import { receiptNumber, replacedNumber } from '~/domain/receipts/receipt.rules';
import { env } from '~/platform/env';
import { qrSvg, renderPdf } from '~/platform/pdf/render-pdf';
import { formatDate, formatEmpty, formatMoney, formatNumber } from '~/ui/kit/format';
import { replacesWord } from '~/ui/receipts/labels';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

/** A receipt as PDF, in the reader's language, with what stood in the register on the day of issue. One that no longer holds says so across the sheet. */
export async function receiptPaper(receipt: WholeReceipt, { demo }: { demo: boolean }): Promise<Buffer> {
  const own = receipt.kind === 'donation_acknowledgement';
  const { voidedOn } = receipt;
  const ended = own ? m.receipts_paper_void : m.receipts_paper_reversed;
  return renderPdf({
    template: 'receipts/receipt',
    data: {
      title: own ? m.receipts_paper_title() : m.receipts_fiscal_paper_title(),
      lang: getLocale() === 'en' ? 'en' : 'zh',
      demo: demo ? m.kit_demo_data() : null,
      void: voidedOn === null ? null : ended({ on: formatDate(voidedOn) }),
      mark: own ? m.receipts_paper_mark() : null,
      number: receiptNumber(receipt),
      ...(own ? ownParts(receipt) : fiscalParts(receipt)),
      qr: qrSvg(`${env().appOrigin}/verify/${receipt.verificationCode}`),
      verify: m.receipts_paper_verify(),
      note: own ? m.receipts_paper_note() : m.receipts_fiscal_paper_note(),
      foot: m.receipts_paper_foot(),
    },
  });
}

type Pair = readonly [string, string];

const capitals = ({ amountFen }: WholeReceipt): Pair => [
  m.receipts_amount_capitals(),
  m.receipts_capitals({ capitals: amountInCapitals(amountFen) }),
];

/** What of a line stands on every paper: 项目名称, 单位, 数量, 标准, 金额. */
const lineCells = (line: WholeReceipt['lines'][number]): string[] => [
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

const codeAndChain = (receipt: WholeReceipt): Pair[] => {
  const replaced = replacedNumber(receipt);
  return [
    ...(replaced ? [[replacesWord(receipt)(), replaced] as const] : []),
    [m.receipts_code(), receipt.verificationCode.replace(/(.{4})(?=.)/g, '$1 ')],
  ];
};

/** Our own acknowledgement (慈善法 Art. 38). */
const ownParts = (receipt: WholeReceipt) => ({
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
  total: [m.receipts_total(), '', '', '', formatMoney(receipt.amountFen)],
  facts: [
    capitals(receipt),
    [m.receipts_payee(), receipt.payeeName],
    [m.receipts_payee_credit_code(), receipt.payeeCreditCode ?? formatEmpty()],
    [m.receipts_handler(), receipt.handler],
    ...codeAndChain(receipt),
  ],
});

/** All fields of the fiscal form (财综〔2024〕1号 Art. 6), as the fiscal system gave them. */
const fiscalParts = (receipt: WholeReceipt) => ({
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
  total: [m.receipts_total(), '', '', '', '', formatMoney(receipt.amountFen)],
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
});
