import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import {
  invitePeople,
  listInvitations,
  makeInvitationLink,
  remindInvited,
  withdrawInvitation,
} from '~/domain/volunteers/invite-people';
import { addMembers, changeTeam, endTeam, removeMember } from '~/domain/volunteers/keep-teams';
import { findTeam, listTeamHistory } from '~/domain/volunteers/list-teams';
import { env } from '~/platform/env';
import { intents, notFound, page, post } from '~/routes/authorised.server';
import { eventText, historyLines } from '~/ui/audit/history-lines';
import { DescriptionList } from '~/ui/kit/description-list';
import { Dialog } from '~/ui/kit/dialog';
import { Checkbox, SubmitButton, TextArea } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatDate } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { SecretAddress } from '~/ui/kit/secret-address';
import { Status } from '~/ui/kit/status';
import { Timeline } from '~/ui/kit/timeline';
import { townOptions } from '~/ui/people/labels';
import { volunteerEventWords } from '~/ui/volunteers/event-words';
import { InvitationTable } from '~/ui/volunteers/invitation-table';
import { invitationInWords } from '~/ui/volunteers/invitations';
import { InvitedRows } from '~/ui/volunteers/invited-rows';
import { MemberTable } from '~/ui/volunteers/member-table';
import { TeamFields } from '~/ui/volunteers/team-fields';
import { m } from '~/words/generated/messages';

export const loader = page('volunteers.view', async ({ actor, id }) => {
  const team = await findTeam(actor, { teamId: id });
  if (!team) throw notFound();
  const [towns, invitations, events] = await Promise.all([
    listTowns(actor),
    listInvitations(actor, { teamId: id }),
    listTeamHistory(actor, { teamId: id }),
  ]);
  return {
    team,
    towns: townOptions(towns),
    events: historyLines(events, (event) => {
      const what = eventText(event, volunteerEventWords);
      return event.who
        ? m.volunteers_event_of({ what, name: event.who.name, number: event.who.number })
        : what;
      // Whoever answers an invitation has no account.
    }).map((line) => ({ ...line, by: line.by || m.volunteers_invited_person() })),
    invitations: invitations.map(invitationInWords),
    viewer: actor.name,
    mayAsk: actor.permissions.has('volunteers.register') && team.endedOn === null,
    mayEdit: actor.permissions.has('volunteers.edit') && team.endedOn === null,
  };
});

export const action = intents({
  change: post(changeTeam, {
    with: ({ id }) => ({ teamId: id }),
    then: (_, { id }) => `/volunteers/teams/${id}`,
  }),
  end: post(endTeam, { with: ({ id }) => ({ teamId: id }), then: (_, { id }) => `/volunteers/teams/${id}` }),
  add: post(addMembers, {
    with: ({ id }) => ({ teamId: id }),
    then: (_, { id }) => `/volunteers/teams/${id}`,
  }),
  invite: post(invitePeople, {
    with: ({ id }) => ({ teamId: id }),
    then: (_, { id }) => `/volunteers/teams/${id}`,
  }),
  remind: post(remindInvited, {
    with: ({ id }) => ({ teamId: id }),
    then: (_, { id }) => `/volunteers/teams/${id}`,
  }),
  withdraw: post(withdrawInvitation, {
    with: ({ id }) => ({ teamId: id }),
    then: (_, { id }) => `/volunteers/teams/${id}`,
  }),
  // Shown by this very answer and never again: what is kept is a digest.
  link: post(makeInvitationLink, {
    with: ({ id }) => ({ teamId: id }),
    then: ({ secret }) => ({ address: `${env().appOrigin}/join/${secret}` }),
  }),
  remove: post(removeMember, { then: (_, { id }) => `/volunteers/teams/${id}` }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.team.name ?? m.volunteers_teams_title() }) },
];

export default function Team() {
  const { team, towns, events, invitations, viewer, mayEdit, mayAsk } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const address = answer && 'address' in answer ? answer.address : undefined;
  const reply = answer && 'address' in answer ? undefined : answer;
  const townName = new Map(towns.map(({ value, label }) => [value, label]));
  return (
    <Page
      title={team.name}
      above={[
        { to: '/volunteers', label: m.volunteers_title() },
        { to: '/volunteers/teams', label: m.volunteers_teams_title() },
      ]}
      status={team.endedOn ? <Status tone="stopped">{m.volunteers_team_ended()}</Status> : null}
      actions={
        mayEdit ? (
          <>
            <Dialog id="change" title={m.volunteers_team_change()} trigger={m.volunteers_team_change()}>
              <EditForm
                intent="change"
                reply={reply}
                values={{
                  name: team.name,
                  unit: team.unit ?? '',
                  leader: team.leaderNumber ?? '',
                  towns: team.towns,
                }}
              >
                <TeamFields towns={towns} led />
                <SubmitButton>{m.volunteers_save()}</SubmitButton>
              </EditForm>
            </Dialog>
            <Dialog id="end" title={m.volunteers_team_end()} trigger={m.volunteers_team_end()} danger>
              <p>{m.volunteers_team_end_hint()}</p>
              <EditForm intent="end" reply={reply}>
                <TextArea name="reason" label={m.volunteers_reason()} />
                <SubmitButton danger>{m.volunteers_team_end()}</SubmitButton>
              </EditForm>
            </Dialog>
          </>
        ) : null
      }
      watermark={viewer}
    >
      <SecretAddress
        title={m.volunteers_invited_link_title()}
        label={m.volunteers_invited_link_address()}
        address={address}
      >
        {m.volunteers_invited_link_text()}
      </SecretAddress>
      <Section>
        <DescriptionList
          items={[
            {
              term: m.volunteers_team_leader(),
              value: team.leaderId
                ? `${team.leaderName} ${team.leaderNumber}`
                : m.volunteers_team_no_leader(),
            },
            { term: m.volunteers_team_unit(), value: team.unit ?? m.kit_empty_value() },
            {
              term: m.volunteers_team_towns(),
              value: team.towns.map((code) => townName.get(code)).join(m.reports_list_mark()),
            },
            { term: m.volunteers_team_registered_on(), value: formatDate(team.registeredOn) },
            ...(team.endedOn && team.endReason
              ? [
                  {
                    term: m.volunteers_team_ended_on(),
                    value: m.volunteers_team_ended_value({
                      date: formatDate(team.endedOn),
                      reason: team.endReason,
                    }),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <Section
        title={team.endedOn ? m.volunteers_team_members_last() : m.volunteers_team_members()}
        actions={
          mayEdit ? (
            <Dialog id="add" title={m.volunteers_team_add()} trigger={m.volunteers_team_add()}>
              <EditForm intent="add" reply={reply}>
                <TextArea
                  name="volunteers"
                  label={m.volunteers_record_numbers()}
                  hint={m.volunteers_record_numbers_hint()}
                />
                <Checkbox name="ownWill" label={m.volunteers_team_own_will()} />
                <SubmitButton>{m.volunteers_team_add()}</SubmitButton>
              </EditForm>
            </Dialog>
          ) : null
        }
      >
        <MemberTable people={team.people} leaderId={team.leaderId} linked mayRemove={mayEdit} reply={reply} />
      </Section>
      {invitations.length > 0 || mayAsk ? (
        <Section
          title={m.volunteers_invited()}
          actions={
            mayAsk ? (
              <Dialog id="invite" title={m.volunteers_invited_ask()} trigger={m.volunteers_invited_ask()}>
                <EditForm intent="invite" reply={reply}>
                  <InvitedRows atFirst={1} />
                  <SubmitButton>{m.volunteers_group_ask()}</SubmitButton>
                </EditForm>
              </Dialog>
            ) : null
          }
        >
          <InvitationTable invitations={invitations} mayAsk={mayAsk} reply={reply} />
        </Section>
      ) : null}
      <Section title={m.volunteers_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}
