import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { acceptInvitation, leaveTeam } from '~/domain/volunteers/keep-teams';
import { listOwnTeams } from '~/domain/volunteers/list-teams';
import { intents, page, post } from '~/routes/authorised.server';
import { HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { VolunteerTabs } from '~/ui/volunteers/volunteer-tabs';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.view-own', async ({ actor }) => ({
  teams: await listOwnTeams(actor),
  me: actor.volunteerId,
}));

export const action = intents({
  accept: post(acceptInvitation, { then: () => '/my/service/teams' }),
  leave: post(leaveTeam, { then: () => '/my/service/teams' }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_teams_title() }) }];

export default function OwnTeams() {
  const { teams, me } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.volunteers_teams_title()}
      above={[{ to: '/my/service', label: m.volunteers_own_title() }]}
      narrow
    >
      <VolunteerTabs />
      {teams.length === 0 ? (
        <Section>
          <p>{m.volunteers_own_teams_empty()}</p>
        </Section>
      ) : null}
      {teams.map((team) => (
        <Section key={team.membershipId} title={team.name}>
          <p>
            {m.volunteers_team_leader()} {team.leaderName ?? m.volunteers_team_no_leader()}
          </p>
          <p>
            {team.agreedOn
              ? m.volunteers_team_member_since({ date: formatDate(team.agreedOn) })
              : m.volunteers_team_member_asked({ date: formatDate(team.invitedOn) })}
          </p>
          {team.agreedOn ? null : (
            <EditForm intent="accept" id={`accept-${team.membershipId}`} reply={reply}>
              <HiddenField name="membershipId" value={team.membershipId} />
              <SubmitButton>{m.volunteers_team_accept()}</SubmitButton>
            </EditForm>
          )}
          {team.leaderId === me ? null : (
            <EditForm intent="leave" id={`leave-${team.membershipId}`} reply={reply}>
              <HiddenField name="membershipId" value={team.membershipId} />
              <SubmitButton danger>
                {team.agreedOn ? m.volunteers_team_leave() : m.volunteers_team_decline()}
              </SubmitButton>
            </EditForm>
          )}
        </Section>
      ))}
    </Page>
  );
}
