import { Link } from '@remix-run/react';
import type { ActivityKind, ActivityState, Presence } from '~/domain/care/activity.rules';
import type { NoteKind } from '~/domain/care/care-note.rules';
import type { PlainDate } from '~/domain/kernel/plain-date';
import { formatDate, formatNumber } from '~/ui/kit/format';
import { Status } from '~/ui/kit/status';
import { type Column, Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import {
  activityKindLabel,
  activityStateLabel,
  activityStateTone,
  activityTime,
  noteKindLabel,
  presenceLabel,
  presenceTone,
} from './activity-labels';

interface NoteRow {
  readonly id: string;
  readonly onDate: PlainDate;
  readonly kind: NoteKind;
  readonly text: string;
  readonly byName: string;
}

/** Notes about one resident, those of the last day first. */
export const NotesTable = ({ rows, next }: { rows: readonly NoteRow[]; next?: string }) => (
  <Table
    caption={m.care_notes()}
    rows={rows}
    rowKey={(row) => row.id}
    next={next}
    empty={m.care_notes_none()}
    columns={[
      { key: 'on', title: m.care_date(), heading: true, cell: (row) => formatDate(row.onDate) },
      { key: 'kind', title: m.care_kind(), cell: (row) => noteKindLabel[row.kind]() },
      { key: 'text', title: m.care_what(), cell: (row) => row.text },
      { key: 'by', title: m.care_note_by(), cell: (row) => row.byName },
    ]}
  />
);

interface ActivityRow {
  readonly id: string;
  readonly name: string;
  readonly kind: ActivityKind;
  readonly place: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly capacity: number;
  readonly joined: number;
  readonly present: number;
  readonly leaderName: string;
  readonly state: ActivityState;
  /** Of whoever the list is about. */
  readonly status?: Presence;
}

/** Activities in the order given; of one resident, with whether they took part instead of how many did. */
export function ActivitiesTable({ rows, ofOne }: { rows: readonly ActivityRow[]; ofOne?: boolean }) {
  const people: Column<ActivityRow> = {
    key: 'people',
    title: m.care_activity_people(),
    numeric: true,
    cell: (row) =>
      row.state === 'over' && row.present > 0
        ? m.care_activity_came({ present: formatNumber(row.present), joined: formatNumber(row.joined) })
        : m.care_activity_of({ joined: formatNumber(row.joined), capacity: formatNumber(row.capacity) }),
  };
  const presence: Column<ActivityRow> = {
    key: 'presence',
    title: m.care_presence(),
    cell: ({ status }) =>
      status ? <Status tone={presenceTone[status]}>{presenceLabel[status]()}</Status> : null,
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
        { key: 'time', title: m.care_time(), cell: activityTime },
        { key: 'kind', title: m.care_kind(), cell: (row) => activityKindLabel[row.kind]() },
        { key: 'place', title: m.care_place(), cell: (row) => row.place },
        { key: 'leader', title: m.care_leader(), cell: (row) => row.leaderName },
        ofOne ? presence : people,
        {
          key: 'state',
          title: m.care_standing(),
          cell: (row) => (
            <Status tone={activityStateTone[row.state]}>{activityStateLabel[row.state]()}</Status>
          ),
        },
      ]}
    />
  );
}
