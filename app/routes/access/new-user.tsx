import type { MetaFunction } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { createUser } from '~/domain/access/create-user';
import { roleOptions } from '~/ui/access/role-names';
import { Choices, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { m } from '~/words/generated/messages';
import { page, post } from '../authorised.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.access_new_user() }) }];

export const loader = page('access.edit-users', async () => null);

export const action = post(createUser, { then: ({ id }) => `/admin/users/${id}` });

export default function NewUserPage() {
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.access_new_user()}
      lead={m.access_new_user_lead()}
      above={[{ to: '/admin/users', label: m.access_users() }]}
      narrow
    >
      <Section>
        <EditForm reply={reply}>
          <TextField name="name" label={m.access_name()} size={16} autoComplete="off" />
          <TextField
            name="userName"
            label={m.access_user_name()}
            hint={m.access_user_name_hint()}
            size={20}
            autoComplete="off"
            spellCheck={false}
          />
          <Choices name="roles" label={m.access_roles()} options={roleOptions()} inline />
          <p className="quiet">{m.access_new_user_ties()}</p>
          <TextField
            name="townCode"
            label={m.access_town_code()}
            hint={m.access_town_code_hint()}
            size={9}
            inputMode="numeric"
            optional
          />
          <TextField
            name="password"
            label={m.access_first_password()}
            type="password"
            size={20}
            autoComplete="new-password"
          />
          <SubmitButton>{m.access_create()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
