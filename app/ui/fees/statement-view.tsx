import type { Statement } from '~/domain/fees/find-statement';
import { gradeLabel } from '~/ui/standards/labels';
import { m } from '~/words/generated/messages';
import { DescriptionList } from '../kit/description-list';
import { formatDate, formatMoney, formatMonth } from '../kit/format';
import { Notice } from '../kit/notice';
import { Section } from '../kit/page';
import { Table } from '../kit/table';
import { dividedAmong, groupText, owedText } from './statement-words';

/** A bill as a family reads it: what it is made of, what is to be paid, and how. */
export function StatementView({ statement }: { statement: Statement }) {
  const { groups, chargedFen, amountFen, openFen, reference, balanceFen, shares } = statement;
  return (
    <>
      <Section title={m.fees_made_of()}>
        <Table
          caption={m.fees_made_of()}
          rows={groups}
          rowKey={(group) =>
            `${group.month} ${group.corrected} ${group.grade} ${group.from} ${group.permille}`
          }
          empty=""
          columns={[
            { key: 'what', title: m.fees_what(), heading: true, cell: groupText },
            { key: 'grade', title: m.fees_grade(), cell: (group) => gradeLabel(group.grade) },
            {
              key: 'monthly',
              title: m.fees_monthly(),
              numeric: true,
              cell: (group) => formatMoney(group.monthlyFeeFen),
            },
            { key: 'days', title: m.fees_days(), numeric: true, cell: (group) => String(group.days) },
            {
              key: 'amount',
              title: m.fees_amount(),
              numeric: true,
              cell: (group) => formatMoney(group.amountFen),
            },
          ]}
          totals={{ amount: formatMoney(chargedFen) }}
        />
        <p className="quiet">{m.fees_day_rule()}</p>
      </Section>
      <Section title={m.fees_to_pay()}>
        <Notice tone={balanceFen > 0n ? 'due' : 'ok'} title={owedText(balanceFen)}>
          {balanceFen > 0n ? <p>{m.fees_pay_how({ reference })}</p> : null}
        </Notice>
        <DescriptionList
          items={[
            ...dividedAmong(shares).map(({ label, fen }) => ({ term: label, value: formatMoney(fen) })),
            { term: m.fees_to_be_paid(), value: formatMoney(amountFen) },
            { term: m.fees_open(), value: formatMoney(openFen) },
            { term: m.fees_reference(), value: <strong className="numeric">{reference}</strong> },
            { term: m.fees_issued_on(), value: formatDate(statement.issuedOn) },
            { term: m.fees_due_on(), value: formatDate(statement.dueOn) },
          ]}
        />
      </Section>
    </>
  );
}

/** Title of a bill: whose and for which month. */
export const statementTitle = ({ personName, month }: Pick<Statement, 'personName' | 'month'>): string =>
  m.fees_bill_title({ name: personName, month: formatMonth(month) });
