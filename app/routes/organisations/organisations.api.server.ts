import { z } from 'zod';
import { listOrganisations } from '~/domain/organisations/list-organisations';
import { organisationKinds } from '~/domain/organisations/organisation-kinds';
import { registerOrganisation } from '~/domain/organisations/register-organisation';
import { m } from '~/words/generated/messages';
import { endpoint, listOf } from '../api/endpoint.server';

const organisationShape = z.object({
  id: z.uuid(),
  kind: z.enum(organisationKinds),
  name: z.string(),
  nameEn: z.string().nullable(),
  code: z.string().nullable(),
  parentId: z.uuid().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
});

export const organisationEndpoints = [
  endpoint({
    method: 'GET',
    path: '/organisations',
    permission: listOrganisations.permission,
    summary: m.organisations_api_list,
    query: z.object({ kind: z.enum(organisationKinds).optional() }),
    response: listOf(organisationShape),
    handle: async ({ actor, query }) => ({
      items: await listOrganisations(actor, { kinds: query.kind ? [query.kind] : organisationKinds }),
      next: null,
    }),
  }),
  endpoint({
    method: 'POST',
    path: '/organisations',
    permission: registerOrganisation.permission,
    summary: m.organisations_api_register,
    body: registerOrganisation.input,
    status: 201,
    response: z.object({ organisationId: z.uuid(), created: z.boolean() }),
    handle: ({ actor, body }) => registerOrganisation(actor, body),
  }),
];
