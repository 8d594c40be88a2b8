import { data, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { createApiKey } from '~/domain/access/create-api-key';
import { listApiKeys } from '~/domain/access/list-api-keys';
import { revokeApiKey } from '~/domain/access/revoke-api-key';
import { KeyState } from '~/ui/access/key-state';
import { RoleNames, roleOptions } from '~/ui/access/role-names';
import { HiddenField, NumberField, SelectField, SubmitButton, TextField } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { formatInstant } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { intents, page, post } from '../authorised.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.access_keys() }) }];

export const loader = page('api.create-key', async ({ actor }) => {
  const now = new Date();
  const keys = await listApiKeys(actor, {});
  return { keys: keys.map((key) => ({ ...key, expired: key.expiresAt <= now })) };
});

export const action = intents({
  // The key is shown once, in this very answer: it is kept nowhere.
  create: post(createApiKey, {
    then: ({ key }) => data({ key }, { headers: { 'Cache-Control': 'no-store' } }),
  }),
  revoke: post(revokeApiKey, { then: () => '/admin/keys' }),
});

export default function KeysPage() {
  const { keys } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const made = answer && 'key' in answer ? answer.key : undefined;
  const reply = answer && !('key' in answer) ? answer : undefined;
  return (
    <Page
      title={m.access_keys()}
      lead={m.access_keys_lead()}
      above={[{ to: '/admin/users', label: m.access_users() }]}
      actions={<ButtonLink to="/api/v1/docs">{m.access_keys_docs()}</ButtonLink>}
    >
      {made ? (
        <Notice tone="ok" title={m.access_key_created()} live>
          <p>
            <code className="break-all">{made}</code>
          </p>
          <p>{m.access_key_created_text()}</p>
        </Notice>
      ) : null}
      <Section title={m.access_key_create()}>
        <EditForm intent="create" reply={reply} values={{ days: 90 }}>
          <TextField name="label" label={m.access_key_label()} size={24} maxLength={80} autoComplete="off" />
          <SelectField name="role" label={m.access_key_role()} options={roleOptions()} />
          <TextField
            name="userName"
            label={m.access_key_user()}
            hint={m.access_key_user_hint()}
            size={16}
            maxLength={40}
            autoComplete="off"
            optional
          />
          <NumberField name="days" label={m.access_key_days()} size={4} />
          <SubmitButton>{m.access_key_create()}</SubmitButton>
        </EditForm>
      </Section>
      <Table
        caption={m.access_keys()}
        rows={keys}
        rowKey={(key) => key.id}
        empty={m.access_keys_empty()}
        columns={[
          { key: 'label', title: m.access_key_label(), heading: true, cell: (key) => key.label },
          { key: 'start', title: m.access_key_start(), cell: (key) => <code>{key.start}…</code> },
          { key: 'role', title: m.access_key_role(), cell: (key) => <RoleNames roles={[key.role]} /> },
          { key: 'user', title: m.access_key_user(), cell: (key) => key.userName },
          {
            key: 'maker',
            title: m.access_key_maker(),
            cell: (key) => key.makerName ?? m.access_key_command(),
          },
          { key: 'expires', title: m.access_key_expires(), cell: (key) => formatInstant(key.expiresAt) },
          { key: 'state', title: m.access_state(), cell: (key) => <KeyState apiKey={key} /> },
          {
            key: 'revoke',
            title: m.access_key_revoke(),
            cell: (key) =>
              key.revokedAt || key.expired ? null : (
                <EditForm intent="revoke" id={`revoke-${key.id}`} reply={reply}>
                  <HiddenField name="keyId" value={key.id} />
                  <SubmitButton danger>{m.access_key_revoke()}</SubmitButton>
                </EditForm>
              ),
          },
        ]}
      />
    </Page>
  );
}
