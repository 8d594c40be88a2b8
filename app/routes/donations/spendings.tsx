import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listSpendings } from '~/domain/donations/list-gifts';
import { page } from '~/routes/authorised.server';
import { named } from '~/ui/donations/labels';
import { formatDate, formatMoney } from '~/ui/kit/format';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.view', async ({ actor, url }) => ({
  spendings: await listSpendings(actor, { after: url.searchParams.get('after') ?? undefined }),
  may: { funds: actor.permissions.has('funds.view'), ledger: actor.permissions.has('ledger.view') },
}));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_spendings() }) }];

export default function Spendings() {
  const { spendings, may } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.donations_spendings()}
      lead={m.donations_spendings_lead()}
      above={[{ to: '/gifts', label: m.donations_title() }]}
      actions={may.funds ? <ButtonLink to="/funds">{m.funds_title()}</ButtonLink> : null}
    >
      <Table
        caption={m.donations_spendings()}
        rows={spendings.rows}
        next={spendings.next}
        rowKey={(row) => row.id}
        empty={m.donations_spendings_none()}
        columns={[
          {
            key: 'voucher',
            title: m.donations_voucher_number(),
            heading: true,
            cell: (row) =>
              may.ledger ? (
                <Link to={`/ledger/entries/${row.entryId}`}>{row.voucherNumber}</Link>
              ) : (
                row.voucherNumber
              ),
          },
          { key: 'what', title: m.donations_what(), cell: (row) => row.what },
          {
            key: 'purpose',
            title: m.donations_purpose(),
            cell: (row) => named({ name: row.purposeName, nameEn: row.purposeNameEn }),
          },
          {
            key: 'state',
            title: m.funds_state(),
            cell: (row) =>
              row.reversalEntryId ? (
                <Status tone="stopped">{m.ledger_reversed()}</Status>
              ) : (
                <Status tone="ok">{m.funds_status_done()}</Status>
              ),
          },
          { key: 'on', title: m.donations_spent_on(), cell: (row) => formatDate(row.spentOn) },
          {
            key: 'amount',
            title: m.donations_amount(),
            numeric: true,
            cell: (row) => formatMoney(row.amountFen),
          },
        ]}
      />
    </Page>
  );
}
