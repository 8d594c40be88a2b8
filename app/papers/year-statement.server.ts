import { amountInCapitals } from '~/domain/kernel/money';
import { receiptNumber } from '~/domain/receipts/receipt.rules';
import type { YearStatement } from '~/domain/receipts/year-statement';
import { renderPdf } from '~/platform/pdf/render-pdf';
import { named } from '~/ui/donations/labels';
import { formatDate, formatEmpty, formatMoney, formatNumber } from '~/ui/kit/format';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

/** What a donor gave in a year as PDF, in the reader's language, marked as no tax document. */
export async function yearStatementPaper(
  statement: YearStatement,
  { demo, office }: { demo: boolean; office: string },
): Promise<Buffer> {
  const { donor, year, count, unvalued, sumFen, lines } = statement;
  const unlisted = count - lines.length;
  return renderPdf({
    template: 'receipts/year-statement',
    data: {
      title: m.receipts_year_paper_title({ year }),
      lang: getLocale() === 'en' ? 'en' : 'zh',
      demo: demo ? m.kit_demo_data() : null,
      mark: m.receipts_paper_mark(),
      head: [
        [m.receipts_payer(), donor.name],
        [m.receipts_year_period(), m.receipts_year_of({ year })],
        [m.receipts_payer_credit_code(), donor.creditCode ?? formatEmpty()],
        [m.receipts_year_made_on(), formatDate(statement.madeOn)],
      ],
      headings: [
        m.receipts_received_on(),
        m.receipts_gift_reference(),
        m.receipts_gift_kind(),
        m.receipts_purpose(),
        m.receipts_payee(),
        m.receipts_number(),
        m.receipts_line_amount(),
      ],
      rows: lines.map((line) => [
        formatDate(line.receivedOn),
        line.reference,
        line.kind === 'money' ? m.receipts_gift_money() : m.receipts_gift_goods(),
        named({ name: line.purposeName, nameEn: line.purposeNameEn }),
        line.entityName,
        line.receipt ? receiptNumber(line.receipt) : m.receipts_year_no_receipt(),
        line.receivedFen === null ? m.receipts_year_unvalued() : formatMoney(line.receivedFen),
      ]),
      total: [m.receipts_total(), '', '', '', '', '', formatMoney(sumFen)],
      facts: [
        [m.receipts_year_count(), formatNumber(count)],
        [m.receipts_amount_capitals(), m.receipts_capitals({ capitals: amountInCapitals(sumFen) })],
      ],
      notes: [
        ...(unlisted > 0 ? [m.receipts_year_unlisted({ count: formatNumber(unlisted) })] : []),
        ...(unvalued > 0 ? [m.receipts_year_unvalued_note({ count: formatNumber(unvalued) })] : []),
        m.receipts_year_note(),
      ],
      office,
      foot: m.receipts_paper_foot(),
    },
  });
}
