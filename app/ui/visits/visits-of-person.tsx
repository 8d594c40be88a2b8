import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { ButtonLink, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import type { visitsShown } from './visit-row';

/** The way to the form by which a visit to a person is asked for. */
export const AskForVisit = ({ personId }: { personId: string }) => (
  <ButtonLink to={`/visits/needs/new?person=${personId}`}>{m.visits_needs_new()}</ButtonLink>
);

type Shown = ReturnType<typeof visitsShown>;

/**
 * Visits of volunteers to a person, below them those to all of their household. `askFor`: the person for whom the reader
 * may ask for one.
 */
export function VisitsOfPerson({ visits, askFor }: { visits: Shown; askFor?: string }) {
  return (
    <>
      <Visits
        title={m.visits_of_person()}
        visits={visits.own}
        actions={askFor ? <AskForVisit personId={askFor} /> : null}
      />
      {visits.household ? <Visits title={m.visits_of_household()} visits={visits.household} /> : null}
    </>
  );
}

/** Visits, and what was asked for and is not planned yet. */
function Visits({
  title,
  visits: { open, rows },
  actions,
}: {
  title: string;
  visits: Shown['own'];
  actions?: ReactNode;
}) {
  return (
    <Section title={title} actions={actions}>
      {open.length > 0 ? (
        <>
          <p>{m.visits_of_person_open()}</p>
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
        empty={m.visits_of_person_none()}
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
