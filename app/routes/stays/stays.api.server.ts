import { z } from 'zod';
import { bedKinds, sexRules } from '~/domain/beds/bed.rules';
import { civilDate } from '~/domain/kernel/inputs';
import { hardshipCategories } from '~/domain/people/person.rules';
import { admitResident } from '~/domain/stays/admit-resident';
import { answerOffer } from '~/domain/stays/answer-offer';
import { stages } from '~/domain/stays/application.rules';
import { beginLeave } from '~/domain/stays/begin-leave';
import { confirmEligibility } from '~/domain/stays/confirm-eligibility';
import { correctLeave } from '~/domain/stays/correct-leave';
import { correctStay } from '~/domain/stays/correct-stay';
import { dischargeResident } from '~/domain/stays/discharge-resident';
import { endLeave } from '~/domain/stays/end-leave';
import { findApplication } from '~/domain/stays/find-application';
import { findStay } from '~/domain/stays/find-stay';
import { leaveKinds } from '~/domain/stays/leave.forms';
import { listApplications } from '~/domain/stays/list-applications';
import { listAway, listStayChanges } from '~/domain/stays/list-away';
import { listBedMatches } from '~/domain/stays/list-bed-matches';
import { listStays } from '~/domain/stays/list-stays';
import { listWaiting } from '~/domain/stays/list-waiting';
import { offerBed } from '~/domain/stays/offer-bed';
import { placeOnWaitingList } from '~/domain/stays/place-on-waiting-list';
import { submitApplication } from '~/domain/stays/submit-application';
import { swapResidents } from '~/domain/stays/swap-residents';
import { transferResident } from '~/domain/stays/transfer-resident';
import { criterionCodes } from '~/domain/stays/waiting-order.rules';
import { withdrawApplication } from '~/domain/stays/withdraw-application';
import { withdrawOffer } from '~/domain/stays/withdraw-offer';
import { m } from '~/words/generated/messages';
import { asList, endpoint, instantShape, listOf, pagingQuery } from '../api/endpoint.server';

const stageShape = z.enum(stages);
const decidedByShape = z.enum([...criterionCodes, 'registered']);

const applicationRowShape = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  personName: z.string(),
  category: z.enum(hardshipCategories),
  appliedOn: z.string(),
  stage: stageShape,
});

const offerShape = z.object({
  id: z.uuid(),
  bedId: z.uuid(),
  fromOn: z.string(),
  offeredAt: instantShape,
  expiresAt: instantShape,
  status: z.string(),
});

const bedShape = z.object({
  id: z.uuid(),
  building: z.string(),
  floor: z.string(),
  room: z.string(),
  name: z.string(),
  kind: z.enum(bedKinds),
  sexRule: z.enum(sexRules),
});

const matchShape = z.array(z.object({ bed: bedShape, against: z.array(z.string()).readonly() }));

const placeShape = z.object({
  place: z.int(),
  applicationId: z.uuid(),
  personName: z.string(),
  category: z.enum(hardshipCategories),
  appliedOn: z.string(),
  passes: z.int(),
  ahead: z.record(decidedByShape, z.int()),
});

const stayRowShape = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  personName: z.string(),
  contractNumber: z.string(),
  admittedOn: z.string(),
  dischargedOn: z.string().nullable(),
});

const ofApplication = z.object({ applicationId: z.uuid() });
const ofStay = z.object({ stayId: z.uuid() });

export const stayEndpoints = [
  endpoint({
    method: 'GET',
    path: '/applications',
    permission: listApplications.permission,
    summary: m.stays_api_applications,
    query: pagingQuery.extend({
      status: stageShape.optional(),
      name: z.string().max(60).optional(),
    }),
    response: listOf(applicationRowShape),
    handle: async ({ actor, query }) => asList(await listApplications(actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/applications',
    permission: submitApplication.permission,
    summary: m.stays_api_submit,
    body: submitApplication.input.omit({ origin: true }),
    status: 201,
    response: ofApplication.extend({ personId: z.uuid() }),
    handle: ({ actor, body }) => submitApplication(actor, { ...body, origin: 'api' }),
  }),
  endpoint({
    method: 'GET',
    path: '/applications/:applicationId',
    permission: findApplication.permission,
    summary: m.stays_api_application,
    response: applicationRowShape.extend({
      householdSize: z.int().nullable(),
      guardianName: z.string().nullable(),
      guardianPhone: z.string().nullable(),
      waitingFrom: z.string().nullable(),
      passes: z.int(),
      stayId: z.uuid().optional(),
      offers: z.array(offerShape),
      decisions: z.array(
        z.object({
          outcome: z.string(),
          proposed: z.string(),
          decidedBy: z.string(),
          decidedAt: instantShape,
        }),
      ),
    }),
    handle: ({ actor, params }) => findApplication(actor, { id: params.applicationId }),
  }),
  endpoint({
    method: 'POST',
    path: '/applications/:applicationId/eligibility',
    permission: confirmEligibility.permission,
    summary: m.stays_api_decide,
    body: confirmEligibility.input.omit({ applicationId: true }),
    response: ofApplication,
    handle: ({ actor, params, body }) => confirmEligibility(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/applications/:applicationId/waiting-place',
    permission: placeOnWaitingList.permission,
    summary: m.stays_api_place,
    response: ofApplication,
    handle: ({ actor, params }) => placeOnWaitingList(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/applications/:applicationId/bed-matches',
    permission: listBedMatches.permission,
    summary: m.stays_api_matches,
    query: z.object({ from: civilDate().optional() }),
    response: z.object({ from: z.string(), fitting: matchShape, others: matchShape }),
    handle: ({ actor, params, query }) => listBedMatches(actor, { ...params, ...query }),
  }),
  endpoint({
    method: 'POST',
    path: '/applications/:applicationId/offers',
    permission: offerBed.permission,
    summary: m.stays_api_offer,
    body: offerBed.input.omit({ applicationId: true }),
    status: 201,
    response: z.object({ offerId: z.uuid() }),
    handle: ({ actor, params, body }) => offerBed(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/applications/:applicationId/admission',
    permission: admitResident.permission,
    summary: m.stays_api_admit,
    body: admitResident.input.omit({ applicationId: true }),
    status: 201,
    response: ofStay.extend({ contractNumber: z.string() }),
    handle: ({ actor, params, body }) => admitResident(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/applications/:applicationId/withdrawal',
    permission: withdrawApplication.permission,
    summary: m.stays_api_withdraw,
    body: withdrawApplication.input.omit({ applicationId: true }),
    response: ofApplication,
    handle: ({ actor, params, body }) => withdrawApplication(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/offers/:offerId/answer',
    permission: answerOffer.permission,
    summary: m.stays_api_answer,
    body: answerOffer.input.omit({ offerId: true }),
    response: ofApplication,
    handle: ({ actor, params, body }) => answerOffer(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/offers/:offerId/withdrawal',
    permission: withdrawOffer.permission,
    summary: m.stays_api_withdraw_offer,
    body: withdrawOffer.input.omit({ offerId: true }),
    response: ofApplication,
    handle: ({ actor, params, body }) => withdrawOffer(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/waiting-list',
    permission: listWaiting.permission,
    summary: m.stays_api_waiting,
    response: listOf(placeShape),
    handle: async ({ actor }) => {
      const { places } = await listWaiting(actor);
      return { items: places.map(({ waiting, place, ahead }) => ({ ...waiting, place, ahead })), next: null };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/stays',
    permission: listStays.permission,
    summary: m.stays_api_stays,
    query: pagingQuery.extend({ on: civilDate().optional(), name: z.string().max(60).optional() }),
    response: listOf(stayRowShape.extend({ bedId: z.uuid().nullable() })),
    handle: async ({ actor, query }) => asList(await listStays(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/stays/:stayId',
    permission: findStay.permission,
    summary: m.stays_api_stay,
    response: stayRowShape.extend({
      applicationId: z.uuid(),
      dischargeCause: z.string().nullable(),
      beds: z.array(bedShape.extend({ fromOn: z.string(), untilOn: z.string().nullable() })),
    }),
    handle: ({ actor, params }) => findStay(actor, { id: params.stayId }),
  }),
  endpoint({
    method: 'POST',
    path: '/stays/:stayId/transfer',
    permission: transferResident.permission,
    summary: m.stays_api_transfer,
    body: transferResident.input.omit({ stayId: true }),
    response: ofStay,
    handle: ({ actor, params, body }) => transferResident(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/stays/:stayId/days',
    permission: listStayChanges.permission,
    summary: m.stays_api_days,
    response: z.object({
      leaves: z.array(
        z.object({
          id: z.uuid(),
          kind: z.enum(leaveKinds),
          fromOn: z.string(),
          untilOn: z.string().nullable(),
          expectedOn: z.string().nullable(),
          notifiedName: z.string().nullable(),
          notifiedAt: instantShape.nullable(),
          correctsId: z.uuid().nullable(),
          annulledAt: instantShape.nullable(),
          annulledReason: z.string().nullable(),
        }),
      ),
      corrections: z.array(
        z.object({
          what: z.enum(['admission', 'transfer', 'discharge']),
          beforeOn: z.string(),
          afterOn: z.string().nullable(),
          reason: z.string(),
          correctedAt: instantShape,
          correctedByName: z.string(),
        }),
      ),
    }),
    handle: async ({ actor, params }) =>
      (await findStay(actor, { id: params.stayId })) && listStayChanges(actor, { stayId: params.stayId }),
  }),
  endpoint({
    method: 'GET',
    path: '/away',
    permission: listAway.permission,
    summary: m.stays_api_away,
    query: z.object({ on: civilDate().optional() }),
    response: listOf(
      z.object({
        stayId: z.uuid(),
        personName: z.string(),
        kind: z.enum(leaveKinds),
        fromOn: z.string(),
        untilOn: z.string().nullable(),
        expectedOn: z.string().nullable(),
        late: z.boolean(),
      }),
    ),
    handle: async ({ actor, query }) => ({ items: await listAway(actor, query), next: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/stays/:stayId/leaves',
    permission: beginLeave.permission,
    summary: m.stays_api_leave,
    body: beginLeave.input.omit({ stayId: true }),
    status: 201,
    response: z.object({ leaveId: z.uuid() }),
    handle: ({ actor, params, body }) =>
      beginLeave(actor, { ...body, notifiedAt: body.notifiedAt?.toISOString(), ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/stays/:stayId/return',
    permission: endLeave.permission,
    summary: m.stays_api_return,
    body: endLeave.input.omit({ stayId: true }),
    response: z.object({ leaveId: z.uuid() }),
    handle: ({ actor, params, body }) => endLeave(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/stays/:stayId/leaves/:leaveId/correction',
    permission: correctLeave.permission,
    summary: m.stays_api_correct_leave,
    body: correctLeave.input.omit({ stayId: true, leaveId: true }),
    response: ofStay,
    handle: ({ actor, params, body }) => correctLeave(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/stays/:stayId/corrections',
    permission: correctStay.permission,
    summary: m.stays_api_correct,
    body: correctStay.input.omit({ stayId: true }),
    response: ofStay,
    handle: ({ actor, params, body }) => correctStay(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/stays/:stayId/swap',
    permission: swapResidents.permission,
    summary: m.stays_api_swap,
    body: swapResidents.input.omit({ stayId: true }),
    response: ofStay,
    handle: ({ actor, params, body }) => swapResidents(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/stays/:stayId/discharge',
    permission: dischargeResident.permission,
    summary: m.stays_api_discharge,
    body: dischargeResident.input.omit({ stayId: true }),
    response: ofStay.extend({ bedId: z.uuid() }),
    handle: ({ actor, params, body }) => dischargeResident(actor, { ...body, ...params }),
  }),
];
