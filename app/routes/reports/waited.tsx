import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { listWaited } from '~/domain/reports/indicators';
import { page } from '~/routes/authorised.server';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';

import { Table } from '~/ui/kit/table';

import { m } from '~/words/generated/messages';
import { asOf } from './as-of.server';

export const loader = page('reports.view', async ({ actor, url }) => {
  const on = asOf(url);
  const rows = await listWaited(actor, { on });
  return { on, rows: [...rows], viewer: actor.name };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.reports_waited_title() }) }];

export default function Waited() {
  const { on, rows, viewer } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.reports_waited_title()}
      lead={`${m.reports_on()} ${formatDate(on)}`}
      above={[{ to: `/reports?on=${on}`, label: m.reports_title() }]}
      watermark={viewer}
    >
      <Table
        caption={m.reports_waited_title()}
        rows={rows}
        rowKey={(row) => row.stayId}
        empty={m.reports_waited_empty()}
        columns={[
          {
            key: 'who',
            title: m.reports_person(),
            heading: true,
            cell: (row) => <Link to={`/stays/${row.stayId}`}>{row.personName}</Link>,
          },
          {
            key: 'from',
            title: m.reports_waited_from(),
            cell: (row) => formatDate(row.waitingFrom as PlainDate),
          },
          { key: 'on', title: m.reports_since(), cell: (row) => formatDate(row.admittedOn as PlainDate) },
          {
            key: 'days',
            title: m.reports_waited_days(),
            numeric: true,
            cell: (row) => formatNumber(row.days),
          },
        ]}
      />
    </Page>
  );
}
