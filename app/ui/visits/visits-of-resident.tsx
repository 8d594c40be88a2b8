import { Link } from '@remix-run/react';
import { Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import type { visitsShown } from './visit-row';

/** Visits of volunteers to one person, or to all of their household, and what was asked for and is not planned yet. */
export function VisitsOfResident({
  open,
  rows,
  ofHousehold,
}: ReturnType<typeof visitsShown> & { readonly ofHousehold: boolean }) {
  const title = ofHousehold ? m.visits_of_household() : m.visits_of_resident();
  return (
    <Section title={title}>
      {open.length > 0 ? (
        <>
          <p>{m.visits_of_resident_open()}</p>
          <ul>
            {open.map(({ id, text }) => (
              <li key={id}>
                <Link to={`/visits/needs/${id}`}>{text}</Link>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <Table
        caption={title}
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
