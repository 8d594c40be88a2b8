import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { endIsolation } from '~/domain/beds/end-isolation';
import { isolatePerson } from '~/domain/beds/isolate-person';
import { listIsolations } from '~/domain/beds/list-isolations';
import { dateOf } from '~/domain/kernel/plain-date';
import { listPeople } from '~/domain/people/list-people';
import { intents, page, post } from '~/routes/authorised.server';
import { placeText } from '~/ui/beds/labels';
import { Choice, DateField, HiddenField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm, FilterForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

const FOUND = 20;

export const loader = page('beds.edit', async ({ actor, url }) => {
  const search = url.searchParams.get('search') ?? '';
  const people = search ? (await listPeople(actor, { search, limit: FOUND })).rows : [];
  const rows = await listIsolations(actor);
  return {
    search,
    people: people.map(({ id, name, birthDate }) => ({
      value: id,
      label: m.beds_person_born({ name, date: formatDate(birthDate) }),
    })),
    isolations: rows.map(({ bedId, bed, building, room, inIsolation, ...row }) => ({
      ...row,
      bed:
        bedId && building && room && bed
          ? { id: bedId, text: placeText({ building, room, name: bed }) }
          : null,
      misplaced: bedId !== null && inIsolation === false,
    })),
    today: dateOf(actor.at ?? new Date()),
    viewer: actor.name,
  };
});

const then = () => '/beds/isolation';
export const action = intents({ order: post(isolatePerson, { then }), end: post(endIsolation, { then }) });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.beds_isolation() }) }];

export default function Isolation() {
  const { search, people, isolations, today, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.beds_isolation()}
      lead={m.beds_isolation_lead()}
      above={[
        { to: '/beds', label: m.beds_title() },
        { to: '/beds/places', label: m.beds_places() },
      ]}
      watermark={viewer}
    >
      <Section title={m.beds_isolation_order()}>
        <FilterForm values={{ search }}>
          <TextField name="search" label={m.people_find()} hint={m.people_find_hint()} />
        </FilterForm>
        {search && people.length === 0 ? <p>{m.people_find_nobody()}</p> : null}
        {people.length > 0 ? (
          <EditForm intent="order" reply={reply} values={{ from: today }}>
            <Choice name="personId" label={m.beds_person()} options={people} />
            <DateField name="from" label={m.beds_isolation_from()} />
            <DateField
              name="until"
              label={m.beds_isolation_until()}
              hint={m.beds_isolation_until_hint()}
              optional
            />
            <TextField
              name="reason"
              label={m.beds_close_reason()}
              hint={m.beds_isolation_reason_hint()}
              maxLength={200}
            />
            <SubmitButton>{m.beds_isolation_order()}</SubmitButton>
          </EditForm>
        ) : null}
      </Section>
      <Section title={m.beds_isolations()}>
        <Table
          caption={m.beds_isolations()}
          rows={isolations}
          rowKey={(row) => row.id}
          empty={m.beds_isolation_none()}
          columns={[
            {
              key: 'person',
              title: m.beds_person(),
              heading: true,
              cell: (row) => <Link to={`/people/${row.personId}`}>{row.personName}</Link>,
            },
            { key: 'from', title: m.beds_from(), cell: (row) => formatDate(row.fromOn) },
            {
              key: 'until',
              title: m.beds_until(),
              cell: (row) => (row.untilOn ? formatDate(row.untilOn) : m.beds_until_open()),
            },
            { key: 'reason', title: m.beds_close_reason(), cell: (row) => row.reason },
            { key: 'by', title: m.beds_isolation_by(), cell: (row) => row.orderedBy },
            {
              key: 'bed',
              title: m.beds_bed(),
              cell: ({ bed, misplaced, untilOn }) => (
                <>
                  {bed ? <Link to={`/beds/${bed.id}`}>{bed.text}</Link> : null}{' '}
                  {misplaced && (untilOn === null || untilOn > today) ? (
                    <Status tone="due">{m.beds_isolation_misplaced()}</Status>
                  ) : null}
                </>
              ),
            },
            {
              key: 'end',
              title: m.beds_deeds(),
              cell: ({ id, fromOn, untilOn }) =>
                untilOn === null || (untilOn > today && untilOn > fromOn) ? (
                  <EditForm intent="end" id={`end-${id}`} reply={reply}>
                    <HiddenField name="isolationId" value={id} />
                    <SubmitButton>
                      {fromOn > today ? m.beds_isolation_withdraw() : m.beds_isolation_end()}
                    </SubmitButton>
                  </EditForm>
                ) : null,
            },
          ]}
        />
      </Section>
    </Page>
  );
}
