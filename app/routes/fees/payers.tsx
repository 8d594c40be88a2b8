import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listArrangements } from '~/domain/fees/list-arrangements';
import { page } from '~/routes/authorised.server';
import { measureText, payerName } from '~/ui/fees/labels';
import { formatPeriod } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

export const loader = page('fees.view', async ({ actor, url }) => {
  const status = url.searchParams.get('status') === 'proposed' ? 'proposed' : 'approved';
  const rows = await listArrangements(actor, { status });
  return {
    status,
    rows: rows.map((row) => ({
      id: row.id,
      personId: row.personId,
      personName: row.personName,
      payer: payerName[row.payer](),
      measure: measureText(row),
      period: formatPeriod(row.fromOn, row.untilOn),
      source: row.source,
    })),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.fees_payers() }) }];

export default function Payers() {
  const { rows, status } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.fees_payers()}
      lead={m.fees_payers_lead()}
      above={[{ to: '/bills', label: m.fees_bills_title() }]}
      actions={<ButtonLink to="/payers/claims">{m.fees_claims()}</ButtonLink>}
    >
      <Section title={status === 'proposed' ? m.standards_waiting_title() : m.fees_rule_approved()}>
        <Table
          caption={m.fees_payers()}
          rows={rows}
          rowKey={(row) => row.id}
          empty={m.fees_payers_none()}
          columns={[
            {
              key: 'resident',
              title: m.fees_resident(),
              heading: true,
              cell: (row) => <Link to={`/payers/${row.personId}`}>{row.personName}</Link>,
            },
            { key: 'payer', title: m.fees_payer_who(), cell: (row) => row.payer },
            { key: 'measure', title: m.fees_payer_measure(), cell: (row) => row.measure },
            { key: 'period', title: m.standards_period(), cell: (row) => row.period },
            { key: 'source', title: m.standards_source(), cell: (row) => row.source },
          ]}
        />
      </Section>
    </Page>
  );
}
