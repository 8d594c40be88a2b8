import { z } from 'zod';
import { assignRoles } from '~/domain/access/assign-roles';
import { createUser } from '~/domain/access/create-user';
import { disableUser } from '~/domain/access/disable-user';
import { findUser } from '~/domain/access/find-user';
import { listUsers } from '~/domain/access/list-users';
import { roles } from '~/domain/access/roles';
import { m } from '~/words/generated/messages';
import { asList, endpoint, instantShape, listOf, pagingQuery } from '../api/endpoint.server';

const userShape = z.object({
  id: z.uuid(),
  userName: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  secondFactor: z.boolean(),
  disabledAt: instantShape.nullable(),
  lockedUntil: instantShape.nullable(),
  townCode: z.string().nullable(),
  createdAt: instantShape,
});

export const accessEndpoints = [
  endpoint({
    method: 'GET',
    path: '/users',
    permission: listUsers.permission,
    summary: m.access_api_list_users,
    query: pagingQuery.extend({ text: z.string().max(80).optional() }),
    response: listOf(userShape),
    handle: async ({ actor, query }) => asList(await listUsers(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/users/:id',
    permission: findUser.permission,
    summary: m.access_api_find_user,
    response: userShape,
    handle: ({ actor, params }) => findUser(actor, { id: params.id }),
  }),
  endpoint({
    method: 'POST',
    path: '/users',
    permission: createUser.permission,
    summary: m.access_api_create_user,
    body: createUser.input,
    status: 201,
    response: z.object({ id: z.uuid() }),
    handle: ({ actor, body }) => createUser(actor, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/users/:id/roles',
    permission: assignRoles.permission,
    summary: m.access_api_assign_roles,
    body: assignRoles.input.omit({ userId: true }),
    response: z.object({ roles: z.array(z.enum(roles)) }),
    handle: async ({ actor, params, body }) => {
      const result = await assignRoles(actor, { userId: params.id, ...body });
      return result.ok ? { roles: body.roles } : result;
    },
  }),
  endpoint({
    method: 'POST',
    path: '/users/:id/disabling',
    permission: disableUser.permission,
    summary: m.access_api_disable_user,
    body: disableUser.input.omit({ userId: true }),
    response: z.object({ sessionsEnded: z.int() }),
    handle: ({ actor, params, body }) => disableUser(actor, { userId: params.id, ...body }),
  }),
];
