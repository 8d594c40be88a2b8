import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { listIndicatorBeds } from '~/domain/reports/indicators';
import { page } from '~/routes/authorised.server';
import { formatDate } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { asOf } from './as-of.server';

export const loader = page('reports.view', async ({ actor, url }) => {
  const on = asOf(url);
  return { on, beds: await listIndicatorBeds(actor, { on }), viewer: actor.name };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.reports_beds_title() }) }];

export default function IndicatorBeds() {
  const { on, beds, viewer } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.reports_beds_title()}
      lead={`${m.reports_on()} ${formatDate(on)}`}
      above={[{ to: `/reports?on=${on}`, label: m.reports_title() }]}
      actions={<PrintButton />}
      watermark={viewer}
    >
      <Table
        caption={m.reports_beds_title()}
        rows={beds}
        rowKey={(row) => row.bedId}
        empty={m.reports_beds_empty()}
        columns={[
          {
            key: 'bed',
            title: m.reports_bed(),
            heading: true,
            cell: (row) => <Link to={`/beds/${row.bedId}`}>{`${row.building} ${row.room} ${row.bed}`}</Link>,
          },
          {
            key: 'kind',
            title: m.reports_bed_kind(),
            cell: (row) => (row.kind === 'nursing' ? m.reports_kind_nursing() : m.reports_kind_general()),
          },
          {
            key: 'state',
            title: m.reports_bed_state(),
            cell: (row) =>
              row.closed ? (
                <Status tone="stopped">{m.reports_bed_closed()}</Status>
              ) : row.stayId ? (
                <Status tone="info">{m.reports_bed_occupied()}</Status>
              ) : (
                <Status tone="ok">{m.reports_bed_free()}</Status>
              ),
          },
          {
            key: 'who',
            title: m.reports_resident(),
            cell: (row) => (row.stayId ? <Link to={`/stays/${row.stayId}`}>{row.personName}</Link> : null),
          },
          {
            key: 'since',
            title: m.reports_since(),
            cell: (row) => (row.since ? formatDate(row.since as PlainDate) : null),
          },
          { key: 'contract', title: m.reports_contract(), cell: (row) => row.contractNumber },
        ]}
      />
    </Page>
  );
}
