import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import {
  declineCorrection,
  listCorrections,
  proposeCorrection,
  publishCorrection,
} from '~/domain/donations/correct-disclosure';
import { listGivingChoices } from '~/domain/donations/list-entities';
import { intents, page, post } from '~/routes/authorised.server';
import { figureLabel } from '~/ui/donations/checking-labels';
import { correctedColumns } from '~/ui/donations/corrected-columns';
import { named, optionsOf } from '~/ui/donations/labels';
import { DecideRow } from '~/ui/fees/decide-row';
import { MoneyField, SelectField, SubmitButton, TextArea, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor }) => {
  const mayPropose = actor.permissions.has(proposeCorrection.permission);
  return {
    corrections: await listCorrections(actor, {}),
    mayPropose,
    mayApprove: actor.permissions.has(publishCorrection.permission),
    purposes: mayPropose
      ? (await listGivingChoices(actor, {})).purposes.map((one) => ({ value: one.code, label: named(one) }))
      : [],
  };
});

const back = { then: () => '/gifts/corrections' };
export const action = intents({
  propose: post(proposeCorrection, back),
  approve: post(publishCorrection, back),
  decline: post(declineCorrection, back),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_corrections() }) }];

const statusLabel = {
  proposed: m.donations_correction_proposed,
  published: m.donations_correction_published,
  declined: m.donations_correction_declined,
};
const statusTone = { proposed: 'due', published: 'ok', declined: 'stopped' } as const;

export default function Corrections() {
  const { corrections, mayPropose, mayApprove, purposes } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_corrections()}
      lead={m.donations_corrections_lead()}
      above={[{ to: '/gifts', label: m.donations_title() }]}
    >
      <Table
        caption={m.donations_corrections()}
        rows={corrections}
        rowKey={(row) => row.id}
        empty={m.donations_corrections_none()}
        columns={[
          ...correctedColumns(),
          {
            key: 'reason',
            title: m.donations_correction_reason(),
            cell: (row) => row.reason,
          },
          {
            key: 'by',
            title: m.donations_correction_by(),
            cell: (row) => `${row.proposedByName} ${formatInstant(row.proposedAt)}`,
          },
          {
            key: 'status',
            title: m.donations_correction_status(),
            cell: (row) =>
              row.status === 'proposed' && mayApprove ? (
                <DecideRow reply={reply} field="correctionId" id={row.id} own={row.own} />
              ) : (
                <div>
                  <Status tone={statusTone[row.status]}>{statusLabel[row.status]()}</Status>
                  {row.decidedByName && row.decidedAt ? (
                    <p className="quiet">
                      {m.donations_correction_decided({
                        by: row.decidedByName,
                        at: formatInstant(row.decidedAt),
                      })}
                    </p>
                  ) : null}
                  {row.decisionReason ? (
                    <p className="quiet">
                      {m.donations_correction_declined_why({ reason: row.decisionReason })}
                    </p>
                  ) : null}
                </div>
              ),
          },
        ]}
      />
      {mayPropose ? (
        <Section title={m.donations_correction_propose()}>
          <EditForm intent="propose" reply={reply}>
            <SelectField
              name="figure"
              label={m.donations_correction_figure()}
              options={optionsOf(figureLabel)}
            />
            <SelectField name="purpose" label={m.donations_purpose()} options={purposes} optional />
            <TextField
              name="month"
              label={m.donations_correction_month()}
              hint={m.donations_correction_month_hint()}
              size={8}
              optional
            />
            <MoneyField
              name="oldFen"
              label={m.donations_correction_old()}
              hint={m.donations_correction_old_hint()}
            />
            <TextArea
              name="reason"
              label={m.donations_correction_reason()}
              hint={m.donations_correction_reason_hint()}
              rows={3}
            />
            <SubmitButton>{m.donations_correction_propose()}</SubmitButton>
          </EditForm>
        </Section>
      ) : null}
    </Page>
  );
}
