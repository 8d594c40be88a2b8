import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findAccount } from '~/domain/fees/find-account';
import { listArrearsOf } from '~/domain/fees/list-arrears';
import { proposePayout } from '~/domain/fees/propose-payout';
import { receiveDeposit, settlePayer, spendDeposit } from '~/domain/fees/record-movement';
import { reasonText } from '~/domain/kernel/made-reasons';
import { dateOf } from '~/domain/kernel/plain-date';
import { findPersonName } from '~/domain/people/find-person';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { methodLabel, movementLabel, payerName, toldHowLabel } from '~/ui/fees/labels';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import {
  Choice,
  DateField,
  HiddenField,
  MoneyField,
  SelectField,
  SubmitButton,
  TextField,
} from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate, formatMoney } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view', async ({ actor, id }) => {
  const name = await findPersonName(actor, { id });
  if (name === undefined) throw notFound();
  const { movements, others, ...held } = await findAccount(actor, { personId: id });
  return {
    id,
    name,
    ...held,
    formId: crypto.randomUUID(),
    others: others.map(({ payer, owedFen }) => ({ payer, label: payerName[payer](), owedFen })),
    movements: movements.map((row) => ({
      id: row.id,
      what: row.payer
        ? m.fees_movement_of_payer({ what: movementLabel[row.kind](), payer: payerName[row.payer]() })
        : movementLabel[row.kind](),
      amountFen: row.amountFen,
      method: row.method && methodLabel[row.method](),
      on: row.onDate,
      other: row.otherName,
      reason: reasonText(row.decisionReason ?? row.reason),
      status: row.status,
      byFund: row.method === 'fund',
      by: row.decidedByName
        ? m.fees_proposed_decided({ by: row.recordedByName, other: row.decidedByName })
        : row.recordedByName,
    })),
    reminders: (await listArrearsOf(actor, { personId: id })).map((row) => ({
      id: row.id,
      on: row.onDate,
      step: row.step,
      owedFen: row.owedFen,
      told:
        row.toldHow && m.fees_arrears_told_by({ how: toldHowLabel[row.toldHow](), by: row.toldByName ?? '' }),
      note: row.toldNote,
    })),
    methods: (['cash', 'transfer'] as const).map((value) => ({ value, label: methodLabel[value]() })),
    waysBack: held.online.map(({ orderId, provider, receivedOn, leftFen }) => ({
      value: orderId,
      label: m.fees_payout_way_back({
        method: methodLabel[provider](),
        on: formatDate(receivedOn),
        amount: formatMoney(leftFen),
      }),
    })),
    today: dateOf(actor.at ?? new Date()),
    mayRecord: actor.permissions.has('fees.record-payment'),
    viewer: actor.name,
  };
});

const ofPerson = {
  with: ({ id }: { id: string }) => ({ personId: id }),
  then: (_: unknown, { id }: { id: string }) => `/accounts/${id}`,
};

export const action = intents({
  deposit: post(receiveDeposit, ofPerson),
  use: post(spendDeposit, ofPerson),
  payout: post(proposePayout, ofPerson),
  settle: post(settlePayer, ofPerson),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: m.fees_account_of({ name: data?.name ?? '' }) }) },
];

export default function Account() {
  const loaded = useLoaderData<typeof loader>();
  const { id, name, balanceFen, creditFen, depositFen, others, movements, reminders, mayRecord, viewer } =
    loaded;
  return (
    <Page
      title={m.fees_account_of({ name })}
      lead={m.fees_account_lead()}
      above={[{ to: '/bills', label: m.fees_bills_title() }]}
      actions={<ButtonLink to={`/payers/${id}`}>{m.fees_payers()}</ButtonLink>}
      watermark={viewer}
    >
      <Section actions={mayRecord ? <Actions {...loaded} /> : null}>
        <DescriptionList
          items={[
            {
              term: balanceFen < 0n ? m.fees_account_credit() : m.fees_account_owed(),
              value: formatMoney(balanceFen < 0n ? creditFen : balanceFen),
            },
            { term: m.fees_account_deposit(), value: formatMoney(depositFen) },
            ...others.map(({ label, owedFen }) => ({ term: label, value: formatMoney(owedFen) })),
          ]}
        />
      </Section>
      <Section title={m.fees_movements()}>
        <Table
          caption={m.fees_movements()}
          rows={movements}
          rowKey={(row) => row.id}
          empty={m.fees_movements_empty()}
          columns={[
            { key: 'what', title: m.fees_movement(), heading: true, cell: (row) => row.what },
            {
              key: 'amount',
              title: m.fees_amount(),
              numeric: true,
              cell: (row) => formatMoney(row.amountFen),
            },
            { key: 'on', title: m.fees_movement_on(), cell: (row) => row.on && formatDate(row.on) },
            { key: 'method', title: m.fees_method(), cell: (row) => row.method },
            { key: 'other', title: m.fees_movement_other(), cell: (row) => row.other },
            { key: 'reason', title: m.fees_movement_reason(), cell: (row) => row.reason },
            { key: 'by', title: m.fees_movement_by(), cell: (row) => row.by },
            {
              key: 'state',
              title: m.fees_state(),
              cell: (row) => (
                <Status tone={row.status === 'done' ? 'ok' : row.status === 'proposed' ? 'due' : 'stopped'}>
                  {row.status === 'done'
                    ? m.fees_movement_done()
                    : row.status === 'proposed'
                      ? m.fees_movement_waits()
                      : row.status === 'failed'
                        ? row.byFund
                          ? m.ledger_reversed()
                          : m.fees_movement_failed()
                        : m.fees_movement_declined()}
                </Status>
              ),
            },
          ]}
        />
      </Section>
      {reminders.length > 0 ? (
        <Section title={m.fees_arrears()}>
          <Table
            caption={m.fees_arrears()}
            rows={reminders}
            rowKey={(row) => row.id}
            empty={m.fees_arrears_empty()}
            columns={[
              { key: 'on', title: m.fees_arrears_on(), heading: true, cell: (row) => formatDate(row.on) },
              { key: 'step', title: m.fees_arrears_ladder(), numeric: true, cell: (row) => row.step },
              {
                key: 'owed',
                title: m.fees_arrears_owed(),
                numeric: true,
                cell: (row) => formatMoney(row.owedFen),
              },
              { key: 'told', title: m.fees_arrears_told(), cell: (row) => row.told },
              { key: 'note', title: m.fees_note(), cell: (row) => row.note },
            ]}
          />
        </Section>
      ) : null}
    </Page>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** What finance does with an account, each in a dialog of its own. */
function Actions({
  formId,
  name,
  balanceFen,
  creditFen,
  depositFen,
  others,
  methods,
  waysBack,
  today,
}: Loaded) {
  const reply = useActionData<typeof action>();
  const shown = { amount: m.fees_amount(), method: m.fees_method() };
  const least = balanceFen < depositFen ? balanceFen : depositFen;
  return (
    <>
      <Dialog id="deposit" title={m.fees_deposit_receive()} trigger={m.fees_deposit_receive()}>
        <EditForm intent="deposit" reply={reply} values={{ on: today }}>
          <HiddenField name="movementId" value={formId} />
          <MoneyField name="amountFen" label={shown.amount} />
          <Choice name="method" label={shown.method} options={methods} inline />
          <DateField name="on" label={m.fees_received_on()} max={today} />
          <TextField name="otherName" label={m.fees_payer()} maxLength={100} />
          <SubmitButton>{m.fees_deposit_receive()}</SubmitButton>
        </EditForm>
      </Dialog>
      {least > 0n ? (
        <Dialog id="use" title={m.fees_deposit_use()} trigger={m.fees_deposit_use()}>
          <EditForm intent="use" reply={reply} values={{ amountFen: formatPlain(least) }}>
            <HiddenField name="movementId" value={formId} />
            <MoneyField
              name="amountFen"
              label={shown.amount}
              hint={m.fees_at_most({ amount: formatMoney(least) })}
            />
            <TextField name="reason" label={m.fees_movement_reason()} maxLength={300} />
            <SubmitButton>{m.fees_deposit_use()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : null}
      {creditFen > 0n || depositFen > 0n ? (
        <Dialog id="payout" title={m.fees_payout()} trigger={m.fees_payout()}>
          <EditForm intent="payout" reply={reply} values={{ otherName: name }}>
            <p>{m.fees_payout_hint()}</p>
            <Choice
              name="kind"
              label={m.fees_payout_kind()}
              options={[
                {
                  value: 'refund',
                  label: m.fees_payout_credit({ amount: formatMoney(creditFen) }),
                },
                {
                  value: 'deposit-back',
                  label: m.fees_payout_deposit({ amount: formatMoney(depositFen) }),
                },
              ]}
            />
            <MoneyField name="amountFen" label={shown.amount} />
            <Choice name="method" label={shown.method} options={[...methods, ...waysBack]} />
            <TextField name="otherName" label={m.fees_payout_to()} maxLength={100} />
            <TextField name="reason" label={m.fees_movement_reason()} maxLength={300} />
            <SubmitButton>{m.fees_payout()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : null}
      {others.length > 0 ? (
        <Dialog id="settle" title={m.fees_settle()} trigger={m.fees_settle()}>
          <EditForm intent="settle" reply={reply} values={{ on: today }}>
            <HiddenField name="movementId" value={formId} />
            <SelectField
              name="payer"
              label={m.fees_payer()}
              options={others.map(({ payer, label, owedFen }) => ({
                value: payer,
                label: `${label} ${formatMoney(owedFen)}`,
              }))}
            />
            <MoneyField name="amountFen" label={shown.amount} />
            <Choice name="method" label={shown.method} options={methods} inline />
            <DateField name="on" label={m.fees_received_on()} max={today} />
            <TextField name="otherName" label={m.fees_settle_document()} maxLength={100} optional />
            <SubmitButton>{m.fees_settle()}</SubmitButton>
          </EditForm>
        </Dialog>
      ) : null}
    </>
  );
}

/** Yuan as a field takes them. */
const formatPlain = (fen: bigint): string => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
