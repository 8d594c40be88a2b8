import { Link } from '@remix-run/react';
import { formatDate } from '~/ui/kit/format';
import { Status } from '~/ui/kit/status';
import { type Column, Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import type { activityRow, noteRow } from './rows';

/** Notes about one resident, those of the last day first. */
export const NotesTable = ({
  rows,
  next,
}: {
  rows: readonly ReturnType<typeof noteRow>[];
  next?: string;
}) => (
  <Table
    caption={m.care_notes()}
    rows={rows}
    rowKey={(row) => row.id}
    next={next}
    empty={m.care_notes_none()}
    columns={[
      { key: 'on', title: m.care_date(), heading: true, cell: (row) => formatDate(row.onDate) },
      { key: 'kind', title: m.care_kind(), cell: (row) => row.kind },
      { key: 'text', title: m.care_what(), cell: (row) => row.text },
      { key: 'by', title: m.care_note_by(), cell: (row) => row.byName },
    ]}
  />
);

type ActivityRow = ReturnType<typeof activityRow>;

/** Activities in the order given; of one resident, with whether they took part instead of how many did. */
export function ActivitiesTable({ rows, ofOne }: { rows: readonly ActivityRow[]; ofOne?: boolean }) {
  const people: Column<ActivityRow> = {
    key: 'people',
    title: m.care_activity_people(),
    numeric: true,
    cell: (row) => row.people,
  };
  const presence: Column<ActivityRow> = {
    key: 'presence',
    title: m.care_presence(),
    cell: (row) => (row.presence ? <Status tone={row.presence.tone}>{row.presence.text}</Status> : null),
  };
  return (
    <Table
      caption={m.care_activities()}
      rows={rows}
      rowKey={(row) => row.id}
      empty={m.care_activities_none()}
      columns={[
        {
          key: 'name',
          title: m.care_activity(),
          heading: true,
          cell: (row) => <Link to={`/activities/${row.id}`}>{row.name}</Link>,
        },
        { key: 'time', title: m.care_time(), cell: (row) => row.time },
        { key: 'kind', title: m.care_kind(), cell: (row) => row.kind },
        { key: 'place', title: m.care_place(), cell: (row) => row.place },
        { key: 'leader', title: m.care_leader(), cell: (row) => row.leader },
        ofOne ? presence : people,
        {
          key: 'state',
          title: m.care_standing(),
          cell: ({ state }) => <Status tone={state.tone}>{state.text}</Status>,
        },
      ]}
    />
  );
}
