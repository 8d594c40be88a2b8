import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { addDays, dateOf, parsePlainDate } from '~/domain/kernel/plain-date';
import { listAssignments } from '~/domain/visits/list-visits';
import { page } from '~/routes/authorised.server';
import { formatDate, formatTime } from '~/ui/kit/format';
import { ButtonLink, Page } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { assignmentStatusLabel, assignmentStatusTone } from '~/ui/visits/labels';
import { visitTime } from '~/ui/visits/visit-time';
import { serviceText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view', async ({ actor, url }) => {
  const mayViewVolunteers = actor.permissions.has('volunteers.view');
  const date = parsePlainDate(url.searchParams.get('date') ?? '') ?? dateOf(new Date());
  return {
    date,
    mayViewVolunteers,
    mayShowCode: actor.permissions.has('visits.show-code'),
    assignments: await listAssignments(actor, { from: date, until: addDays(date, 1) }),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_nav_day() }) }];

export default function Day() {
  const { date, mayViewVolunteers, mayShowCode, assignments } = useLoaderData<typeof loader>();
  const title = m.visits_day_title({ date: formatDate(date) });
  return (
    <Page
      title={title}
      actions={
        <>
          <ButtonLink to={`/visits?date=${addDays(date, -1)}`}>{m.visits_day_before()}</ButtonLink>
          <ButtonLink to={`/visits?date=${addDays(date, 1)}`}>{m.visits_day_after()}</ButtonLink>
          {mayShowCode ? <ButtonLink to="/visits/screen">{m.visits_screen()}</ButtonLink> : null}
          <ButtonLink to="/visits/vacancies">{m.visits_vacancies()}</ButtonLink>
          <PrintButton />
        </>
      }
    >
      <Table
        caption={title}
        rows={assignments}
        rowKey={(row) => row.assignmentId}
        empty={m.visits_day_empty()}
        columns={[
          {
            key: 'time',
            title: m.visits_time(),
            heading: true,
            cell: (row) => <Link to={`/visits/${row.visitId}`}>{visitTime(row.startsAt, row.endsAt)}</Link>,
          },
          {
            key: 'volunteer',
            title: m.visits_volunteer(),
            cell: (row) =>
              mayViewVolunteers ? (
                <Link to={`/volunteers/${row.volunteerId}`}>{row.volunteerName}</Link>
              ) : (
                row.volunteerName
              ),
          },
          { key: 'place', title: m.visits_place(), cell: (row) => row.place },
          {
            key: 'need',
            title: m.visits_outline(),
            cell: (row) => <Link to={`/visits/needs/${row.needId}`}>{row.outline}</Link>,
          },
          { key: 'service', title: m.visits_service(), cell: (row) => serviceText(row.serviceKind) },
          {
            key: 'status',
            title: m.visits_status(),
            cell: (row) => (
              <Status tone={assignmentStatusTone[row.status] ?? 'info'}>
                {assignmentStatusLabel[row.status]?.()}
              </Status>
            ),
          },
          {
            key: 'in',
            title: m.visits_own_checked_in_at(),
            cell: (row) => (row.checkedInAt ? formatTime(row.checkedInAt) : null),
          },
          {
            key: 'out',
            title: m.visits_own_checked_out_at(),
            cell: (row) => (row.checkedOutAt ? formatTime(row.checkedOutAt) : null),
          },
          { key: 'record', title: m.visits_own_record(), cell: (row) => row.record },
        ]}
      />
    </Page>
  );
}
