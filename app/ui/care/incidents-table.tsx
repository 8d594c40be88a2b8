import { Link } from '@remix-run/react';
import type { IncidentKind, NoticeState, Party, Severity } from '~/domain/care/incident.rules';
import { formatInstant } from '~/ui/kit/format';
import { Status } from '~/ui/kit/status';
import { type Column, Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import {
  incidentLabel,
  noticeStateLabel,
  noticeStateTone,
  partyLabel,
  severityLabel,
  severityTone,
} from './incident-labels';

/** An incident as a list shows it. */
interface Row {
  readonly id: string;
  readonly personName: string | null;
  readonly kind: IncidentKind;
  readonly severity: Severity;
  readonly noticedAt: Date;
  readonly place: string;
  readonly closedAt: Date | null;
  readonly notices: readonly { readonly whom: Party; readonly state: NoticeState }[];
}

/** Incidents with who was told of each; `ofOne` leaves out whose they are. */
export function IncidentsTable({
  rows,
  next,
  ofOne,
}: {
  rows: readonly Row[];
  next?: string;
  ofOne?: boolean;
}) {
  const who: Column<Row> = {
    key: 'who',
    title: m.care_person(),
    cell: (row) => row.personName ?? m.care_whole_centre(),
  };
  return (
    <Table
      caption={m.care_incidents()}
      rows={rows}
      rowKey={(row) => row.id}
      next={next}
      empty={m.care_incidents_none()}
      columns={[
        {
          key: 'what',
          title: m.care_incident(),
          heading: true,
          cell: (row) => <Link to={`/incidents/${row.id}`}>{incidentLabel[row.kind]()}</Link>,
        },
        ...(ofOne ? [] : [who]),
        { key: 'at', title: m.care_noticed_at(), cell: (row) => formatInstant(row.noticedAt) },
        { key: 'place', title: m.care_place(), cell: (row) => row.place },
        {
          key: 'severity',
          title: m.care_severity(),
          cell: (row) => <Status tone={severityTone[row.severity]}>{severityLabel[row.severity]()}</Status>,
        },
        {
          key: 'told',
          title: m.care_told(),
          cell: (row) => (
            <span className="flex flex-wrap gap-1">
              {row.notices.map(({ whom, state }) => (
                <Status key={whom} tone={noticeStateTone[state]}>
                  {m.care_notice_of({ whom: partyLabel[whom](), state: noticeStateLabel[state]() })}
                </Status>
              ))}
            </span>
          ),
        },
        {
          key: 'state',
          title: m.care_standing(),
          cell: (row) =>
            row.closedAt ? (
              <Status tone="ok">{m.care_incident_closed()}</Status>
            ) : (
              <Status tone="due">{m.care_incident_open()}</Status>
            ),
        },
      ]}
    />
  );
}
