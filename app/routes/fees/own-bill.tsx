import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { findOwnStatement } from '~/domain/fees/find-statement';
import { notFound, page } from '~/routes/authorised.server';
import { InvoiceStatus } from '~/ui/fees/invoice-status';
import { PaymentsTable } from '~/ui/fees/payments-table';
import { StatementView, statementTitle } from '~/ui/fees/statement-view';
import { Icon } from '~/ui/kit/icon';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view-own', async ({ actor, id }) => {
  const statement = await findOwnStatement(actor, { id });
  if (!statement) throw notFound();
  return { statement };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? statementTitle(data.statement) : m.fees_own_title() }) },
];

export default function OwnBill() {
  const { statement } = useLoaderData<typeof loader>();
  const { id, number, state, openFen, dueOn, asOf } = statement;
  return (
    <Page
      title={statementTitle(statement)}
      lead={m.fees_number_line({ number })}
      above={[{ to: '/my/bills', label: m.fees_own_title() }]}
      status={<InvoiceStatus state={state} overdue={openFen > 0n && dueOn < asOf} />}
      actions={
        <a className="button" href={`/my/bills/${id}/pdf`}>
          <Icon name="download" />
          {m.fees_pdf()}
        </a>
      }
    >
      <StatementView statement={statement} />
      <Section title={m.fees_payments()}>
        <PaymentsTable rows={statement.payments} />
      </Section>
    </Page>
  );
}
