import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { findStatement } from '~/domain/fees/find-statement';
import { findPayingOf } from '~/domain/fees/pay-bill';
import { recordPayment } from '~/domain/fees/record-payment';
import { reversePayment } from '~/domain/fees/reverse-payment';
import { listOffered } from '~/domain/payments/merchants';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { payOnline } from '~/routes/payments/pay-bill.server';
import { historyLines } from '~/ui/audit/history-lines';
import { feeEventWords } from '~/ui/fees/event-words';
import { InvoiceStatus } from '~/ui/fees/invoice-status';
import { PaymentsTable } from '~/ui/fees/payments-table';
import { StatementView, statementTitle } from '~/ui/fees/statement-view';
import { Dialog } from '~/ui/kit/dialog';
import {
  Checkbox,
  DateField,
  HiddenField,
  MoneyField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Icon } from '~/ui/kit/icon';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Timeline } from '~/ui/kit/timeline';
import { PayOnline } from '~/ui/payments/pay-online';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view', async ({ actor, id }) => {
  const statement = await findStatement(actor, { id });
  if (!statement) throw notFound();
  const mayCollect = actor.permissions.has('payments.order');
  const paying = mayCollect ? await findPayingOf(actor, { invoiceId: id }) : undefined;
  const open = paying?.openOrder;
  return {
    offered: mayCollect ? await listOffered(actor) : [],
    openOrder: open ? { id: open.id, provider: open.provider } : null,
    moneyWaits: paying?.moneyWaits ?? false,
    statement,
    /** The same form sent twice is one payment. */
    paymentId: crypto.randomUUID(),
    viewer: actor.name,
    events: historyLines(await listTimeline(actor, { type: 'invoice', id }), feeEventWords),
    mayRecord: actor.permissions.has('fees.record-payment'),
  };
});

export const action = intents({
  pay: post(recordPayment, { with: ({ id }) => ({ invoiceId: id }), then: (_, { id }) => `/bills/${id}` }),
  'pay-online': payOnline({ atDesk: true }),
  reverse: post(reversePayment, { then: (_, { id }) => `/bills/${id}` }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data ? statementTitle(data.statement) : m.fees_bills_title() }) },
];

export default function Bill() {
  const { statement, paymentId, viewer, events, mayRecord, offered, openOrder, moneyWaits } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const { id, month, state, openFen, dueOn, asOf, personId, personName } = statement;
  return (
    <Page
      title={statementTitle(statement)}
      lead={m.fees_number_line({ number: statement.number })}
      above={[{ to: `/bills?month=${month}`, label: m.fees_bills_title() }]}
      status={<InvoiceStatus state={state} overdue={openFen > 0n && dueOn < asOf} />}
      actions={
        <>
          <ButtonLink to={`/accounts/${personId}`}>{m.fees_account()}</ButtonLink>
          <a className="button" href={`/bills/${id}/pdf`}>
            <Icon name="download" />
            {m.fees_pdf()}
          </a>
        </>
      }
      watermark={viewer}
    >
      <StatementView statement={statement} />
      <PayOnline
        offered={offered}
        openFen={openFen}
        openOrder={openOrder}
        moneyWaits={moneyWaits}
        reply={reply}
      />
      <Section
        title={m.fees_payments()}
        actions={
          mayRecord ? (
            <Dialog id="pay" title={m.fees_record_cash()} trigger={m.fees_record_cash()}>
              <EditForm
                intent="pay"
                reply={reply}
                values={{
                  amountFen: openFen > 0n ? openFen : undefined,
                  receivedOn: asOf,
                  payerName: personName,
                }}
              >
                <HiddenField name="paymentId" value={paymentId} />
                <MoneyField name="amountFen" label={m.fees_amount()} hint={m.fees_cash_hint()} />
                <DateField name="receivedOn" label={m.fees_received_on()} max={asOf} />
                <TextField name="payerName" label={m.fees_payer()} maxLength={100} />
                <TextField name="note" label={m.fees_note()} maxLength={300} optional />
                <Checkbox name="surplus" label={m.fees_surplus()} hint={m.fees_surplus_hint()} />
                <SubmitButton>{m.fees_record_cash()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null
        }
      >
        <PaymentsTable
          rows={statement.payments}
          undo={
            mayRecord
              ? (row) =>
                  row.orderId ? null : (
                    <Dialog
                      id={`reverse-${row.id}`}
                      title={m.fees_reverse()}
                      trigger={m.fees_reverse()}
                      danger
                    >
                      <EditForm intent="reverse" id={row.id} reply={reply}>
                        <HiddenField name="paymentId" value={row.id} />
                        <TextArea
                          name="reason"
                          label={m.fees_reason()}
                          hint={m.fees_reverse_hint()}
                          maxLength={300}
                        />
                        <SubmitButton danger>{m.fees_reverse()}</SubmitButton>
                      </EditForm>
                    </Dialog>
                  )
              : undefined
          }
        />
      </Section>
      <Section title={m.standards_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}
