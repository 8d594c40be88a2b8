import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { listTeams } from '~/domain/volunteers/list-teams';
import { page } from '~/routes/authorised.server';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { townLabel } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.view', async ({ actor }) => {
  const [teams, towns] = await Promise.all([listTeams(actor), listTowns(actor)]);
  return {
    teams,
    townName: Object.fromEntries(towns.map((town) => [town.code, townLabel(town)])),
    mayRegister: actor.permissions.has('volunteers.register'),
  };
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_teams_title() }) }];

export default function Teams() {
  const { teams, townName, mayRegister } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.volunteers_teams_title()}
      above={[{ to: '/volunteers', label: m.volunteers_title() }]}
      actions={
        mayRegister ? (
          <>
            <ButtonLink to="/volunteers/groups/new" main>
              {m.volunteers_group_new()}
            </ButtonLink>
            <ButtonLink to="/volunteers/teams/new">{m.volunteers_team_new()}</ButtonLink>
          </>
        ) : null
      }
    >
      <Table
        caption={m.volunteers_teams_title()}
        rows={teams}
        rowKey={(row) => row.id}
        empty={m.volunteers_teams_empty()}
        columns={[
          {
            key: 'name',
            title: m.volunteers_team_name(),
            heading: true,
            cell: (row) => <Link to={`/volunteers/teams/${row.id}`}>{row.name}</Link>,
          },
          { key: 'unit', title: m.volunteers_team_unit(), cell: (row) => row.unit },
          {
            key: 'leader',
            title: m.volunteers_team_leader(),
            cell: (row) => row.leaderName ?? m.volunteers_team_no_leader(),
          },
          {
            key: 'towns',
            title: m.volunteers_team_towns(),
            cell: (row) => row.towns.map((code) => townName[code]).join(m.reports_list_mark()),
          },
          {
            key: 'members',
            title: m.volunteers_team_members(),
            numeric: true,
            cell: (row) => m.volunteers_team_members_count({ count: row.members }),
          },
        ]}
      />
    </Page>
  );
}
