import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { declineReturn, listReturns } from '~/domain/donations/return-gift';
import { approveReturn } from '~/domain/receipts/approve-return';
import { intents, page, post } from '~/routes/authorised.server';
import { meansLabel } from '~/ui/donations/labels';
import { DecideRow } from '~/ui/fees/decide-row';
import { formatInstant, formatMoney } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor }) => ({
  rows: (await listReturns(actor, {})).map((row) => ({ ...row, way: wayOf(row) })),
  mayApprove: actor.permissions.has('donations.approve-return'),
}));

const wayOf = ({ means, sentBackNumber: number }: Awaited<ReturnType<typeof listReturns>>[number]) => {
  const way = means && meansLabel[means]();
  return way && number ? m.donations_returned_way_by_hand({ way, number }) : way;
};

const back = { then: () => '/gifts/returns' };
export const action = intents({
  approve: post(approveReturn, back),
  decline: post(declineReturn, back),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_returns() }) }];

export default function Returns() {
  const { rows, mayApprove } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.donations_returns()}
      lead={m.donations_returns_lead()}
      above={[{ to: '/gifts', label: m.donations_title() }]}
    >
      <Table
        caption={m.donations_returns()}
        rows={rows}
        rowKey={(row) => row.id}
        empty={m.donations_returns_empty()}
        columns={[
          {
            key: 'gift',
            title: m.donations_reference(),
            heading: true,
            cell: (row) => <Link to={`/gifts/${row.giftId}`}>{row.reference}</Link>,
          },
          {
            key: 'amount',
            title: m.donations_amount(),
            numeric: true,
            cell: (row) => formatMoney(row.amountFen),
          },
          { key: 'way', title: m.donations_return_way(), cell: (row) => row.way },
          { key: 'reason', title: m.donations_return_reason(), cell: (row) => row.reason },
          {
            key: 'by',
            title: m.donations_return_by(),
            cell: (row) => `${row.proposedByName} ${formatInstant(row.proposedAt)}`,
          },
          {
            key: 'decide',
            title: m.donations_return_decide(),
            cell: (row) =>
              mayApprove ? <DecideRow reply={reply} field="returnId" id={row.id} own={row.own} /> : null,
          },
        ]}
      />
    </Page>
  );
}
