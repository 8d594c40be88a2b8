import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listUsers } from '~/domain/access/list-users';
import { RoleNames } from '~/ui/access/role-names';
import { UserState } from '~/ui/access/user-state';
import { TextField } from '~/ui/kit/fields';
import { FilterForm } from '~/ui/kit/form';
import { ButtonLink, Page } from '~/ui/kit/page';
import { Status } from '~/ui/kit/status';
import { Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';
import { page } from '../authorised.server';

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.access_users() }) }];

export const loader = page('access.view-users', async ({ actor, url }) => {
  const text = url.searchParams.get('text')?.trim().slice(0, 80) || undefined;
  const { rows, next } = await listUsers(actor, { text, after: url.searchParams.get('after') ?? undefined });
  return { users: rows, next, text, may: actor.permissions.has('access.edit-users') };
});

export default function UsersPage() {
  const { users, next, text, may } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.access_users()}
      lead={m.access_users_lead()}
      actions={
        <>
          {may ? (
            <ButtonLink to="/admin/users/new" main>
              {m.access_new_user()}
            </ButtonLink>
          ) : null}
          {may ? <ButtonLink to="/admin/keys">{m.access_keys()}</ButtonLink> : null}
          <ButtonLink to="/admin/security">{m.access_security_title()}</ButtonLink>
        </>
      }
    >
      <FilterForm values={{ text }}>
        <TextField name="text" label={m.access_users_search()} type="search" size={16} optional />
      </FilterForm>
      <Table
        caption={m.access_users()}
        rows={users}
        rowKey={(user) => user.id}
        next={next}
        empty={m.access_users_empty()}
        columns={[
          {
            key: 'name',
            title: m.access_name(),
            heading: true,
            cell: (user) => <Link to={`/admin/users/${user.id}`}>{user.name}</Link>,
          },
          { key: 'userName', title: m.access_user_name(), cell: (user) => <code>{user.userName}</code> },
          { key: 'roles', title: m.access_roles(), cell: (user) => <RoleNames roles={user.roles} /> },
          { key: 'state', title: m.access_state(), cell: (user) => <UserState user={user} /> },
          {
            key: 'secondFactor',
            title: m.access_second_factor(),
            cell: (user) =>
              user.secondFactor ? (
                <Status tone="ok">{m.access_second_factor_on()}</Status>
              ) : (
                <Status tone="info">{m.access_second_factor_off()}</Status>
              ),
          },
        ]}
      />
    </Page>
  );
}
