import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';

import { listSupported } from '~/domain/reports/indicators';
import { page } from '~/routes/authorised.server';
import { formatDate } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { gradeLabel } from '~/ui/reports/labels';
import { m } from '~/words/generated/messages';
import { asOf } from './as-of.server';

export const loader = page('reports.view', async ({ actor, url }) => {
  const on = asOf(url);
  const rows = await listSupported(actor, { on });
  return { on, rows: rows.map((row) => ({ ...row, gradeText: gradeLabel(row.grade) })), viewer: actor.name };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.reports_support_title() }) }];

export default function Supported() {
  const { on, rows, viewer } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.reports_support_title()}
      lead={`${m.reports_on()} ${formatDate(on)}`}
      above={[{ to: `/reports?on=${on}`, label: m.reports_title() }]}
      watermark={viewer}
    >
      <Table
        caption={m.reports_support_title()}
        rows={rows}
        rowKey={(row) => row.personId}
        empty={m.reports_support_empty()}
        columns={[
          {
            key: 'who',
            title: m.reports_person(),
            heading: true,
            cell: (row) => <Link to={`/people/${row.personId}`}>{row.name}</Link>,
          },
          { key: 'grade', title: m.reports_grade(), cell: (row) => row.gradeText },
          {
            key: 'state',
            title: m.reports_bed_state(),
            cell: (row) => (
              <Status tone={row.housed ? 'ok' : 'due'}>
                {row.housed ? m.reports_support_housed() : m.reports_support_not()}
              </Status>
            ),
          },
        ]}
      />
    </Page>
  );
}
