import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { stages } from '~/domain/stays/application.rules';
import { listApplications } from '~/domain/stays/list-applications';
import { page } from '~/routes/authorised.server';
import { SelectField, TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { categoryLabel, townLabel } from '~/ui/people/labels';
import { optionsOf, stageLabel, stageTone } from '~/ui/stays/labels';
import { m } from '~/words/generated/messages';

export const loader = page('stays.view', async ({ actor, url }) => {
  const asked = (name: string) => url.searchParams.get(name) || undefined;
  const status = stages.find((one) => one === asked('status'));
  const name = asked('name')?.trim();
  const [applications, towns] = await Promise.all([
    listApplications(actor, { status, name, after: asked('after') }),
    listTowns(actor),
  ]);
  return {
    ...applications,
    filter: { status, name },
    townName: Object.fromEntries(towns.map((town) => [town.code, townLabel(town)])),
    mayApply: actor.permissions.has('stays.apply'),
    maySettle: actor.permissions.has('stays.settle-intake'),
    mayImport: actor.permissions.has('stays.import'),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.stays_applications() }) }];

export default function Applications() {
  const { rows, next, filter, townName, mayApply, maySettle, mayImport } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.stays_applications()}
      actions={
        <>
          {mayApply ? (
            <ButtonLink to="/applications/new" main>
              {m.stays_new()}
            </ButtonLink>
          ) : null}
          <ButtonLink to="/applications/requests">{m.stays_requests()}</ButtonLink>
          {maySettle ? <ButtonLink to="/applications/intake">{m.stays_intake()}</ButtonLink> : null}
          {mayImport ? <ButtonLink to="/imports/applicants">{m.stays_import()}</ButtonLink> : null}
        </>
      }
    >
      <Section>
        <FilterForm values={filter}>
          <SelectField name="status" label={m.stays_status()} options={optionsOf(stageLabel)} optional />
          <TextField name="name" label={m.stays_name_search()} type="search" optional />
        </FilterForm>
        <Table
          caption={m.stays_applications()}
          rows={rows}
          rowKey={(row) => row.id}
          next={next}
          empty={m.stays_none()}
          columns={[
            {
              key: 'name',
              title: m.stays_name(),
              heading: true,
              cell: (row) => <Link to={`/applications/${row.id}`}>{row.personName}</Link>,
            },
            { key: 'category', title: m.stays_category(), cell: (row) => categoryLabel[row.category]() },
            {
              key: 'town',
              title: m.stays_town(),
              cell: (row) => townName[row.townCode ?? ''] ?? m.kit_empty_value(),
            },
            { key: 'applied', title: m.stays_applied_on(), cell: (row) => formatDate(row.appliedOn) },
            {
              key: 'status',
              title: m.stays_status(),
              cell: (row) => <Status tone={stageTone[row.stage]}>{stageLabel[row.stage]()}</Status>,
            },
          ]}
        />
      </Section>
    </Page>
  );
}
