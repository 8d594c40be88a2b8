import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findOwnStatement } from '~/domain/fees/find-statement';
import { findPayingOf } from '~/domain/fees/pay-bill';
import { listOffered } from '~/domain/payments/merchants';
import { intents, notFound, page } from '~/routes/authorised.server';
import { payOnline } from '~/routes/payments/pay-bill.server';
import { InvoiceStatus } from '~/ui/fees/invoice-status';
import { PaymentsTable } from '~/ui/fees/payments-table';
import { StatementView, statementTitle } from '~/ui/fees/statement-view';
import { Icon } from '~/ui/kit/icon';
import { Page, Section } from '~/ui/kit/page';
import { PayOnline } from '~/ui/payments/pay-online';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view-own', async ({ actor, id }) => {
  const statement = await findOwnStatement(actor, { id });
  if (!statement) throw notFound();
  const { openOrder, moneyWaits } = await findPayingOf(actor, { invoiceId: id });
  return {
    statement,
    offered: await listOffered(actor),
    openOrder: openOrder ? { id: openOrder.id, provider: openOrder.provider } : null,
    moneyWaits,
  };
});

export const action = intents({ 'pay-online': payOnline({ atDesk: false }) });

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? statementTitle(data.statement) : m.fees_own_title() }) },
];

export default function OwnBill() {
  const { statement, offered, openOrder, moneyWaits } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
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
      <PayOnline
        offered={offered}
        openFen={openFen}
        openOrder={openOrder}
        moneyWaits={moneyWaits}
        reply={reply}
      />
      <Section title={m.fees_payments()}>
        <PaymentsTable rows={statement.payments} />
      </Section>
    </Page>
  );
}
