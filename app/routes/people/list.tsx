import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { ageOn, dateOf } from '~/domain/kernel/plain-date';
import { listTowns } from '~/domain/organisations/list-towns';
import { listPeople } from '~/domain/people/list-people';
import { hardshipCategories } from '~/domain/people/person.rules';
import { page } from '~/routes/authorised.server';
import { SelectField, TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatEmpty, formatIdentityNumber, formatPhone } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { categoryLabel, optionsOf, sexLabel, townLabel, townOptions } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';

export const loader = page('people.view', async ({ actor, url }) => {
  const given = (name: string) => url.searchParams.get(name)?.trim() || undefined;
  const search = given('search');
  const townCode = given('townCode');
  const hardshipCategory = hardshipCategories.find((one) => one === given('hardshipCategory'));
  const [people, towns] = await Promise.all([
    listPeople(actor, { search, townCode, hardshipCategory, after: given('after') }),
    listTowns(actor),
  ]);
  return {
    people,
    towns: actor.townCode ? [] : towns,
    filters: { search, townCode, hardshipCategory },
    today: dateOf(actor.at ?? new Date()),
    viewer: actor.name,
    mayRegister: actor.permissions.has('people.register'),
    mayLink: actor.permissions.has('stays.link-family'),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.people_title() }) }];

export default function People() {
  const { people, towns, filters, today, viewer, mayRegister, mayLink } = useLoaderData<typeof loader>();
  const filtered = Object.values(filters).some(Boolean);
  return (
    <Page
      title={m.people_title()}
      lead={m.people_lead()}
      watermark={viewer}
      actions={
        <>
          {mayRegister ? (
            <ButtonLink to="/people/new" main>
              {m.people_new()}
            </ButtonLink>
          ) : null}
          {mayLink ? <ButtonLink to="/people/accounts">{m.stays_accounts()}</ButtonLink> : null}
        </>
      }
    >
      <Section>
        <FilterForm values={filters}>
          <TextField name="search" label={m.people_search()} hint={m.people_search_hint()} optional />
          {towns.length > 0 ? (
            <SelectField name="townCode" label={m.people_town()} options={townOptions(towns)} optional />
          ) : null}
          <SelectField
            name="hardshipCategory"
            label={m.people_category()}
            options={optionsOf(categoryLabel)}
            optional
          />
        </FilterForm>
        <Table
          caption={m.people_title()}
          rows={people.rows}
          rowKey={(row) => row.id}
          next={people.next}
          empty={filtered ? m.people_none_found() : m.people_none()}
          columns={[
            {
              key: 'name',
              title: m.people_name(),
              heading: true,
              cell: (row) => <Link to={`/people/${row.id}`}>{row.name}</Link>,
            },
            { key: 'sex', title: m.people_sex(), cell: (row) => sexLabel[row.sex]() },
            {
              key: 'age',
              title: m.people_age(),
              numeric: true,
              cell: (row) => ageOn(row.birthDate, row.deceasedOn ?? today),
            },
            {
              key: 'identity',
              title: m.people_identity_number(),
              cell: (row) => (row.identityNumber ? formatIdentityNumber(row.identityNumber) : formatEmpty()),
            },
            {
              key: 'phone',
              title: m.people_phone(),
              cell: (row) => (row.phone ? formatPhone(row.phone) : formatEmpty()),
            },
            {
              key: 'town',
              title: m.people_town(),
              cell: (row) =>
                row.townName ? townLabel({ name: row.townName, nameEn: row.townNameEn }) : formatEmpty(),
            },
            {
              key: 'category',
              title: m.people_category(),
              cell: (row) => (row.hardshipCategory ? categoryLabel[row.hardshipCategory]() : formatEmpty()),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
