import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { approvePayout, declinePayout } from '~/domain/fees/decide-payout';
import { listProposedPayouts } from '~/domain/fees/find-account';
import { actingPerson } from '~/domain/standards/standard.rules';
import { intents, page, post } from '~/routes/authorised.server';
import { DecideRow } from '~/ui/fees/decide-row';
import { methodLabel, movementLabel } from '~/ui/fees/labels';
import { formatMoney } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view', async ({ actor }) => ({
  rows: (await listProposedPayouts(actor, {})).map((row) => ({
    ...row,
    what: movementLabel[row.kind](),
    methodText: row.method && methodLabel[row.method](),
    own: row.recordedBy === actingPerson(actor),
  })),
  mayApprove: actor.permissions.has('fees.approve-rule'),
}));

const back = { then: () => '/payouts' };
export const action = intents({
  approve: post(approvePayout, back),
  decline: post(declinePayout, back),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_payouts() }) }];

export default function Payouts() {
  const { rows, mayApprove } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.fees_payouts()}
      lead={m.fees_payouts_lead()}
      above={[{ to: '/bills', label: m.fees_bills_title() }]}
    >
      <Table
        caption={m.fees_payouts()}
        rows={rows}
        rowKey={(row) => row.id}
        empty={m.fees_payouts_empty()}
        columns={[
          {
            key: 'who',
            title: m.fees_resident(),
            heading: true,
            cell: (row) => <Link to={`/accounts/${row.personId}`}>{row.personName}</Link>,
          },
          { key: 'what', title: m.fees_movement(), cell: (row) => row.what },
          { key: 'amount', title: m.fees_amount(), numeric: true, cell: (row) => formatMoney(row.amountFen) },
          { key: 'method', title: m.fees_method(), cell: (row) => row.methodText },
          { key: 'to', title: m.fees_payout_to(), cell: (row) => row.otherName },
          { key: 'reason', title: m.fees_movement_reason(), cell: (row) => row.reason },
          { key: 'by', title: m.fees_movement_by(), cell: (row) => row.recordedByName },
          {
            key: 'decide',
            title: m.fees_decide(),
            cell: (row) =>
              mayApprove ? <DecideRow reply={reply} field="movementId" id={row.id} own={row.own} /> : null,
          },
        ]}
      />
    </Page>
  );
}
