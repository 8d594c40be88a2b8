import { z } from 'zod';
import { acceptAssignment, declineAssignment } from '~/domain/visits/answer-assignment';
import { checkIn, checkOut } from '~/domain/visits/check-in';
import {
  findPlan,
  listNeeds,
  listOwnAssignments,
  listPlans,
  listVisitsOf,
} from '~/domain/visits/list-visits';
import { publishPlan } from '~/domain/visits/publish-plan';
import { requestPlan } from '~/domain/visits/request-plan';
import { requestVisit } from '~/domain/visits/request-visit';
import { m } from '~/words/generated/messages';
import { endpoint, instantShape, listOf } from '../api/endpoint.server';

const whole = <Row>(items: readonly Row[]) => ({ items: [...items], next: null });

const needShape = z.object({
  id: z.uuid(),
  place: z.string(),
  townCode: z.string(),
  serviceKind: z.string(),
  skill: z.string().nullable(),
  durationMinutes: z.int(),
  volunteersNeeded: z.int(),
  outline: z.string(),
  status: z.string(),
  requestedAt: instantShape,
  windows: z.array(z.object({ date: z.string(), fromMinute: z.int(), untilMinute: z.int() })),
});

const planShape = z.object({
  id: z.uuid(),
  fromDate: z.string(),
  /** The day after the last one. */
  untilDate: z.string(),
  status: z.string(),
  requestedAt: instantShape,
});

const assignmentShape = z.object({
  assignmentId: z.uuid(),
  visitId: z.uuid(),
  needId: z.uuid(),
  volunteerId: z.uuid(),
  status: z.string(),
  startsAt: instantShape,
  endsAt: instantShape,
  travelMinutes: z.int(),
  serviceKind: z.string(),
  place: z.string(),
  outline: z.string(),
  checkedInAt: instantShape.nullable(),
  checkedOutAt: instantShape.nullable(),
});

const answered = z.object({ assignmentId: z.uuid() });

export const visitEndpoints = [
  endpoint({
    method: 'GET',
    path: '/visit-needs',
    permission: listNeeds.permission,
    summary: m.visits_api_list_needs,
    query: z.object({ status: z.string().max(20).optional() }),
    response: listOf(needShape),
    handle: async ({ actor, query }) => whole(await listNeeds(actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-needs',
    permission: requestVisit.permission,
    summary: m.visits_api_request,
    body: requestVisit.input,
    status: 201,
    response: z.object({ needId: z.uuid().nullable(), created: z.boolean() }),
    handle: ({ actor, body }) => requestVisit(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/people/:personId/visits',
    permission: listVisitsOf.permission,
    summary: m.visits_api_of_person,
    response: z.object({ next: z.array(assignmentShape), past: z.array(assignmentShape) }),
    handle: ({ actor, params }) => listVisitsOf(actor, { personId: params.personId }),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-plans',
    permission: listPlans.permission,
    summary: m.visits_api_list_plans,
    response: listOf(planShape),
    handle: async ({ actor }) => whole(await listPlans(actor)),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-plans',
    permission: requestPlan.permission,
    summary: m.visits_api_request_plan,
    body: requestPlan.input,
    status: 202,
    response: z.object({ planId: z.uuid() }),
    handle: ({ actor, body }) => requestPlan(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/visit-plans/:planId',
    permission: findPlan.permission,
    summary: m.visits_api_find_plan,
    response: planShape.extend({
      assignments: z.array(assignmentShape),
      unmet: z.array(z.object({ needId: z.uuid(), stoppedBy: z.record(z.string(), z.int()) })),
    }),
    handle: ({ actor, params }) => findPlan(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/visit-plans/:planId/publication',
    permission: publishPlan.permission,
    summary: m.visits_api_publish_plan,
    response: z.object({ planId: z.uuid(), visits: z.int() }),
    handle: ({ actor, params }) => publishPlan(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/own-visits',
    permission: listOwnAssignments.permission,
    summary: m.visits_api_own,
    response: listOf(assignmentShape),
    handle: async ({ actor }) => whole(await listOwnAssignments(actor)),
  }),
  endpoint({
    method: 'POST',
    path: '/own-visits/:assignmentId/acceptance',
    permission: acceptAssignment.permission,
    summary: m.visits_api_accept,
    response: answered,
    handle: ({ actor, params }) => acceptAssignment(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/own-visits/:assignmentId/refusal',
    permission: declineAssignment.permission,
    summary: m.visits_api_decline,
    body: declineAssignment.input.omit({ assignmentId: true }),
    response: answered,
    handle: ({ actor, params, body }) => declineAssignment(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/own-visits/:assignmentId/check-in',
    permission: checkIn.permission,
    summary: m.visits_api_check_in,
    response: answered,
    handle: ({ actor, params }) => checkIn(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/own-visits/:assignmentId/check-out',
    permission: checkOut.permission,
    summary: m.visits_api_check_out,
    body: checkOut.input.omit({ assignmentId: true }),
    response: answered.extend({ minutes: z.int(), counted: z.int() }),
    handle: ({ actor, params, body }) => checkOut(actor, { ...body, ...params }),
  }),
];
