import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { assignRoles } from '~/domain/access/assign-roles';
import { disableUser } from '~/domain/access/disable-user';
import { enableUser } from '~/domain/access/enable-user';
import { findUser } from '~/domain/access/find-user';
import { removeSecondFactor } from '~/domain/access/remove-second-factor';
import { resetPassword } from '~/domain/access/reset-password';
import { unlockUser } from '~/domain/access/unlock-user';
import { listTimeline } from '~/domain/audit/list-timeline';
import { ReasonDialog } from '~/ui/access/reason-dialog';
import { RoleNames, roleOptions } from '~/ui/access/role-names';
import { UserState } from '~/ui/access/user-state';
import { eventName } from '~/ui/audit/event-name';
import { historyLines } from '~/ui/audit/history-lines';
import { DescriptionList } from '~/ui/kit/description-list';
import { Choices, TextField } from '~/ui/kit/fields';
import { formatInstant } from '~/ui/kit/format';
import { Page, Section } from '~/ui/kit/page';
import { Timeline } from '~/ui/kit/timeline';
import { m } from '~/words/generated/messages';
import { type FormVisit, intents, notFound, page, post } from '../authorised.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: data?.user.name ?? m.access_users() }) },
];

export const loader = page('access.view-users', async ({ actor, id }) => {
  const user = await findUser(actor, { id });
  if (!user) throw notFound();
  return {
    user,
    events: historyLines(await listTimeline(actor, { type: 'user', id }), ({ kind }) => eventName(kind)),
    may: actor.permissions.has('access.edit-users'),
    self: actor.userId === id,
  };
});

const ofThisUser = {
  with: ({ id }: FormVisit) => ({ userId: id }),
  then: (_: unknown, { id }: FormVisit) => `/admin/users/${id}`,
};

export const action = intents({
  roles: post(assignRoles, ofThisUser),
  disable: post(disableUser, ofThisUser),
  enable: post(enableUser, ofThisUser),
  password: post(resetPassword, ofThisUser),
  unlock: post(unlockUser, ofThisUser),
  factor: post(removeSecondFactor, ofThisUser),
});

export default function UserPage() {
  const { user, events, may, self } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={user.name}
      status={<UserState user={user} />}
      above={[{ to: '/admin/users', label: m.access_users() }]}
    >
      <Section>
        <DescriptionList
          items={[
            { term: m.access_user_name(), value: <code>{user.userName}</code> },
            { term: m.access_roles(), value: <RoleNames roles={user.roles} /> },
            { term: m.access_town_code(), value: user.townCode },
            ...(user.roles.includes('donor')
              ? [
                  {
                    term: m.access_tied_donor(),
                    value: user.donorId ? m.access_tied_yes() : m.access_tied_donor_no(),
                  },
                ]
              : []),
            ...(user.roles.includes('family')
              ? [
                  {
                    term: m.access_tied_person(),
                    value: user.personId ? m.access_tied_yes() : m.access_tied_person_no(),
                  },
                ]
              : []),
            {
              term: m.access_second_factor(),
              value: user.secondFactor ? m.access_second_factor_on() : m.access_second_factor_off(),
            },
            { term: m.access_created_at(), value: formatInstant(user.createdAt) },
          ]}
        />
        {may ? (
          <div className="actions">
            <ReasonDialog intent="roles" title={m.access_assign_roles()} reply={reply} values={user}>
              <Choices name="roles" label={m.access_roles()} options={roleOptions()} inline />
              <TextField
                name="townCode"
                label={m.access_town_code()}
                hint={m.access_town_code_hint()}
                size={9}
                optional
              />
            </ReasonDialog>
            <ReasonDialog intent="password" title={m.access_reset_password()} reply={reply}>
              <TextField
                name="password"
                label={m.access_first_password()}
                type="password"
                size={20}
                autoComplete="new-password"
              />
            </ReasonDialog>
            {user.lockedUntil ? (
              <ReasonDialog intent="unlock" title={m.access_unlock()} reply={reply} />
            ) : null}
            {user.secondFactor ? (
              <ReasonDialog
                intent="factor"
                title={m.access_remove_factor()}
                text={m.access_remove_factor_text()}
                reply={reply}
                danger
              />
            ) : null}
            {user.disabledAt ? (
              <ReasonDialog intent="enable" title={m.access_enable()} reply={reply} />
            ) : null}
            {user.disabledAt || self ? null : (
              <ReasonDialog
                intent="disable"
                title={m.access_disable()}
                text={m.access_disable_text()}
                reply={reply}
                danger
              />
            )}
          </div>
        ) : null}
      </Section>
      <Section title={m.access_history()}>
        <Timeline events={events} />
      </Section>
    </Page>
  );
}
