import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTimeline } from '~/domain/audit/list-timeline';
import { listCandidates } from '~/domain/fees/list-candidates';
import { findPayment } from '~/domain/fees/list-payments';
import { matchBankLine } from '~/domain/fees/match-bank-line';
import { findBankLine } from '~/domain/ledger/list-bank-lines';
import { setAsideBankLine } from '~/domain/ledger/set-aside-bank-line';
import { providerNames } from '~/domain/payments/payment.rules';
import { settleClearing, undoClearing } from '~/domain/payments/settle-clearing';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { historyLines } from '~/ui/audit/history-lines';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { Choice, HiddenField, MoneyField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatMoney, formatMonth } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Timeline } from '~/ui/kit/timeline';
import { ledgerEventWords } from '~/ui/ledger/event-words';
import { lineState, lineStateLabel, lineStateTone } from '~/ui/ledger/labels';
import { providerLabel } from '~/ui/payments/labels';
import { reasonsText } from '~/ui/payments/review-labels';
import { m } from '~/words/generated/messages';

export const loader = page('ledger.view', async ({ actor, id }) => {
  const line = await findBankLine(actor, { lineId: id });
  if (!line) throw notFound();
  const free = line.claimedAt === null && line.amountFen > 0n;
  const mayMatch = actor.permissions.has('ledger.match') && free;
  const payment =
    line.claimType === 'payment' && line.claimId && actor.permissions.has('fees.view')
      ? await findPayment(actor, { id: line.claimId })
      : undefined;
  return {
    line,
    mayMatch,
    maySettle: free && actor.permissions.has('payments.review'),
    mayUndo: line.claimType === 'payment-payout' && actor.permissions.has('payments.review'),
    providers: providerNames.map((value) => ({ value, label: providerLabel[value]() })),
    mayTie: free && actor.permissions.has('donations.confirm-money'),
    usedAt: payment?.invoiceId
      ? `/bills/${payment.invoiceId}`
      : line.claimType === 'gift'
        ? `/gifts/${line.claimId}`
        : null,
    suggested: mayMatch
      ? [
          ...(
            await listCandidates(actor, {
              money: [
                {
                  key: id,
                  text: `${line.remark} ${line.summary}`,
                  amountFen: line.amountFen,
                  payerName: line.counterpartyName,
                },
              ],
            })
          ).values(),
        ]
          .flat()
          .map(({ bill, why }) => ({ ...bill, why: reasonsText(why) }))
      : [],
    events: historyLines(await listTimeline(actor, { type: 'bank-line', id }), ledgerEventWords),
  };
});

export const action = intents({
  match: post(matchBankLine, {
    with: ({ id }) => ({ lineId: id }),
    then: ({ invoiceId }) => `/bills/${invoiceId}`,
  }),
  'settle-clearing': post(settleClearing, {
    with: ({ id }) => ({ lineId: id }),
    then: (_, { id }) => `/bank-lines/${id}`,
  }),
  'undo-clearing': post(undoClearing, {
    with: ({ id }) => ({ lineId: id }),
    then: (_, { id }) => `/bank-lines/${id}`,
  }),
  'set-aside': post(setAsideBankLine, {
    with: ({ id }) => ({ lineId: id }),
    then: () => '/bank-lines?state=unmatched',
  }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.ledger_line_title() }) }];

export default function BankLine() {
  const { line, mayMatch, mayTie, maySettle, mayUndo, providers, usedAt, suggested, events } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const state = lineState(line);
  return (
    <Page
      title={m.ledger_line_title()}
      above={[{ to: '/bank-lines', label: m.ledger_lines_title() }]}
      status={<Status tone={lineStateTone[state]}>{lineStateLabel[state]()}</Status>}
      actions={usedAt ? <ButtonLink to={usedAt}>{m.ledger_line_used_at()}</ButtonLink> : null}
      narrow
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.ledger_line_on(), value: formatDate(line.bookedOn) },
            { term: m.ledger_line_amount(), value: formatMoney(line.amountFen) },
            { term: m.ledger_line_counterparty(), value: line.counterpartyName },
            { term: m.ledger_line_remark(), value: line.remark },
            { term: m.ledger_line_summary(), value: line.summary },
            { term: m.ledger_line_number(), value: line.bankNumber },
          ]}
        />
      </Section>
      {mayMatch ? (
        <Section title={m.ledger_line_match()}>
          {suggested.map((bill) => (
            <EditForm key={bill.id} intent="match" id={bill.id} reply={reply} values={{ reason: bill.why }}>
              <HiddenField name="reference" value={bill.reference} />
              <p>
                {m.ledger_line_suggestion({
                  name: bill.personName,
                  month: formatMonth(bill.month),
                  reference: bill.reference,
                })}
              </p>
              <TextField name="reason" label={m.ledger_reason()} maxLength={300} optional />
              <SubmitButton>{m.ledger_line_match_this()}</SubmitButton>
            </EditForm>
          ))}
          <EditForm intent="match" reply={reply}>
            <TextField
              name="reference"
              label={m.fees_reference()}
              hint={m.ledger_line_reference_hint()}
              size={14}
              autoComplete="off"
            />
            <TextField name="reason" label={m.ledger_reason()} maxLength={300} optional />
            <SubmitButton>{m.ledger_line_match()}</SubmitButton>
          </EditForm>
          <div className="actions">
            {mayTie ? (
              <ButtonLink to={`/gifts/bank-lines/${line.id}`}>{m.ledger_line_to_gift()}</ButtonLink>
            ) : null}
            {maySettle ? (
              <Dialog
                id="settle-clearing"
                title={m.payments_payout_record()}
                trigger={m.payments_payout_record()}
              >
                <EditForm intent="settle-clearing" reply={reply}>
                  <p>{m.payments_payout_hint()}</p>
                  <Choice name="provider" label={m.fees_method()} options={providers} inline />
                  <MoneyField
                    name="feeFen"
                    label={m.payments_payout_fee()}
                    hint={m.payments_payout_fee_hint()}
                    optional
                  />
                  <SubmitButton>{m.payments_payout_record()}</SubmitButton>
                </EditForm>
              </Dialog>
            ) : null}
            <Dialog id="set-aside" title={m.ledger_line_put_aside()} trigger={m.ledger_line_put_aside()}>
              <EditForm intent="set-aside" reply={reply}>
                <TextArea
                  name="reason"
                  label={m.ledger_reason()}
                  hint={m.ledger_line_put_aside_hint()}
                  maxLength={500}
                />
                <SubmitButton>{m.ledger_line_put_aside()}</SubmitButton>
              </EditForm>
            </Dialog>
          </div>
        </Section>
      ) : null}
      {mayUndo ? (
        <Section>
          <Dialog
            id="undo-clearing"
            title={m.payments_payout_undo()}
            trigger={m.payments_payout_undo()}
            danger
          >
            <EditForm intent="undo-clearing" reply={reply}>
              <TextArea name="reason" label={m.ledger_reason()} maxLength={300} />
              <SubmitButton danger>{m.payments_payout_undo()}</SubmitButton>
            </EditForm>
          </Dialog>
        </Section>
      ) : null}
      <Section title={m.standards_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}
