import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { dismissMember, inviteMembers } from '~/domain/volunteers/keep-teams';
import { listLedTeams } from '~/domain/volunteers/list-teams';
import { intents, page, post } from '~/routes/authorised.server';
import { Dialog } from '~/ui/kit/dialog';
import { HiddenField, SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { MemberTable } from '~/ui/volunteers/member-table';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.lead-team', async ({ actor }) => ({
  teams: await listLedTeams(actor),
  viewer: actor.name,
}));

export const action = intents({
  invite: post(inviteMembers, { then: () => '/my/team' }),
  remove: post(dismissMember, { then: () => '/my/team' }),
});

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.volunteers_my_team() }) }];

export default function LedTeam() {
  const { teams, viewer } = useLoaderData<typeof loader>();
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
    </Page>
  );
}
