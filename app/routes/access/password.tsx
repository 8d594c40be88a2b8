import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { changePassword } from '~/domain/access/change-password';
import { PASSWORD_MIN } from '~/domain/access/password.rules';
import { SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { page, post } from '../authorised.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.access_password_title() }) }];

export const loader = page(
  'account',
  async ({ person }) => ({ owed: person.mustChangePassword, min: PASSWORD_MIN }),
  {
    whileSigningIn: true,
  },
);

export const action = post(changePassword, {
  with: ({ person }) => ({ sessionId: person.sessionId }),
  then: (_, { person }) => (person.mustChangePassword ? '/' : '/account'),
  whileSigningIn: true,
});

export default function PasswordPage() {
  const { owed, min } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.access_password_title()}
      lead={m.access_password_lead({ min })}
      above={owed ? [] : [{ to: '/account', label: m.access_account() }]}
      narrow
    >
      {owed ? <Notice tone="due" title={m.access_password_first()} /> : null}
      <Section>
        <EditForm reply={reply} wholePage>
          <TextField
            name="password"
            label={m.access_password_now()}
            type="password"
            autoComplete="current-password"
          />
          <TextField
            name="newPassword"
            label={m.access_password_new()}
            type="password"
            autoComplete="new-password"
          />
          <TextField
            name="repeatedPassword"
            label={m.access_password_again()}
            type="password"
            autoComplete="new-password"
          />
          <p className="quiet">{m.access_password_others_end()}</p>
          <SubmitButton>{m.access_password_save()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
