import { z } from 'zod';
import {
  declineCorrection,
  listCorrections,
  proposeCorrection,
  publishCorrection,
} from '~/domain/donations/correct-disclosure';
import {
  askAboutGoods,
  decideGoodsInterest,
  findGoodsInterest,
  listGoodsInterests,
} from '~/domain/donations/goods-interests';
import { listOwnMonthlyGifts, startMonthlyGift, stopMonthlyGift } from '~/domain/donations/monthly-gifts';
import {
  findGiftReport,
  listReportLinks,
  monthsRefusals,
  revokeReportLink,
} from '~/domain/donations/share-report';
import {
  decideHousehold,
  findHouseholdOfGift,
  listHouseholdsInReview,
  listHouseholdsToTie,
  tieGiftToHousehold,
} from '~/domain/donations/tie-household';
import { dateOf } from '~/domain/kernel/plain-date';
import { refuse } from '~/domain/kernel/refusals';
import { m } from '~/words/generated/messages';
import { endpoint, fenShape, instantShape } from '../api/endpoint.server';
import { purposeNamed, received, usedFen, usedShape } from './gift-use.server';

const correctionId = z.object({ correctionId: z.uuid() });
const linkId = z.object({ linkId: z.uuid() });
const month = z.string({ error: 'REPORT.MONTH_FORM' }).regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'REPORT.MONTH_FORM');

const corrections = [
  endpoint({
    method: 'GET',
    path: '/disclosure-corrections',
    permission: listCorrections.permission,
    summary: m.donations_api_corrections,
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          figure: z.string(),
          purposeCode: z.string().nullable(),
          month: z.string().nullable(),
          oldFen: fenShape,
          newFen: fenShape,
          reason: z.string(),
          status: z.enum(['proposed', 'published', 'declined']),
          proposedByName: z.string(),
          proposedAt: instantShape,
          decidedByName: z.string().nullable(),
          decidedAt: instantShape.nullable(),
          /** Why it was declined. */
          decisionReason: z.string().nullable(),
        }),
      ),
    }),
    handle: async ({ actor }) => ({ items: await listCorrections(actor, {}) }),
  }),
  endpoint({
    method: 'POST',
    path: '/disclosure-corrections',
    permission: proposeCorrection.permission,
    summary: m.donations_api_propose_correction,
    body: proposeCorrection.input,
    status: 201,
    response: correctionId,
    handle: ({ actor, body }) => proposeCorrection(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/disclosure-corrections/:correctionId/publication',
    permission: publishCorrection.permission,
    summary: m.donations_api_publish_correction,
    body: z.object({}),
    response: correctionId,
    handle: ({ actor, params }) => publishCorrection(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/disclosure-corrections/:correctionId/decline',
    permission: declineCorrection.permission,
    summary: m.donations_api_decline_correction,
    body: declineCorrection.input.omit({ correctionId: true }),
    response: correctionId,
    handle: ({ actor, params, body }) => declineCorrection(actor, { ...body, ...params }),
  }),
];

/** Links are made and renewed at the page alone: an answer of the API is kept for its key, and a secret is kept nowhere. */
const reports = [
  endpoint({
    method: 'GET',
    path: '/gift-report',
    permission: findGiftReport.permission,
    summary: m.donations_api_report,
    query: z.object({ from: month, until: month }),
    response: z.object({
      asOf: instantShape,
      reconciled: z.boolean(),
      ...received,
      received: z.array(purposeNamed.extend({ month: z.string(), ...received })),
      moneyUsed: z.array(usedShape),
      goodsUsed: z.array(usedShape),
      /** Used in sums that do not touch the months of the report. */
      otherMonths: usedFen,
      notItemised: usedFen,
      /** Of all months, as the public reads them. */
      total: usedFen.extend({ goodsLostFen: fenShape }),
      smallestGroup: z.int(),
    }),
    handle: async ({ actor, query }) => {
      const wrong = monthsRefusals(dateOf(actor.at ?? new Date()), query);
      return wrong.length > 0 ? refuse(...wrong) : findGiftReport(actor, query);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/report-links',
    permission: listReportLinks.permission,
    summary: m.donations_api_report_links,
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          fromMonth: z.string(),
          untilMonth: z.string(),
          reader: z.string(),
          madeAt: instantShape,
          expiresAt: instantShape,
          /** For how many days it was made or renewed. */
          days: z.int(),
          state: z.enum(['open', 'expired', 'revoked']),
        }),
      ),
    }),
    handle: async ({ actor }) => ({ items: await listReportLinks(actor, {}) }),
  }),
  endpoint({
    method: 'POST',
    path: '/report-links/:linkId/revocation',
    permission: revokeReportLink.permission,
    summary: m.donations_api_revoke_link,
    body: z.object({}),
    response: linkId,
    handle: ({ actor, params }) => revokeReportLink(actor, params),
  }),
];

const giftId = z.object({ giftId: z.uuid() });

const households = [
  endpoint({
    method: 'GET',
    path: '/gift-households',
    permission: listHouseholdsInReview.permission,
    summary: m.donations_api_households_in_review,
    response: z.object({
      items: z.array(
        z.object({
          giftId: z.uuid(),
          reference: z.string(),
          doubts: z.array(z.string()),
          tiedAt: instantShape,
        }),
      ),
    }),
    handle: async ({ actor }) => ({ items: await listHouseholdsInReview(actor, {}) }),
  }),
  endpoint({
    method: 'GET',
    path: '/households-to-tie',
    permission: listHouseholdsToTie.permission,
    summary: m.donations_api_households_to_tie,
    query: z.object({ name: z.string().max(60) }),
    response: z.object({
      items: z.array(z.object({ id: z.uuid(), head: z.string().nullable(), village: z.string().nullable() })),
    }),
    handle: async ({ actor, query }) => ({ items: await listHouseholdsToTie(actor, query) }),
  }),
  endpoint({
    method: 'GET',
    path: '/gifts/:giftId/household',
    permission: findHouseholdOfGift.permission,
    summary: m.donations_api_household,
    response: z.object({
      householdId: z.uuid(),
      declared: z.enum(['none', 'unknown']),
      doubts: z.array(z.string()),
      status: z.enum(['tied', 'review', 'declined']),
      reason: z.string().nullable(),
    }),
    handle: ({ actor, params }) => findHouseholdOfGift(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/household',
    permission: tieGiftToHousehold.permission,
    summary: m.donations_api_tie_household,
    body: tieGiftToHousehold.input.omit({ giftId: true }),
    status: 201,
    response: giftId.extend({ status: z.enum(['tied', 'review']) }),
    handle: ({ actor, params, body }) => tieGiftToHousehold(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/household/decision',
    permission: decideHousehold.permission,
    summary: m.donations_api_decide_household,
    body: decideHousehold.input.omit({ giftId: true }),
    response: giftId,
    handle: ({ actor, params, body }) => decideHousehold(actor, { ...body, ...params }),
  }),
];

const allocationId = z.object({ allocationId: z.uuid() });

/** The giver of one gift, compared with whom goods of it reach. */
const findingShape = z.object({
  giftId: z.uuid(),
  reference: z.string(),
  householdId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  finding: z.enum(['same-phone', 'same-name']),
});

const goodsInterests = [
  endpoint({
    method: 'GET',
    path: '/goods/interests',
    permission: listGoodsInterests.permission,
    summary: m.donations_api_goods_in_review,
    query: z.object({ status: z.enum(['review', 'found']).default('review') }),
    response: z.object({
      items: z.array(
        allocationId.extend({
          references: z.array(z.string()),
          findings: z.array(findingShape.shape.finding),
          handedOverOn: z.string().nullable(),
          askedAt: instantShape,
        }),
      ),
    }),
    handle: async ({ actor, query }) => ({
      items: (await listGoodsInterests(actor, query)).map(({ allocation, ...one }) => ({
        ...one,
        handedOverOn: allocation.handedOverOn,
      })),
    }),
  }),
  endpoint({
    method: 'GET',
    path: '/goods/allocations/:allocationId/interest',
    permission: findGoodsInterest.permission,
    summary: m.donations_api_goods_interest,
    response: z.object({
      items: z.array(
        findingShape.extend({
          status: z.enum(['review', 'cleared', 'declined', 'found']),
          askedAt: instantShape,
          decidedAt: instantShape.nullable(),
          reason: z.string().nullable(),
        }),
      ),
      unasked: z.array(findingShape),
    }),
    handle: ({ actor, params }) => findGoodsInterest(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/goods/allocations/:allocationId/interest',
    permission: askAboutGoods.permission,
    summary: m.donations_api_ask_about_goods,
    body: z.object({}),
    status: 201,
    response: allocationId,
    handle: ({ actor, params }) => askAboutGoods(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/goods/allocations/:allocationId/interest/decision',
    permission: decideGoodsInterest.permission,
    summary: m.donations_api_decide_goods_interest,
    body: decideGoodsInterest.input.omit({ allocationId: true }),
    response: allocationId,
    handle: ({ actor, params, body }) => decideGoodsInterest(actor, { ...body, ...params }),
  }),
];

const monthlyId = z.object({ monthlyId: z.uuid() });

const monthly = [
  endpoint({
    method: 'GET',
    path: '/my/monthly-gifts',
    permission: listOwnMonthlyGifts.permission,
    summary: m.donations_api_monthly,
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          purposeCode: z.string(),
          amountFen: fenShape,
          day: z.int(),
          nextMonth: z.string(),
          status: z.enum(['active', 'stopped']),
        }),
      ),
    }),
    handle: async ({ actor }) => ({ items: await listOwnMonthlyGifts(actor, {}) }),
  }),
  endpoint({
    method: 'POST',
    path: '/my/monthly-gifts',
    permission: startMonthlyGift.permission,
    summary: m.donations_api_start_monthly,
    body: startMonthlyGift.input,
    status: 201,
    response: monthlyId,
    handle: ({ actor, body }) => startMonthlyGift(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/my/monthly-gifts/:monthlyId/stop',
    permission: stopMonthlyGift.permission,
    summary: m.donations_api_stop_monthly,
    body: z.object({}),
    response: monthlyId,
    handle: ({ actor, params }) => stopMonthlyGift(actor, params),
  }),
];

export const publicEndpoints = [...corrections, ...reports, ...households, ...goodsInterests, ...monthly];
