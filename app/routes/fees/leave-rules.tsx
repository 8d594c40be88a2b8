import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { approveLeaveRule } from '~/domain/fees/approve-leave-rule';
import { declineLeaveRule } from '~/domain/fees/decline-leave-rule';
import { listLeaveRules } from '~/domain/fees/list-leave-rules';
import { proposeLeaveRule } from '~/domain/fees/propose-leave-rule';
import { dateOf } from '~/domain/kernel/plain-date';
import { actingPerson } from '~/domain/standards/standard.rules';
import { intents, page, post } from '~/routes/authorised.server';
import { BandRows } from '~/ui/fees/band-rows';
import { DecideRow } from '~/ui/fees/decide-row';
import { bandTexts } from '~/ui/fees/labels';
import { Choice, DateField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { leaveLabel, optionsOf } from '~/ui/stays/labels';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view', async ({ actor }) => ({
  today: dateOf(actor.at ?? new Date()),
  mayPropose: actor.permissions.has('fees.propose-rule'),
  mayApprove: actor.permissions.has('fees.approve-rule'),
  rules: (await listLeaveRules(actor, {})).map((rule) => ({
    id: rule.id,
    status: rule.status,
    inForce: rule.inForce,
    what: leaveLabel[rule.kind](),
    from: formatDate(rule.effectiveFrom),
    bands: bandTexts(rule.bands),
    source: rule.source,
    by: rule.decidedByName
      ? m.fees_proposed_decided({ by: rule.proposedByName, other: rule.decidedByName })
      : rule.proposedByName,
    reason: rule.decisionReason,
    own: rule.proposedBy === actingPerson(actor),
  })),
}));

const back = { then: () => '/leave-rules' };
export const action = intents({
  propose: post(proposeLeaveRule, back),
  approve: post(approveLeaveRule, back),
  decline: post(declineLeaveRule, back),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_leave_rules() }) }];

type Rule = ReturnType<typeof useLoaderData<typeof loader>>['rules'][number];

function RuleState({ rule }: { rule: Rule }) {
  if (rule.status === 'proposed') return <Status tone="due">{m.fees_rule_proposed()}</Status>;
  if (rule.status === 'declined') return <Status tone="stopped">{m.fees_rule_declined()}</Status>;
  return rule.inForce ? (
    <Status tone="ok">{m.fees_rule_in_force()}</Status>
  ) : (
    <Status tone="info">{m.fees_rule_approved()}</Status>
  );
}

export default function LeaveRules() {
  const { rules, today, mayPropose, mayApprove } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.fees_leave_rules()}
      lead={m.fees_leave_rules_lead()}
      above={[{ to: '/tariffs', label: m.fees_tariffs_title() }]}
    >
      <Section>
        <Table
          caption={m.fees_leave_rules()}
          rows={rules}
          rowKey={(row) => row.id}
          empty={m.fees_leave_rules_none()}
          columns={[
            { key: 'what', title: m.fees_leave_kind(), heading: true, cell: (row) => row.what },
            { key: 'from', title: m.standards_from(), cell: (row) => row.from },
            {
              key: 'bands',
              title: m.fees_leave_bands(),
              cell: (row) => (
                <ul>
                  {row.bands.map((band) => (
                    <li key={band}>{band}</li>
                  ))}
                </ul>
              ),
            },
            { key: 'source', title: m.standards_source(), cell: (row) => row.source },
            { key: 'by', title: m.standards_proposed_by(), cell: (row) => row.by },
            {
              key: 'state',
              title: m.standards_state(),
              cell: (row) =>
                row.status === 'proposed' && mayApprove ? (
                  <DecideRow reply={reply} field="ruleId" id={row.id} own={row.own} />
                ) : (
                  <>
                    <RuleState rule={row} /> {row.reason}
                  </>
                ),
            },
          ]}
        />
      </Section>
      {mayPropose ? (
        <Section title={m.fees_leave_propose()}>
          <EditForm
            intent="propose"
            reply={reply}
            values={{ effectiveFrom: today, bands: [{ fromDay: '1' }] }}
          >
            <Choice name="kind" label={m.fees_leave_kind()} options={optionsOf(leaveLabel)} inline />
            <DateField name="effectiveFrom" label={m.standards_from()} />
            <BandRows />
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
