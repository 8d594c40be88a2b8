import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { dateOf } from '~/domain/kernel/plain-date';
import { listStays } from '~/domain/stays/list-stays';
import { page } from '~/routes/authorised.server';
import { placeText } from '~/ui/beds/labels';
import { Checkbox, TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { sexLabel } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';

export const loader = page('stays.view', async ({ actor, url }) => {
  const today = dateOf(actor.at ?? new Date());
  const name = url.searchParams.get('name')?.trim() || undefined;
  const all = url.searchParams.has('all');
  const after = url.searchParams.get('after') ?? undefined;
  const stays = await listStays(actor, { on: all ? undefined : today, name, after });
  return { ...stays, filter: { name, all: all || undefined }, today, viewer: actor.name };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_residents() }) }];

export default function Residents() {
  const { rows, next, filter, today, viewer } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.stays_residents()}
      lead={m.stays_residents_lead({ date: formatDate(today) })}
      watermark={viewer}
      actions={<PrintButton />}
    >
      <Section>
        <FilterForm values={filter}>
          <TextField name="name" label={m.stays_name_search()} type="search" optional />
          <Checkbox name="all" label={m.stays_all_stays()} />
        </FilterForm>
        <Table
          caption={m.stays_residents()}
          rows={rows}
          rowKey={(row) => row.id}
          next={next}
          empty={m.stays_residents_none()}
          columns={[
            {
              key: 'name',
              title: m.stays_name(),
              heading: true,
              cell: (row) => <Link to={`/stays/${row.id}`}>{row.personName}</Link>,
            },
            { key: 'sex', title: m.people_sex(), cell: (row) => sexLabel[row.sex]() },
            {
              key: 'bed',
              title: m.stays_bed(),
              cell: ({ building, room, bed }) =>
                building && room && bed ? placeText({ building, room, name: bed }) : m.kit_empty_value(),
            },
            { key: 'contract', title: m.stays_contract(), cell: (row) => row.contractNumber },
            { key: 'admitted', title: m.stays_admitted_on(), cell: (row) => formatDate(row.admittedOn) },
            {
              key: 'state',
              title: m.stays_status(),
              cell: (row) =>
                row.dischargedOn ? (
                  <Status tone="stopped">{m.stays_ended()}</Status>
                ) : (
                  <Status tone="ok">{m.stays_current()}</Status>
                ),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
