import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { chooseLocale } from '~/domain/access/choose-locale';
import { endSessions } from '~/domain/access/end-sessions';
import { listSessions } from '~/domain/access/list-sessions';
import { localeCookie } from '~/platform/i18n/locale.server';
import { deviceName } from '~/ui/access/device-name';
import { roleName } from '~/ui/access/role-name';
import { DescriptionList } from '~/ui/kit/description-list';
import { Choice, HiddenField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import { intents, page, post } from '../authorised.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.access_account() }) }];

export const loader = page('account', async ({ actor, person }) => ({
  name: actor.name,
  userName: person.userName,
  roles: actor.roles,
  secondFactor: person.secondFactor,
  sessionId: person.sessionId,
  sessions: await listSessions(actor, {}),
}));

export const action = intents({
  locale: post(chooseLocale, {
    then: ({ locale }) =>
      redirect('/account', { status: 303, headers: { 'Set-Cookie': localeCookie(locale) } }),
  }),
  // Never all of them by a field that got lost: that is what the page of signing out asks.
  end: post(endSessions, {
    with: ({ form }) => ({ sessionId: String(form.get('sessionId')) }),
    then: () => '/account',
  }),
});

export default function AccountPage() {
  const { name, userName, roles, secondFactor, sessions, sessionId } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page title={m.access_account()} lead={m.access_account_lead({ name, userName })}>
      <Section>
        <DescriptionList
          items={[
            { term: m.access_roles(), value: roles.map((role) => roleName[role]()).join(m.access_and()) },
            {
              term: m.access_second_factor(),
              value: secondFactor ? (
                <Status tone="ok">{m.access_second_factor_on()}</Status>
              ) : (
                <Status tone="info">{m.access_second_factor_off()}</Status>
              ),
            },
          ]}
        />
        <div className="actions">
          <ButtonLink to="/account/password">{m.access_change_password()}</ButtonLink>
          <ButtonLink to="/second-factor">{m.access_second_factor_open()}</ButtonLink>
        </div>
      </Section>
      <Section title={m.access_language()}>
        <EditForm intent="locale" reply={reply} values={{ locale: getLocale() }} wholePage>
          <Choice
            name="locale"
            label={m.access_language()}
            hint={m.access_language_hint()}
            inline
            options={[
              { value: 'zh-CN', label: m.access_language_zh() },
              { value: 'en', label: m.access_language_en() },
            ]}
          />
          <SubmitButton>{m.access_save()}</SubmitButton>
        </EditForm>
      </Section>
      <Section title={m.access_sessions()}>
        <p>{m.access_sessions_lead()}</p>
        <Table
          caption={m.access_sessions()}
          rows={sessions}
          rowKey={(session) => session.id}
          empty={m.access_sessions_empty()}
          columns={[
            {
              key: 'device',
              title: m.access_session_device(),
              heading: true,
              cell: (session) => (
                <>
                  {deviceName(session.userAgent)}{' '}
                  {session.id === sessionId ? <Status tone="ok">{m.access_session_this()}</Status> : null}
                </>
              ),
            },
            { key: 'address', title: m.access_session_address(), cell: (session) => session.ipAddress },
            {
              key: 'since',
              title: m.access_session_since(),
              cell: (session) => formatInstant(session.createdAt),
            },
            {
              key: 'until',
              title: m.access_session_until(),
              cell: (session) => formatInstant(session.expiresAt),
            },
            {
              key: 'end',
              title: m.access_session_end(),
              cell: (session) =>
                session.id === sessionId ? null : (
                  <EditForm intent="end" id={`end-${session.id}`} reply={reply}>
                    <HiddenField name="sessionId" value={session.id} />
                    <SubmitButton>{m.access_session_end()}</SubmitButton>
                  </EditForm>
                ),
            },
          ]}
        />
        <div className="actions">
          <ButtonLink to="/sign-out">{m.access_sessions_end_all()}</ButtonLink>
        </div>
      </Section>
    </Page>
  );
}
