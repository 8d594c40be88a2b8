import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listOwing } from '~/domain/reports/indicators';
import { page } from '~/routes/authorised.server';
import { formatDate, formatMoney } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { asOf } from './as-of.server';

export const loader = page('reports.view', async ({ actor, url }) => {
  const on = asOf(url);
  return { on, owing: await listOwing(actor, { on }), viewer: actor.name };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.reports_unpaid_title() }) }];

export default function Unpaid() {
  const { on, owing, viewer } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.reports_unpaid_title()}
      lead={`${m.reports_on()} ${formatDate(on)}`}
      above={[{ to: `/reports?on=${on}`, label: m.reports_title() }]}
      watermark={viewer}
    >
      <Table
        caption={m.reports_unpaid_title()}
        rows={owing.rows}
        rowKey={(row) => row.personId}
        empty={m.reports_unpaid_empty()}
        totals={{ owed: formatMoney(owing.totalFen) }}
        columns={[
          {
            key: 'who',
            title: m.reports_resident(),
            heading: true,
            cell: (row) => (
              <Link to={`/bills?${new URLSearchParams({ name: row.personName })}`}>{row.personName}</Link>
            ),
          },
          { key: 'owed', title: m.reports_owed(), numeric: true, cell: (row) => formatMoney(row.owedFen) },
        ]}
      />
    </Page>
  );
}
