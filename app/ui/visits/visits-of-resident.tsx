import { Link } from '@remix-run/react';
import { Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import type { visitRow } from './visit-row';

/** Visits of volunteers to one person. */
export function VisitsOfResident({ rows }: { rows: readonly ReturnType<typeof visitRow>[] }) {
  return (
    <Section title={m.visits_of_resident()}>
      <Table
        caption={m.visits_of_resident()}
        rows={rows}
        rowKey={(row) => row.id}
        empty={m.visits_of_resident_none()}
        columns={[
          { key: 'time', title: m.visits_time(), heading: true, cell: (row) => row.time },
          { key: 'volunteer', title: m.visits_volunteer(), cell: (row) => row.volunteer },
          { key: 'service', title: m.visits_service(), cell: (row) => row.service },
          {
            key: 'need',
            title: m.visits_outline(),
            cell: (row) => <Link to={`/visits/needs/${row.needId}`}>{row.outline}</Link>,
          },
          {
            key: 'status',
            title: m.visits_status(),
            cell: ({ status }) => <Status tone={status.tone}>{status.text}</Status>,
          },
        ]}
      />
    </Section>
  );
}
