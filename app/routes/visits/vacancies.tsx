import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listVacancies } from '~/domain/visits/find-substitutes';
import { page } from '~/routes/authorised.server';
import { Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { visitTime } from '~/ui/visits/visit-time';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view', async ({ actor }) => ({ vacancies: await listVacancies(actor) }));

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_vacancies() }) }];

export default function Vacancies() {
  const { vacancies } = useLoaderData<typeof loader>();
  return (
    <Page title={m.visits_vacancies()} above={[{ to: '/visits', label: m.visits_nav_day() }]}>
      <Table
        caption={m.visits_vacancies()}
        rows={vacancies}
        rowKey={(row) => row.visitId}
        empty={m.visits_vacancies_empty()}
        columns={[
          {
            key: 'time',
            title: m.visits_time(),
            heading: true,
            cell: (row) => <Link to={`/visits/${row.visitId}`}>{visitTime(row.startsAt, row.endsAt)}</Link>,
          },
          { key: 'place', title: m.visits_place(), cell: (row) => row.place },
          { key: 'outline', title: m.visits_outline(), cell: (row) => row.outline },
          {
            key: 'lacking',
            title: m.visits_lacking_title(),
            cell: (row) => (
              <Status tone="late">{m.visits_lacking({ count: row.volunteersNeeded - row.standing })}</Status>
            ),
          },
        ]}
      />
    </Page>
  );
}
