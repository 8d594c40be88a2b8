import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listBankLinesToTie } from '~/domain/donations/list-bank-lines-to-tie';
import { page } from '~/routes/authorised.server';
import { doubtLabel } from '~/ui/donations/checking-labels';
import { formatDate, formatMoney } from '~/ui/kit/format';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('donations.confirm-money', async ({ actor, url }) =>
  listBankLinesToTie(actor, { after: url.searchParams.get('after') ?? undefined }),
);

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.donations_bank_lines() }) }];

export default function BankLines() {
  const { rows, next } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.donations_bank_lines()}
      lead={m.donations_bank_lines_lead()}
      above={[{ to: '/gifts', label: m.donations_title() }]}
      actions={<ButtonLink to="/imports/bank-statement">{m.donations_import_statement()}</ButtonLink>}
    >
      <Table
        caption={m.donations_bank_lines()}
        rows={rows}
        rowKey={(line) => line.id}
        next={next}
        empty={m.donations_bank_lines_none()}
        columns={[
          {
            key: 'payer',
            title: m.donations_line_payer(),
            heading: true,
            cell: (line) => (
              <Link to={`/gifts/bank-lines/${line.id}`}>
                {line.counterpartyName || m.donations_donor_unknown()}
              </Link>
            ),
          },
          { key: 'date', title: m.donations_line_date(), cell: (line) => formatDate(line.bookedOn) },
          {
            key: 'remark',
            title: m.donations_line_remark(),
            cell: (line) => [line.remark, line.summary].filter(Boolean).join(m.reports_list_mark()),
          },
          {
            key: 'amount',
            title: m.donations_amount(),
            numeric: true,
            cell: (line) => formatMoney(line.amountFen),
          },
          {
            key: 'doubt',
            title: m.donations_line_doubt(),
            cell: (line) =>
              line.doubt ? (
                <Status tone="due">{doubtLabel[line.doubt]()}</Status>
              ) : (
                <Status tone="info">{m.donations_line_soon()}</Status>
              ),
          },
        ]}
      />
    </Page>
  );
}
