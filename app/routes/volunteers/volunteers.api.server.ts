import { z } from 'zod';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { changeAvailability } from '~/domain/volunteers/change-availability';
import { addException, removeException } from '~/domain/volunteers/change-exceptions';
import { changeLimits } from '~/domain/volunteers/change-limits';
import { findCertificate } from '~/domain/volunteers/find-certificate';
import { findVolunteer } from '~/domain/volunteers/get-volunteer';
import { issueCertificate } from '~/domain/volunteers/issue-certificate';
import { listVolunteers } from '~/domain/volunteers/list-volunteers';
import { registerVolunteer } from '~/domain/volunteers/register-volunteer';
import { reverseHours } from '~/domain/volunteers/reverse-hours';
import { m } from '~/words/generated/messages';
import { asList, endpoint, listOf } from '../api/endpoint.server';
import { certificatePdf } from './certificate-paper.server';

const volunteerShape = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  townCode: z.string(),
  serviceKinds: z.array(z.string()),
  status: z.string(),
  registeredOn: z.string(),
  /** Minutes in the hours ledger, reversals taken off. */
  minutes: z.int(),
  stars: z.int(),
});

const slotShape = z.object({ weekday: z.int(), fromMinute: z.int(), untilMinute: z.int() });

export const volunteerEndpoints = [
  endpoint({
    method: 'GET',
    path: '/volunteers',
    permission: listVolunteers.permission,
    summary: m.volunteers_api_list,
    query: z.object({ after: z.string().max(40).optional(), townCode: z.string().max(9).optional() }),
    response: listOf(volunteerShape.extend({ skills: z.array(z.string()) })),
    handle: async ({ actor, query }) => asList(await listVolunteers(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/volunteers/:volunteerId',
    permission: findVolunteer.permission,
    summary: m.volunteers_api_find,
    response: volunteerShape.extend({
      skills: z.array(
        z.object({
          skill: z.string(),
          licenceNumber: z.string().nullable(),
          validUntil: z.string().nullable(),
        }),
      ),
      availability: z.array(slotShape),
      exceptions: z.array(
        z.object({
          id: z.uuid(),
          kind: z.string(),
          from: z.string(),
          /** First day on which the week holds again. */
          until: z.string(),
          fromMinute: z.int(),
          untilMinute: z.int(),
          note: z.string().nullable(),
        }),
      ),
      dailyLimitMinutes: z.int(),
      weeklyLimitMinutes: z.int(),
      hours: z.array(
        z.object({
          id: z.uuid(),
          servedOn: z.string(),
          minutes: z.int(),
          activity: z.string(),
          place: z.string(),
          reversesId: z.uuid().nullable(),
        }),
      ),
      certificates: z.array(
        z.object({
          id: z.uuid(),
          number: z.string(),
          code: z.string(),
          minutes: z.int(),
          issuedOn: z.string(),
          revokedOn: z.string().nullable(),
        }),
      ),
    }),
    handle: ({ actor, params }) => findVolunteer(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteers',
    permission: registerVolunteer.permission,
    summary: m.volunteers_api_register,
    body: registerVolunteer.input,
    status: 201,
    response: z.object({ volunteerId: z.uuid(), number: z.string(), created: z.boolean() }),
    handle: ({ actor, body }) => registerVolunteer(actor, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/volunteers/:volunteerId/availability',
    permission: changeAvailability.permission,
    summary: m.volunteers_api_availability,
    body: changeAvailability.input.omit({ volunteerId: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => changeAvailability(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteers/:volunteerId/exceptions',
    permission: addException.permission,
    summary: m.volunteers_api_exception_add,
    body: addException.input.omit({ volunteerId: true }),
    status: 201,
    response: z.object({ exceptionId: z.uuid() }),
    handle: ({ actor, params, body }) => addException(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'DELETE',
    path: '/volunteers/:volunteerId/exceptions/:exceptionId',
    permission: removeException.permission,
    summary: m.volunteers_api_exception_remove,
    response: z.object({ exceptionId: z.uuid() }),
    handle: ({ actor, params }) => removeException(actor, params),
  }),
  endpoint({
    method: 'PUT',
    path: '/volunteers/:volunteerId/limits',
    permission: changeLimits.permission,
    summary: m.volunteers_api_limits,
    body: changeLimits.input.omit({ volunteerId: true }),
    response: z.object({ volunteerId: z.uuid() }),
    handle: ({ actor, params, body }) => changeLimits(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteer-hours/:hoursId/reversal',
    permission: reverseHours.permission,
    summary: m.volunteers_api_reverse_hours,
    body: reverseHours.input.omit({ hoursId: true }),
    status: 201,
    response: z.object({ reversalId: z.uuid(), certificatesRevoked: z.array(z.string()) }),
    handle: ({ actor, params, body }) => reverseHours(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/volunteers/:volunteerId/certificates',
    permission: issueCertificate.permission,
    summary: m.volunteers_api_issue_certificate,
    body: issueCertificate.input.omit({ volunteerId: true }),
    status: 201,
    response: z.object({ certificateId: z.uuid(), number: z.string(), code: z.string() }),
    handle: ({ actor, params, body }) => issueCertificate(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/volunteer-certificates/:certificateId/pdf',
    permission: findCertificate.permission,
    summary: m.volunteers_api_certificate_pdf,
    response: 'application/pdf',
    handle: async ({ actor, params }) => {
      const certificate = await findCertificate(actor, params);
      return certificate && certificatePdf(certificate, (await getTenant(actor)).demo);
    },
  }),
];
