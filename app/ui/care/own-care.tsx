import type { ActivityState, Presence } from '~/domain/care/activity.rules';
import type { IncidentKind } from '~/domain/care/incident.rules';
import { formatInstant } from '~/ui/kit/format';
import { Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { activityStateLabel, activityStateTone, activityTime, presenceLabel } from './activity-labels';
import { incidentLabel } from './incident-labels';

interface OwnCareProps {
  readonly activities: readonly {
    readonly id: string;
    readonly name: string;
    readonly place: string;
    readonly startsAt: Date;
    readonly endsAt: Date;
    readonly state: ActivityState;
    readonly status: Presence;
  }[];
  readonly incidents: readonly {
    readonly id: string;
    readonly kind: IncidentKind;
    readonly noticedAt: Date;
    readonly closedAt: Date | null;
  }[];
}

/** What a family sees of the life of their own in the centre. */
export function OwnCare({ activities, incidents }: OwnCareProps) {
  return (
    <>
      <Section title={m.care_own_activities()}>
        <Table
          caption={m.care_own_activities()}
          rows={activities}
          rowKey={(row) => row.id}
          empty={m.care_activities_none()}
          columns={[
            { key: 'name', title: m.care_activity(), heading: true, cell: (row) => row.name },
            { key: 'time', title: m.care_time(), cell: activityTime },
            { key: 'place', title: m.care_place(), cell: (row) => row.place },
            { key: 'presence', title: m.care_presence(), cell: (row) => presenceLabel[row.status]() },
            {
              key: 'state',
              title: m.care_standing(),
              cell: (row) => (
                <Status tone={activityStateTone[row.state]}>{activityStateLabel[row.state]()}</Status>
              ),
            },
          ]}
        />
      </Section>
      {incidents.length > 0 ? (
        <Section title={m.care_own_incidents()}>
          <p>{m.care_own_incidents_lead()}</p>
          <Table
            caption={m.care_own_incidents()}
            rows={incidents}
            rowKey={(row) => row.id}
            empty={null}
            columns={[
              {
                key: 'kind',
                title: m.care_incident(),
                heading: true,
                cell: (row) => incidentLabel[row.kind](),
              },
              { key: 'at', title: m.care_noticed_at(), cell: (row) => formatInstant(row.noticedAt) },
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
        </Section>
      ) : null}
    </>
  );
}
