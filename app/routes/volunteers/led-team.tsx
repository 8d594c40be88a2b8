import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTeamVisits, TEAM_DAYS } from '~/domain/visits/list-visits';
import { dismissMember, inviteMembers } from '~/domain/volunteers/keep-teams';
import { listLedTeams } from '~/domain/volunteers/list-teams';
import { intents, page, post } from '~/routes/authorised.server';
import { Dialog } from '~/ui/kit/dialog';
import { HiddenField, SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { visitRow } from '~/ui/visits/visit-row';
import { MemberTable } from '~/ui/volunteers/member-table';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.lead-team', async ({ actor }) => {
  const [teams, visits] = await Promise.all([listLedTeams(actor), listTeamVisits(actor)]);
  return {
    teams,
    visitsTitle: m.visits_team({ days: TEAM_DAYS }),
    visits: visits.map((visit) => ({ ...visitRow(visit), place: visit.place })),
    viewer: actor.name,
  };
});

export const action = intents({
  invite: post(inviteMembers, { then: () => '/my/team' }),
  remove: post(dismissMember, { then: () => '/my/team' }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_my_team() }) }];

export default function LedTeam() {
  const { teams, visitsTitle, visits, viewer } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page title={m.volunteers_my_team()} watermark={viewer}>
      {teams.length === 0 ? (
        <Section>
          <p>{m.volunteers_my_team_none()}</p>
        </Section>
      ) : null}
      {teams.map((team) => (
        <Section
          key={team.id}
          title={team.name}
          actions={
            <Dialog
              id={`invite-${team.id}`}
              title={m.volunteers_team_invite()}
              trigger={m.volunteers_team_invite()}
            >
              <p>{m.volunteers_team_invite_hint()}</p>
              <EditForm intent="invite" id={team.id} reply={reply}>
                <HiddenField name="teamId" value={team.id} />
                <TextArea
                  name="volunteers"
                  label={m.volunteers_record_numbers()}
                  hint={m.volunteers_record_numbers_hint()}
                />
                <SubmitButton>{m.volunteers_team_invite()}</SubmitButton>
              </EditForm>
            </Dialog>
          }
        >
          <MemberTable people={team.people} leaderId={team.leaderId} linked={false} mayRemove reply={reply} />
        </Section>
      ))}
      <Table
        caption={visitsTitle}
        rows={visits}
        rowKey={(row) => row.id}
        empty={m.visits_team_none()}
        columns={[
          { key: 'time', title: m.visits_time(), heading: true, cell: (row) => row.time },
          { key: 'volunteer', title: m.visits_volunteer(), cell: (row) => row.volunteer },
          { key: 'place', title: m.visits_place(), cell: (row) => row.place },
          { key: 'service', title: m.visits_service(), cell: (row) => row.service },
          {
            key: 'status',
            title: m.visits_status(),
            cell: ({ status }) => <Status tone={status.tone}>{status.text}</Status>,
          },
        ]}
      />
    </Page>
  );
}
