import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { PAGE_LIMIT } from '~/domain/kernel/paging';
import { addDays, dateOf, parsePlainDate } from '~/domain/kernel/plain-date';
import { listTowns } from '~/domain/organisations/list-towns';
import { listAssignments } from '~/domain/visits/list-visits';
import { page } from '~/routes/authorised.server';
import { DateField, SelectField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatDate, formatTime } from '~/ui/kit/format';
import { ButtonLink, Page } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { townOptions } from '~/ui/people/labels';
import { assignmentStatusLabel, assignmentStatusTone } from '~/ui/visits/labels';
import { clockTime, dayText } from '~/ui/visits/visit-time';
import { serviceText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view', async ({ actor, url }) => {
  const mayViewVolunteers = actor.permissions.has('volunteers.view');
  const date = parsePlainDate(url.searchParams.get('date') ?? '') ?? dateOf(new Date());
  const townCode = url.searchParams.get('town') || undefined;
  const [towns, assignments] = await Promise.all([
    listTowns(actor),
    listAssignments(actor, {
      from: date,
      until: addDays(date, 1),
      townCode,
      after: url.searchParams.get('after') ?? undefined,
      limit: PAGE_LIMIT,
    }),
  ]);
  return {
    date,
    town: townCode,
    towns: townOptions(towns),
    mayViewVolunteers,
    mayClose: actor.permissions.has('visits.confirm-hours'),
    mayShowCode: actor.permissions.has('visits.show-code'),
    assignments: assignments.rows.map((row) => ({
      visitId: row.visitId,
      assignmentId: row.assignmentId,
      needId: row.needId,
      day: dayText(dateOf(row.startsAt)),
      time: clockTime(row.startsAt, row.endsAt),
      volunteerId: row.volunteerId,
      volunteerName: row.volunteerName,
      place: row.place,
      outline: row.outline,
      service: serviceText(row.serviceKind),
      status: row.status,
      checkedIn: row.checkedInAt && formatTime(row.checkedInAt),
      checkedOut: row.checkedOutAt && formatTime(row.checkedOutAt),
      record: row.record,
    })),
    next: assignments.next,
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_nav_day() }) }];

export default function Day() {
  const { date, town, towns, mayViewVolunteers, mayClose, mayShowCode, assignments, next } =
    useLoaderData<typeof loader>();
  const title = m.visits_day_title({ date: formatDate(date) });
  const dayLink = (days: number) => `/visits?date=${addDays(date, days)}${town ? `&town=${town}` : ''}`;
  return (
    <Page
      title={title}
      actions={
        <>
          <ButtonLink to={dayLink(-1)}>{m.visits_day_before()}</ButtonLink>
          <ButtonLink to={dayLink(1)}>{m.visits_day_after()}</ButtonLink>
          {mayShowCode ? <ButtonLink to="/visits/screen">{m.visits_screen()}</ButtonLink> : null}
          <ButtonLink to="/visits/vacancies">{m.visits_vacancies()}</ButtonLink>
          {mayClose ? <ButtonLink to="/visits/unclosed">{m.visits_unclosed()}</ButtonLink> : null}
          <PrintButton />
        </>
      }
    >
      <FilterForm values={{ date, town }}>
        <DateField name="date" label={m.visits_byhand_date()} />
        <SelectField name="town" label={m.visits_town()} options={towns} optional />
      </FilterForm>
      <Table
        caption={title}
        rows={assignments}
        rowKey={(row) => row.assignmentId}
        next={next}
        empty={m.visits_day_empty()}
        columns={[
          {
            key: 'time',
            title: m.visits_time(),
            heading: true,
            // On two lines at most, however narrow the column is.
            cell: (row) => (
              <Link to={`/visits/${row.visitId}`}>
                <span className="whitespace-nowrap">{row.day}</span>{' '}
                <span className="whitespace-nowrap">{row.time}</span>
              </Link>
            ),
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
          { key: 'service', title: m.visits_service(), cell: (row) => row.service },
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
            cell: (row) => row.checkedIn,
          },
          {
            key: 'out',
            title: m.visits_own_checked_out_at(),
            cell: (row) => row.checkedOut,
          },
          { key: 'record', title: m.visits_own_record(), cell: (row) => row.record },
        ]}
      />
    </Page>
  );
}
