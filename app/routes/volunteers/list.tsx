import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { listVolunteers } from '~/domain/volunteers/list-volunteers';
import { page } from '~/routes/authorised.server';
import { SelectField, TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { formatMinutes } from '~/ui/kit/format';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { townLabel, townOptions } from '~/ui/people/labels';
import { serviceText, skillText } from '~/ui/volunteers/labels';
import { volunteerStatusLabel, volunteerStatusTone } from '~/ui/volunteers/status';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.view', async ({ actor, url }) => {
  const search = url.searchParams.get('search') || undefined;
  const town = url.searchParams.get('town') || undefined;
  const [volunteers, towns] = await Promise.all([
    listVolunteers(actor, { search, townCode: town, after: url.searchParams.get('after') ?? undefined }),
    listTowns(actor),
  ]);
  return {
    volunteers,
    search,
    town,
    towns: townOptions(towns),
    townName: Object.fromEntries(towns.map((town) => [town.code, townLabel(town)])),
    mayRegister: actor.permissions.has('volunteers.register'),
    mayExport: actor.permissions.has('volunteers.export'),
    mayRecord: actor.permissions.has('volunteers.record'),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_title() }) }];

export default function Volunteers() {
  const { volunteers, search, town, towns, townName, mayRegister, mayRecord, mayExport } =
    useLoaderData<typeof loader>();
  return (
    <Page
      title={m.volunteers_title()}
      actions={
        <>
          {mayRegister ? (
            <>
              <ButtonLink to="/volunteers/new" main>
                {m.volunteers_new()}
              </ButtonLink>
              <ButtonLink to="/volunteers/groups/new">{m.volunteers_group_new()}</ButtonLink>
              <ButtonLink to="/imports/volunteers">{m.volunteers_import()}</ButtonLink>
            </>
          ) : null}
          {mayRecord ? (
            <ButtonLink to="/volunteers/records/service">{m.volunteers_record_new()}</ButtonLink>
          ) : null}
          <ButtonLink to="/volunteers/applications">{m.volunteers_applications_title()}</ButtonLink>
          <ButtonLink to="/volunteers/teams">{m.volunteers_teams_title()}</ButtonLink>
          <ButtonLink to="/volunteers/due">{m.volunteers_due_title()}</ButtonLink>
          {mayExport ? <ButtonLink to="/volunteers/export">{m.volunteers_export_title()}</ButtonLink> : null}
          <ButtonLink to="/volunteers/stars">{m.volunteers_stars_title()}</ButtonLink>
        </>
      }
    >
      <FilterForm values={{ search, town }}>
        <TextField name="search" label={m.volunteers_find()} hint={m.volunteers_find_hint()} optional />
        <SelectField name="town" label={m.volunteers_town()} options={towns} optional />
      </FilterForm>
      <Table
        caption={m.volunteers_title()}
        rows={volunteers.rows}
        next={volunteers.next}
        rowKey={(row) => row.id}
        empty={search || town ? m.volunteers_find_none() : m.volunteers_list_empty()}
        columns={[
          {
            key: 'name',
            title: m.volunteers_name(),
            heading: true,
            cell: (row) => <Link to={`/volunteers/${row.id}`}>{row.name}</Link>,
          },
          { key: 'number', title: m.volunteers_number(), cell: (row) => row.number },
          { key: 'town', title: m.volunteers_town(), cell: (row) => townName[row.townCode] },
          {
            key: 'services',
            title: m.volunteers_services(),
            cell: (row) => row.serviceKinds.map(serviceText).join(m.reports_list_mark()),
          },
          {
            key: 'skills',
            title: m.volunteers_skills(),
            cell: (row) => row.skills.map(skillText).join(m.reports_list_mark()),
          },
          {
            key: 'hours',
            title: m.volunteers_hours_total(),
            numeric: true,
            cell: (row) => formatMinutes(row.minutes),
          },
          {
            key: 'stars',
            title: m.volunteers_stars(),
            numeric: true,
            cell: (row) => m.volunteers_stars_count({ stars: row.stars }),
          },
          {
            key: 'status',
            title: m.volunteers_status(),
            cell: (row) => (
              <Status tone={volunteerStatusTone[row.status] ?? 'info'}>
                {volunteerStatusLabel[row.status]?.()}
              </Status>
            ),
          },
        ]}
      />
    </Page>
  );
}
