import { formatInstant } from '~/ui/kit/format';
import { Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import type { OwnCareRows } from './own-care-rows';

/** What a family sees of the life of their own in the centre. */
export function OwnCare({ activities, incidents }: OwnCareRows) {
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
            { key: 'time', title: m.care_time(), cell: (row) => row.time },
            { key: 'place', title: m.care_place(), cell: (row) => row.place },
            { key: 'presence', title: m.care_presence(), cell: (row) => row.presence },
            {
              key: 'state',
              title: m.care_standing(),
              cell: (row) => <Status tone={row.tone}>{row.state}</Status>,
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
                cell: (row) => row.kind,
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
