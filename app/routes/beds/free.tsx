import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import type { Mismatch } from '~/domain/beds/bed-match.rules';
import { listBedsFor } from '~/domain/beds/list-beds-for';
import type { AvailableBed } from '~/domain/beds/list-free-beds';
import { type PlainDate, parsePlainDate } from '~/domain/kernel/plain-date';
import { listPeople } from '~/domain/people/list-people';
import { page } from '~/routes/authorised.server';
import { BedTabs } from '~/ui/beds/bed-tabs';
import { attributesText, careGradeLabel, kindLabel, placeText, sexRuleLabel, whyNot } from '~/ui/beds/labels';
import { DateField, HiddenField, TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Table } from '~/ui/kit/table';
import { PEOPLE_FOUND, PeopleFound, peopleFound } from '~/ui/people/people-found';
import { m } from '~/words/generated/messages';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A bed in a line: what it is, and of one that is not free every reason, in words. */
const lineOf = ({ bed, against }: { bed: AvailableBed; against: readonly Mismatch[] }) => ({
  id: bed.id,
  place: placeText(bed),
  floor: bed.floor,
  what: [kindLabel[bed.kind](), sexRuleLabel[bed.sexRule](), attributesText(bed.attributes)]
    .filter(Boolean)
    .join(m.reports_list_mark()),
  why: against.map((one) => whyNot(one, bed)),
});

export const loader = page('beds.view', async ({ actor, url }) => {
  const asked = (name: string) => url.searchParams.get(name) || undefined;
  const from = parsePlainDate(asked('from') ?? '');
  const personId = UUID.test(asked('person') ?? '') ? asked('person') : undefined;
  const found = personId ? await listBedsFor(actor, { personId, from }) : undefined;
  const search = asked('search');
  const people = search && !found ? (await listPeople(actor, { search, limit: PEOPLE_FOUND })).rows : [];
  return {
    search,
    from: found?.from ?? from,
    people: peopleFound(people),
    found: found && {
      person: found.person,
      grade: found.grade && careGradeLabel[found.grade](),
      isolated: found.isolated,
      free: found.free.map(lineOf),
      others: found.others.map(lineOf),
    },
    viewer: actor.name,
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.beds_find() }) }];

export default function FreeBeds() {
  const { search, from, people, found, viewer } = useLoaderData<typeof loader>();
  return (
    <Page title={m.beds_find()} lead={m.beds_find_lead()} watermark={viewer} actions={<PrintButton />}>
      <BedTabs />
      <Section>
        <FilterForm values={{ search, from }}>
          <TextField name="search" label={m.people_find()} hint={m.people_find_hint()} />
          {found ? (
            <HiddenField name="from" value={from ?? ''} />
          ) : (
            <DateField name="from" label={m.beds_find_from()} />
          )}
        </FilterForm>
        {search && !found ? (
          <PeopleFound
            people={people}
            to={(person) => `?${new URLSearchParams({ person, ...(from && { from }) })}`}
          />
        ) : null}
      </Section>
      {found ? <Found found={found} from={from} /> : null}
    </Page>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Found({ found, from }: { found: NonNullable<Loaded['found']>; from?: PlainDate }) {
  const { person, grade, isolated, free, others } = found;
  const date = from ? formatDate(from) : '';
  return (
    <>
      <Section title={m.beds_find_for({ name: person.name, date })}>
        <FilterForm values={{ person: person.id, from }}>
          <HiddenField name="person" value={person.id} />
          <DateField name="from" label={m.beds_find_from()} />
        </FilterForm>
        <p>{grade ? m.beds_find_grade({ grade }) : m.beds_find_no_grade()}</p>
        {isolated ? <Notice tone="due">{m.beds_find_isolated()}</Notice> : null}
        <p role="status">{m.beds_find_count({ free: free.length, others: others.length })}</p>
        <Table
          caption={m.beds_find_free()}
          captionShown
          rows={free}
          rowKey={(row) => row.id}
          empty={m.beds_find_none()}
          columns={[
            { key: 'bed', title: m.beds_bed(), heading: true, cell: (row) => <BedLink {...row} /> },
            { key: 'floor', title: m.beds_floor(), cell: (row) => row.floor },
            { key: 'what', title: m.beds_kind(), cell: (row) => row.what },
          ]}
        />
      </Section>
      <Section title={m.beds_find_others()}>
        <Table
          caption={m.beds_find_others()}
          rows={others}
          rowKey={(row) => row.id}
          empty={m.beds_find_all_free()}
          columns={[
            { key: 'bed', title: m.beds_bed(), heading: true, cell: (row) => <BedLink {...row} /> },
            { key: 'what', title: m.beds_kind(), cell: (row) => row.what },
            {
              key: 'why',
              title: m.beds_find_why(),
              cell: (row) => (
                <ul>
                  {row.why.map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      </Section>
    </>
  );
}

const BedLink = ({ id, place }: { id: string; place: string }) => <Link to={`/beds/${id}`}>{place}</Link>;
