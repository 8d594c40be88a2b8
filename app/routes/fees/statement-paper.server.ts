import type { Statement } from '~/domain/fees/find-statement';
import { amountInCapitals } from '~/domain/kernel/money';
import { renderPdf } from '~/platform/pdf/render-pdf';
import { methodLabel } from '~/ui/fees/labels';
import { dividedAmong, groupText, owedText } from '~/ui/fees/statement-words';
import { formatDate, formatMoney, formatMonth, formatNumber } from '~/ui/kit/format';
import { gradeLabel } from '~/ui/standards/labels';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

/** What the paper says about who asks for it and for whom it is made. */
interface Print {
  readonly tenant: { readonly name: string; readonly nameEn: string; readonly demo: boolean };
  readonly viewer: string;
}

/** A bill as PDF, in the reader's language. */
export async function statementPdf(statement: Statement, { tenant, viewer }: Print): Promise<Response> {
  const { groups, payments, chargedFen, amountFen, balanceFen, number } = statement;
  const english = getLocale() === 'en';
  const pdf = await renderPdf({
    template: 'fees/statement',
    data: {
      lang: english ? 'en' : 'zh',
      demo: tenant.demo ? m.kit_demo_data() : null,
      title: m.fees_paper_title(),
      head: english ? tenant.nameEn : tenant.name,
      foot: m.kit_printed_by({ name: viewer }),
      facts: [
        [m.fees_resident(), statement.personName],
        [m.fees_number(), number],
        [m.fees_month(), formatMonth(statement.month)],
        [m.fees_issued_on(), formatDate(statement.issuedOn)],
        [m.fees_due_on(), formatDate(statement.dueOn)],
      ],
      reference: { label: m.fees_reference(), value: statement.reference, text: m.fees_paper_reference() },
      charges: {
        title: m.fees_made_of(),
        headings: [m.fees_what(), m.fees_grade(), m.fees_monthly(), m.fees_days(), m.fees_amount()],
        rows: groups.map((group) => [
          groupText(group),
          gradeLabel(group.grade),
          formatMoney(group.monthlyFeeFen),
          formatNumber(group.days),
          formatMoney(group.amountFen),
        ]),
        total: [m.fees_paper_total(), '', '', '', formatMoney(chargedFen)],
        divided: [
          ...dividedAmong(statement.shares).map(({ label, fen }) => [label, formatMoney(fen)]),
          [m.fees_to_be_paid(), formatMoney(amountFen)],
        ],
        rule: m.fees_day_rule(),
      },
      capitals: english ? null : [m.fees_paper_capitals(), amountInCapitals(amountFen)],
      payments: {
        title: m.fees_payments(),
        headings: [m.fees_received_on(), m.fees_method(), m.fees_payer(), m.fees_amount()],
        rows: payments
          .filter((payment) => !payment.reversedAt)
          .map((payment) => [
            formatDate(payment.receivedOn),
            methodLabel[payment.method](),
            payment.payerName,
            formatMoney(payment.amountFen),
          ]),
        none: m.fees_payments_empty(),
      },
      owed: {
        label: m.fees_paper_as_of({ date: formatDate(statement.asOf) }),
        text: owedText(balanceFen),
        how: balanceFen > 0n ? m.fees_pay_how({ reference: statement.reference }) : null,
      },
      objection: m.fees_paper_objection(),
    },
  });
  return new Response(new Uint8Array(pdf), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename="${number}.pdf"` },
  });
}
