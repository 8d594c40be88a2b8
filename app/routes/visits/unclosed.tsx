import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listUnclosed } from '~/domain/visits/list-unclosed';
import { page } from '~/routes/authorised.server';
import { formatDate, formatTime } from '~/ui/kit/format';
import { Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { visitTime } from '~/ui/visits/visit-time';
import { m } from '~/words/generated/messages';

export const loader = page('visits.confirm-hours', async ({ actor, url }) => {
  const { rows, next } = await listUnclosed(actor, { after: url.searchParams.get('after') ?? undefined });
  return {
    next,
    rows: rows.map(({ startsAt, endsAt, checkedInAt, dueOn, ...row }) => ({
      ...row,
      time: visitTime(startsAt, endsAt),
      state: checkedInAt
        ? m.visits_unclosed_not_left({ time: formatTime(checkedInAt) })
        : m.visits_unclosed_not_come(),
      dueOn: formatDate(dueOn),
    })),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_unclosed() }) }];

export default function UnclosedVisits() {
  const { rows, next } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.visits_unclosed()}
      lead={m.visits_unclosed_lead()}
      above={[{ to: '/visits', label: m.visits_nav_day() }]}
    >
      <Table
        caption={m.visits_unclosed()}
        rows={rows}
        rowKey={(row) => row.assignmentId}
        next={next}
        empty={m.visits_unclosed_empty()}
        columns={[
          {
            key: 'time',
            title: m.visits_time(),
            heading: true,
            cell: (row) => (
              <Link to={`/visits/${row.visitId}?open=attend-${row.assignmentId}`}>{row.time}</Link>
            ),
          },
          { key: 'volunteer', title: m.visits_volunteer(), cell: (row) => row.volunteerName },
          { key: 'place', title: m.visits_place(), cell: (row) => row.place },
          { key: 'outline', title: m.visits_outline(), cell: (row) => row.outline },
          { key: 'state', title: m.visits_status(), cell: (row) => row.state },
          {
            key: 'due',
            title: m.visits_unclosed_due(),
            cell: (row) => (
              <Status tone={row.late ? 'late' : 'due'}>
                {row.late ? m.visits_unclosed_late({ date: row.dueOn }) : row.dueOn}
              </Status>
            ),
          },
        ]}
      />
    </Page>
  );
}
