import { amountInCapitals } from '~/domain/kernel/money';
import type { WholeReceipt } from '~/domain/receipts/list-receipts';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import { env } from '~/platform/env';
import { qrSvg, renderPdf } from '~/platform/pdf/render-pdf';
import { formatDate, formatEmpty, formatMoney, formatNumber } from '~/ui/kit/format';
import { receiptKindLabel } from '~/ui/receipts/labels';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

/** A receipt as PDF, in the reader's language, with what stood in the register on the day of issue. A voided one says so across the sheet. */
export async function receiptPaper(receipt: WholeReceipt, { demo }: { demo: boolean }): Promise<Buffer> {
  const number = receiptNumber(receipt);
  const own = receipt.kind === 'donation_acknowledgement';
  const replaced =
    receipt.replacesNumber === null || receipt.replacesYear === null
      ? []
      : [
          [
            m.receipts_replaces(),
            receiptNumber({
              prefix: receipt.prefix,
              year: receipt.replacesYear,
              number: receipt.replacesNumber,
            }),
          ],
        ];
  return renderPdf({
    template: 'receipts/receipt',
    data: {
      title: own ? m.receipts_paper_title() : receiptKindLabel[receipt.kind](),
      lang: getLocale() === 'en' ? 'en' : 'zh',
      demo: demo ? m.kit_demo_data() : null,
      void: receipt.voidedOn === null ? null : m.receipts_paper_void({ on: formatDate(receipt.voidedOn) }),
      mark: own ? m.receipts_paper_mark() : null,
      number,
      head: [
        [m.receipts_number(), number],
        [m.receipts_issued_on(), formatDate(receipt.issuedOn)],
        [m.receipts_payer(), receipt.payerName ?? m.receipts_payer_unnamed()],
        [m.receipts_received_on(), formatDate(receipt.receivedOn)],
        [m.receipts_payer_credit_code(), receipt.payerCreditCode ?? formatEmpty()],
        [m.receipts_purpose(), receipt.purposeName],
      ],
      headings: [
        m.receipts_line_item(),
        m.receipts_line_unit(),
        m.receipts_line_quantity(),
        m.receipts_line_standard(),
        m.receipts_line_amount(),
      ],
      rows: receipt.lines.map((line) => [
        line.itemName,
        line.unit || m.kit_yuan(),
        formatNumber(line.quantity),
        line.standardFen === null ? formatEmpty() : formatMoney(line.standardFen),
        formatMoney(line.amountFen),
      ]),
      total: [m.receipts_total(), '', '', '', formatMoney(receipt.amountFen)],
      facts: [
        [
          m.receipts_amount_capitals(),
          m.receipts_capitals({ capitals: amountInCapitals(receipt.amountFen) }),
        ],
        [m.receipts_payee(), receipt.payeeName],
        [m.receipts_payee_credit_code(), receipt.payeeCreditCode ?? formatEmpty()],
        [m.receipts_handler(), receipt.handler],
        ...replaced,
        [m.receipts_code(), receipt.verificationCode.replace(/(.{4})(?=.)/g, '$1 ')],
      ],
      qr: qrSvg(`${env().appOrigin}/verify/${receipt.verificationCode}`),
      verify: m.receipts_paper_verify(),
      note: own ? m.receipts_paper_note() : '',
      foot: m.receipts_paper_foot(),
    },
  });
}

/** The paper as an answer to a browser. */
export async function receiptPdf(receipt: WholeReceipt, { demo }: { demo: boolean }): Promise<Response> {
  const pdf = await receiptPaper(receipt, { demo });
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${receiptNumber(receipt)}.pdf"`,
    },
  });
}
