import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { addDays, dateOf, type PlainDate } from '~/domain/kernel/plain-date';
import { listDue } from '~/domain/volunteers/list-records';
import { page } from '~/routes/authorised.server';
import { formatDate } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { type Column, Table } from '~/ui/kit/table';
import { skillText } from '~/ui/volunteers/labels';
import { causeLabel } from '~/ui/volunteers/record-groups';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.view', async ({ actor }) => {
  const today = dateOf(actor.at ?? new Date());
  const { licences, insurances, agreements, late } = await listDue(actor);
  const ending = (lastDay: PlainDate) => ({ lastDay: formatDate(lastDay), over: lastDay < today });
  return {
    licences: licences.map(({ volunteerId, name, number, skill, validUntil }) => ({
      key: volunteerId + skill,
      volunteerId,
      name,
      number,
      what: skillText(skill),
      ...ending(validUntil),
    })),
    insurances: insurances.map(({ volunteerId, name, number, insuranceId, insurer, until }) => ({
      key: insuranceId,
      volunteerId,
      name,
      number,
      what: insurer,
      ...ending(addDays(until, -1)),
    })),
    agreements: agreements.map(({ volunteerId, name, number, cause }) => ({
      key: volunteerId + cause,
      volunteerId,
      name,
      number,
      what: causeLabel[cause](),
    })),
    late: late.map(({ id, volunteerId, name, number, title, servedOn, dueOn, lateReason }) => ({
      key: id,
      volunteerId,
      name,
      number,
      what: title ?? '',
      servedOn: formatDate(servedOn as PlainDate),
      dueOn: dueOn && formatDate(dueOn),
      reason: lateReason,
    })),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_due_title() }) }];

interface Row {
  readonly key: string;
  readonly volunteerId: string;
  readonly name: string;
  readonly number: string;
  readonly what: string;
}

type EndingRow = Row & { readonly lastDay: string; readonly over: boolean };

const whose = <R extends Row>(): Column<R>[] => [
  {
    key: 'name',
    title: m.volunteers_name(),
    heading: true,
    cell: (row) => <Link to={`/volunteers/${row.volunteerId}/records`}>{row.name}</Link>,
  },
  { key: 'number', title: m.volunteers_number(), cell: (row) => row.number },
  { key: 'what', title: m.volunteers_record_what(), cell: (row) => row.what },
];

export default function Due() {
  const { licences, insurances, agreements, late } = useLoaderData<typeof loader>();
  const ending = (title: string, rows: readonly EndingRow[]) => (
    <Section title={title}>
      <Table
        caption={title}
        rows={rows}
        rowKey={(row) => row.key}
        empty={m.volunteers_due_none()}
        columns={[
          ...whose<EndingRow>(),
          { key: 'last', title: m.volunteers_due_last_day(), cell: (row) => row.lastDay },
          {
            key: 'state',
            title: m.volunteers_status(),
            cell: (row) => (
              <Status tone={row.over ? 'late' : 'due'}>
                {row.over ? m.volunteers_due_ended() : m.volunteers_due_soon()}
              </Status>
            ),
          },
        ]}
      />
    </Section>
  );
  return (
    <Page
      title={m.volunteers_due_title()}
      lead={m.volunteers_due_lead()}
      above={[{ to: '/volunteers', label: m.volunteers_title() }]}
    >
      {ending(m.volunteers_due_licences(), licences)}
      {ending(m.volunteers_due_insurances(), insurances)}
      <Section title={m.volunteers_due_agreements()}>
        <p>{m.volunteers_due_agreements_hint()}</p>
        <Table
          caption={m.volunteers_due_agreements()}
          rows={agreements}
          rowKey={(row) => row.key}
          empty={m.volunteers_due_none()}
          columns={whose()}
        />
      </Section>
      <Section title={m.volunteers_due_late()}>
        <Table
          caption={m.volunteers_due_late()}
          rows={late}
          rowKey={(row) => row.key}
          empty={m.volunteers_due_none()}
          columns={[
            ...whose<(typeof late)[number]>(),
            { key: 'on', title: m.volunteers_service_on(), cell: (row) => row.servedOn },
            { key: 'due', title: m.volunteers_due_by(), cell: (row) => row.dueOn },
            { key: 'why', title: m.volunteers_service_late_reason(), cell: (row) => row.reason },
          ]}
        />
      </Section>
    </Page>
  );
}
