import { z } from 'zod';
import { correctPerson } from '~/domain/people/correct-person';
import { findHousehold } from '~/domain/people/find-household';
import { findPerson } from '~/domain/people/find-person';
import { formHousehold } from '~/domain/people/form-household';
import { householdRelations } from '~/domain/people/household.rules';
import { joinHousehold } from '~/domain/people/join-household';
import { listPeople } from '~/domain/people/list-people';
import { hardshipCategories, registrations } from '~/domain/people/person.rules';
import { registerPerson } from '~/domain/people/register-person';
import { revealPersonField } from '~/domain/people/reveal-person-field';
import { m } from '~/words/generated/messages';
import { asList, endpoint, listOf, pagingQuery } from '../api/endpoint.server';

/** Sealed fields come masked: `370304********1234`, `199****5765`, `******`. */
const personShape = z.object({
  id: z.uuid(),
  name: z.string(),
  sex: z.enum(['male', 'female']),
  birthDate: z.string(),
  identityNumber: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  registration: z.enum(registrations).nullable(),
  townCode: z.string().nullable(),
  village: z.string().nullable(),
  hardshipCategory: z.enum(hardshipCategories).nullable(),
  deceasedOn: z.string().nullable(),
});

const householdShape = z.object({
  id: z.uuid(),
  townCode: z.string().nullable(),
  village: z.string().nullable(),
  address: z.string().nullable(),
  declaredSize: z.int().nullable(),
  members: z.array(
    z.object({
      personId: z.uuid(),
      name: z.string(),
      sex: z.enum(['male', 'female']),
      birthDate: z.string(),
      relation: z.enum(householdRelations).nullable(),
      fromOn: z.string(),
    }),
  ),
});

export const peopleEndpoints = [
  endpoint({
    method: 'GET',
    path: '/people',
    permission: listPeople.permission,
    summary: m.people_api_list,
    query: pagingQuery.extend({
      search: z.string().max(60).optional(),
      townCode: z.string().max(9).optional(),
      hardshipCategory: z.enum(hardshipCategories).optional(),
    }),
    response: listOf(personShape),
    handle: async ({ actor, query }) => asList(await listPeople(actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/people',
    permission: registerPerson.permission,
    summary: m.people_api_register,
    body: registerPerson.input,
    status: 201,
    response: z.object({ personId: z.uuid(), created: z.boolean() }),
    handle: ({ actor, body }) => registerPerson(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/people/:personId',
    permission: findPerson.permission,
    summary: m.people_api_find,
    response: personShape,
    handle: ({ actor, params }) => findPerson(actor, { id: params.personId }),
  }),
  endpoint({
    method: 'PUT',
    path: '/people/:personId',
    permission: correctPerson.permission,
    summary: m.people_api_correct,
    body: correctPerson.input.omit({ personId: true }),
    response: z.object({ personId: z.uuid() }),
    handle: ({ actor, params, body }) => correctPerson(actor, { ...body, personId: params.personId }),
  }),
  endpoint({
    method: 'POST',
    path: '/people/:personId/reveals',
    permission: revealPersonField.permission,
    summary: m.people_api_reveal,
    body: revealPersonField.input.omit({ personId: true }),
    response: z.object({ value: z.string() }),
    handle: ({ actor, params, body }) => revealPersonField(actor, { ...body, personId: params.personId }),
  }),
  endpoint({
    method: 'GET',
    path: '/people/:personId/household',
    permission: findHousehold.permission,
    summary: m.people_api_household,
    response: householdShape,
    handle: ({ actor, params }) => findHousehold(actor, { personId: params.personId }),
  }),
  endpoint({
    method: 'POST',
    path: '/households',
    permission: formHousehold.permission,
    summary: m.people_api_form_household,
    body: formHousehold.input,
    status: 201,
    response: z.object({ householdId: z.uuid() }),
    handle: ({ actor, body }) => formHousehold(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/households/:householdId/members',
    permission: joinHousehold.permission,
    summary: m.people_api_join_household,
    body: joinHousehold.input.omit({ householdId: true }),
    status: 201,
    response: z.object({ householdId: z.uuid() }),
    handle: ({ actor, params, body }) => joinHousehold(actor, { ...body, householdId: params.householdId }),
  }),
];
