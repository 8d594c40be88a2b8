import { Link } from '@remix-run/react';
import { formatInstant } from '~/ui/kit/format';
import { Status } from '~/ui/kit/status';
import { type Column, Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import type { incidentRow } from './rows';

export type IncidentRow = ReturnType<typeof incidentRow>;

/** Incidents with who was told of each; `ofOne` leaves out whose they are. */
export function IncidentsTable({
  rows,
  next,
  ofOne,
}: {
  rows: readonly IncidentRow[];
  next?: string;
  ofOne?: boolean;
}) {
  const who: Column<IncidentRow> = { key: 'who', title: m.care_person(), cell: (row) => row.who };
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
          cell: (row) => <Link to={`/incidents/${row.id}`}>{row.what}</Link>,
        },
        ...(ofOne ? [] : [who]),
        { key: 'at', title: m.care_noticed_at(), cell: (row) => formatInstant(row.noticedAt) },
        { key: 'place', title: m.care_place(), cell: (row) => row.place },
        {
          key: 'severity',
          title: m.care_severity(),
          cell: ({ severity }) => <Status tone={severity.tone}>{severity.text}</Status>,
        },
        {
          key: 'told',
          title: m.care_told(),
          cell: (row) => (
            <span className="flex flex-wrap gap-1">
              {row.told.map(({ key, tone, text }) => (
                <Status key={key} tone={tone}>
                  {text}
                </Status>
              ))}
            </span>
          ),
        },
        {
          key: 'state',
          title: m.care_standing(),
          cell: (row) =>
            row.closed ? (
              <Status tone="ok">{m.care_incident_closed()}</Status>
            ) : (
              <Status tone="due">{m.care_incident_open()}</Status>
            ),
        },
      ]}
    />
  );
}
