import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { approveArrangement } from '~/domain/fees/approve-arrangement';
import { declineArrangement } from '~/domain/fees/decline-arrangement';
import { endArrangementOn } from '~/domain/fees/end-arrangement';
import { listArrangements } from '~/domain/fees/list-arrangements';
import { proposeArrangement } from '~/domain/fees/propose-arrangement';
import { dateOf } from '~/domain/kernel/plain-date';
import { findPersonName } from '~/domain/people/find-person';
import { actingPerson } from '~/domain/standards/standard.rules';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { DecideRow } from '~/ui/fees/decide-row';
import { measureText, payerName } from '~/ui/fees/labels';
import { Dialog } from '~/ui/kit/dialog';
import {
  Choice,
  DateField,
  HiddenField,
  MoneyField,
  NumberField,
  SubmitButton,
  TextField,
} from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatPeriod } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { optionsOf } from '~/ui/stays/labels';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view', async ({ actor, id }) => {
  const name = await findPersonName(actor, { id });
  if (name === undefined) throw notFound();
  const rows = await listArrangements(actor, { personId: id });
  return {
    name,
    today: dateOf(actor.at ?? new Date()),
    mayPropose: actor.permissions.has('fees.propose-rule'),
    mayApprove: actor.permissions.has('fees.approve-rule'),
    rows: rows.map((row) => ({
      id: row.id,
      status: row.status,
      payer: payerName[row.payer](),
      measure: measureText(row),
      period: formatPeriod(row.fromOn, row.untilOn),
      open: row.untilOn === null,
      source: row.source,
      by: row.decidedByName
        ? m.fees_proposed_decided({ by: row.proposedByName, other: row.decidedByName })
        : row.proposedByName,
      reason: row.decisionReason,
      own: row.proposedBy === actingPerson(actor),
    })),
  };
});

const back = { then: (_: unknown, { id }: { id: string }) => `/payers/${id}` };
export const action = intents({
  propose: post(proposeArrangement, { with: ({ id }) => ({ personId: id }), ...back }),
  approve: post(approveArrangement, back),
  decline: post(declineArrangement, back),
  end: post(endArrangementOn, back),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: m.fees_payers_of({ name: data?.name ?? '' }) }) },
];

export default function PayersOf() {
  const { name, rows, today, mayPropose, mayApprove } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.fees_payers_of({ name })}
      lead={m.fees_payers_lead()}
      above={[{ to: '/payers', label: m.fees_payers() }]}
    >
      <Section>
        <Table
          caption={m.fees_payers()}
          rows={rows}
          rowKey={(row) => row.id}
          empty={m.fees_payers_none()}
          columns={[
            { key: 'payer', title: m.fees_payer_who(), heading: true, cell: (row) => row.payer },
            { key: 'measure', title: m.fees_payer_measure(), cell: (row) => row.measure },
            { key: 'period', title: m.standards_period(), cell: (row) => row.period },
            { key: 'source', title: m.standards_source(), cell: (row) => row.source },
            { key: 'by', title: m.standards_proposed_by(), cell: (row) => row.by },
            {
              key: 'state',
              title: m.standards_state(),
              cell: (row) => {
                if (row.status === 'proposed')
                  return mayApprove ? (
                    <DecideRow reply={reply} field="arrangementId" id={row.id} own={row.own} />
                  ) : (
                    <Status tone="due">{m.fees_rule_proposed()}</Status>
                  );
                if (row.status === 'declined')
                  return (
                    <>
                      <Status tone="stopped">{m.fees_rule_declined()}</Status> {row.reason}
                    </>
                  );
                return mayApprove && row.open ? (
                  <Dialog id={`end-${row.id}`} title={m.fees_payer_end()} trigger={m.fees_payer_end()}>
                    <EditForm
                      intent="end"
                      id={`end-form-${row.id}`}
                      reply={reply}
                      values={{ untilOn: today }}
                    >
                      <HiddenField name="arrangementId" value={row.id} />
                      <DateField
                        name="untilOn"
                        label={m.fees_payer_end_on()}
                        hint={m.fees_payer_end_hint()}
                      />
                      <TextField name="reason" label={m.standards_reason()} maxLength={500} />
                      <SubmitButton>{m.fees_payer_end()}</SubmitButton>
                    </EditForm>
                  </Dialog>
                ) : (
                  <Status tone="ok">{m.fees_rule_approved()}</Status>
                );
              },
            },
          ]}
        />
      </Section>
      {mayPropose ? (
        <Section title={m.fees_payer_propose()}>
          <EditForm intent="propose" reply={reply} values={{ fromOn: today }}>
            <Choice name="payer" label={m.fees_payer_who()} options={optionsOf(payerName)} />
            <MoneyField
              name="monthlyFen"
              label={m.fees_payer_monthly()}
              hint={m.fees_payer_monthly_hint()}
              optional
            />
            <NumberField name="percent" label={m.fees_payer_percent()} unit="%" optional />
            <DateField name="fromOn" label={m.standards_from()} />
            <DateField name="untilOn" label={m.standards_until()} optional />
            <TextField
              name="source"
              label={m.standards_source()}
              hint={m.fees_leave_source_hint()}
              maxLength={300}
            />
            <SubmitButton>{m.standards_send_proposal()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
    </Page>
  );
}
