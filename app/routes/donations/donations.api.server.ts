import { z } from 'zod';
import { admitEntity, qualifyEntity } from '~/domain/donations/admit-entity';
import {
  changeAppeal,
  discardDraft,
  draftAppeal,
  endAppeal,
  filePlan,
  findAppeal,
  findOpenAppeal,
  listAppeals,
  listAppealsToGive,
  listFreeNeeds,
  listNamedNeeds,
  listOpenAppeals,
  nameMoneyNeed,
  nameNeed,
  postUpdate,
  publishAppeal,
  reportAppeal,
  withdrawNeed,
} from '~/domain/donations/appeals';
import { changeEntity, correctQualification, endQualification } from '~/domain/donations/change-entity';
import { findGift, findOwnGift } from '~/domain/donations/get-gift';
import { findDonors, linkDonor, listDonorAccounts, unlinkDonor } from '~/domain/donations/link-donor';
import { listBankLinesToTie } from '~/domain/donations/list-bank-lines-to-tie';
import { listGivingChoices, listReceivingEntities } from '~/domain/donations/list-entities';
import { listGifts } from '~/domain/donations/list-gifts';
import { listOwnGifts } from '~/domain/donations/list-own-gifts';
import { openPurpose } from '~/domain/donations/open-purpose';
import { orderGift, payGift, prepareGiftOrder } from '~/domain/donations/pay-gift';
import { pledgeGoods, pledgeMoney } from '~/domain/donations/pledge-gift';
import { recordCashGift } from '~/domain/donations/record-money';
import { declineReturn, listReturns, proposeReturn } from '~/domain/donations/return-gift';
import { revealDonor } from '~/domain/donations/reveal-donor';
import { setDonorMail, setGiftMail } from '~/domain/donations/set-donor-mail';
import { bookReviewedGift } from '~/domain/donations/take-online-gift';
import { takeUnpledgedLine, tieBankLine } from '~/domain/donations/tie-bank-line';
import { unnameGiver } from '~/domain/donations/unname-giver';
import { withdrawPledge } from '~/domain/donations/withdraw-pledge';
import { addDays } from '~/domain/kernel/plain-date';
import { approveReturn } from '~/domain/receipts/approve-return';
import { correctDonor, nameDonor } from '~/domain/receipts/name-donor';
import { m } from '~/words/generated/messages';
import { asList, endpoint, fenShape, instantShape, listOf, pagingQuery } from '../api/endpoint.server';
import { useShape } from './gift-use.server';

const giftShape = z.object({
  id: z.uuid(),
  reference: z.string(),
  kind: z.enum(['money', 'goods']),
  status: z.enum(['pledged', 'received', 'inspected', 'stocked', 'refused', 'withdrawn', 'returned']),
  donorId: z.uuid().nullable(),
  donorName: z.string().nullable(),
  payerName: z.string().nullable(),
  entityId: z.uuid(),
  purposeCode: z.string(),
  anonymous: z.boolean(),
  source: z.string(),
  externalKey: z.string().nullable(),
  pledgedOn: z.string(),
  pledgedFen: fenShape.nullable(),
  receivedOn: z.string().nullable(),
  receivedFen: fenShape.nullable(),
  handler: z.string().nullable(),
  bankLineId: z.uuid().nullable(),
  orderId: z.uuid().nullable(),
  entryId: z.uuid().nullable(),
  appealId: z.uuid().nullable(),
  appealTitle: z.string().nullable(),
  appealTitleEn: z.string().nullable(),
  /** It was stocked and nothing of it lies in the store any more, not even set aside. */
  nothingLeft: z.boolean(),
});

/** A gift as its own donor sees it. */
const ownGiftShape = giftShape.omit({
  source: true,
  externalKey: true,
  bankLineId: true,
  orderId: true,
  entryId: true,
  payerName: true,
});

const itemShape = z.object({
  id: z.uuid(),
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  pledged: z.int(),
  received: z.int().nullable(),
  accepted: z.int().nullable(),
  refusalReason: z.string().nullable(),
  valueFen: fenShape.nullable(),
});

/** What left a lot for good, and what a sale brought to the purpose after its costs. */
const leftShape = z.object({
  kind: z.enum(['count', 'write_off', 'sale']),
  /** Negative when a count found some. */
  pieces: z.int(),
  broughtFen: fenShape.nullable(),
});

/** `quantity` is what was stocked: `handedOver`, `setAside`, `remaining` and the pieces of `left` together. */
const lotShape = z.object({
  id: z.uuid(),
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  quantity: z.int(),
  remaining: z.int(),
  handedOver: z.int(),
  setAside: z.int(),
  left: z.array(leftShape),
  expiresOn: z.string().nullable(),
});

const whole = {
  items: z.array(itemShape),
  lots: z.array(lotShape),
  /** Of a gift that went back: when, why, how much; whether the provider is still at it, and when it had sent it. */
  returned: z
    .object({
      on: z.string(),
      reason: z.string(),
      amountFen: fenShape,
      /** Number at the provider of online money that was sent back by hand. */
      sentBackNumber: z.string().nullable(),
      underWay: z.boolean(),
      refundedOn: z.string().nullable(),
    })
    .optional(),
};
const giftId = z.object({ giftId: z.uuid() });

const pledged = giftId.extend({
  reference: z.string(),
  account: z.object({ holder: z.string(), bank: z.string(), number: z.string() }),
});

/** A donor as finance finds them; the telephone masked. */
const donorShape = z.object({
  id: z.uuid(),
  kind: z.enum(['person', 'organisation']),
  name: z.string(),
  creditCode: z.string().nullable(),
  phone: z.string().nullable(),
});

const giftQuery = pagingQuery.extend({
  kind: z.enum(['money', 'goods']).optional(),
  status: giftShape.shape.status.optional(),
  donorId: z.uuid().optional(),
  purposeId: z.uuid().optional(),
  text: z.string().max(60).optional(),
});

const giving = [
  endpoint({
    method: 'GET',
    path: '/giving-choices',
    permission: listGivingChoices.permission,
    summary: m.donations_api_choices,
    response: z.object({
      entities: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          accountHolder: z.string(),
          accountBank: z.string(),
          accountNumber: z.string(),
        }),
      ),
      purposes: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          nameEn: z.string(),
          forBeds: z.boolean(),
          forHomes: z.boolean(),
        }),
      ),
      providers: z.array(z.string()),
    }),
    handle: ({ actor }) => listGivingChoices(actor, {}),
  }),
  endpoint({
    method: 'GET',
    path: '/gifts',
    permission: listGifts.permission,
    summary: m.donations_api_list,
    query: giftQuery,
    response: listOf(giftShape),
    handle: async ({ actor, query }) => asList(await listGifts(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/gifts/:giftId',
    permission: findGift.permission,
    summary: m.donations_api_find,
    response: giftShape.extend({
      ...whole,
      lots: z.array(lotShape.extend({ left: z.array(leftShape.extend({ changeId: z.uuid() })) })),
      /** Masked: where its receipt goes, and where those of its donor go that name no address of their own. */
      giftMail: z.string().nullable(),
      donorMail: z.string().nullable(),
      /** Whether money that came for it waits in the review. */
      moneyWaits: z.boolean(),
    }),
    handle: ({ actor, params }) => findGift(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/money',
    permission: pledgeMoney.permission,
    summary: m.donations_api_pledge_money,
    body: pledgeMoney.input,
    status: 201,
    response: pledged,
    handle: ({ actor, body }) => pledgeMoney(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/goods',
    permission: pledgeGoods.permission,
    summary: m.donations_api_pledge_goods,
    body: pledgeGoods.input,
    status: 201,
    response: pledged,
    handle: ({ actor, body }) => pledgeGoods(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/cash',
    permission: recordCashGift.permission,
    summary: m.donations_api_cash,
    // Sent again it is known by its Idempotency-Key.
    body: recordCashGift.input.omit({ giftId: true }),
    status: 201,
    response: giftId.extend({ reference: z.string() }),
    handle: ({ actor, body }) => recordCashGift(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/donor',
    permission: nameDonor.permission,
    summary: m.donations_api_name_donor,
    body: nameDonor.input.omit({ giftId: true }),
    response: giftId.extend({ waits: z.int(), found: z.int() }),
    handle: ({ actor, params, body }) => nameDonor(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/donor-correction',
    permission: correctDonor.permission,
    summary: m.donations_api_correct_donor,
    body: correctDonor.input.omit({ giftId: true }),
    response: giftId.extend({ waits: z.int(), found: z.int() }),
    handle: ({ actor, params, body }) => correctDonor(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/unnaming',
    permission: unnameGiver.permission,
    summary: m.donations_api_unname,
    body: unnameGiver.input.omit({ giftId: true }),
    response: giftId,
    handle: ({ actor, params, body }) => unnameGiver(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/reveals',
    permission: revealDonor.permission,
    summary: m.donations_api_reveal,
    body: revealDonor.input.omit({ giftId: true }),
    response: z.object({ phone: z.string().nullable(), mail: z.string().nullable() }),
    handle: ({ actor, params, body }) => revealDonor(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'PUT',
    path: '/gifts/:giftId/mail',
    permission: setGiftMail.permission,
    summary: m.donations_api_gift_mail,
    body: setGiftMail.input.omit({ giftId: true }),
    response: giftId,
    handle: ({ actor, params, body }) => setGiftMail(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/donors',
    permission: findDonors.permission,
    summary: m.donations_api_find_donors,
    query: z.object({ search: z.string().min(1).max(60) }),
    response: z.object({ items: z.array(donorShape.extend({ account: z.string().nullable() })) }),
    handle: async ({ actor, query }) => ({ items: await findDonors(actor, query) }),
  }),
  endpoint({
    method: 'GET',
    path: '/donor-accounts',
    permission: listDonorAccounts.permission,
    summary: m.donations_api_accounts,
    query: z.object({ text: z.string().max(60).optional() }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          userName: z.string(),
          name: z.string(),
          disabledAt: instantShape.nullable(),
          donor: donorShape.nullable(),
        }),
      ),
    }),
    handle: async ({ actor, query }) => ({ items: await listDonorAccounts(actor, query) }),
  }),
  endpoint({
    method: 'POST',
    path: '/donor-accounts/:userId/link',
    permission: linkDonor.permission,
    summary: m.donations_api_link_donor,
    body: linkDonor.input.omit({ userId: true }),
    response: z.object({ userId: z.uuid() }),
    handle: ({ actor, params, body }) => linkDonor(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/donor-accounts/:userId/unlink',
    permission: unlinkDonor.permission,
    summary: m.donations_api_unlink_donor,
    body: unlinkDonor.input.omit({ userId: true }),
    response: z.object({ userId: z.uuid() }),
    handle: ({ actor, params, body }) => unlinkDonor(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'PUT',
    path: '/donors/:donorId/mail',
    permission: setDonorMail.permission,
    summary: m.donations_api_donor_mail,
    body: setDonorMail.input.omit({ donorId: true }),
    response: z.object({ donorId: z.uuid() }),
    handle: ({ actor, params, body }) => setDonorMail(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/withdrawal',
    permission: withdrawPledge.permission,
    summary: m.donations_api_withdraw,
    body: withdrawPledge.input.omit({ giftId: true }),
    response: giftId,
    handle: ({ actor, params, body }) => withdrawPledge(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/orders',
    permission: orderGift.permission,
    summary: m.donations_api_order,
    body: orderGift.input.omit({ giftId: true }),
    status: 201,
    response: z.object({
      number: z.string(),
      amountFen: fenShape,
      expiresAt: instantShape,
      /** A link to follow or the text of a code to scan. */
      kind: z.enum(['link', 'code']).nullable(),
      forward: z.string().nullable(),
    }),
    handle: async ({ actor, params, body }) => {
      const ordered = await payGift(actor, { ...body, ...params });
      if (!ordered.ok) return ordered;
      const prepared = await prepareGiftOrder(actor, {
        orderId: ordered.value.orderId,
        returnPath: `/give/pay/${ordered.value.number}?ask=1`,
        clientAddress: '',
      });
      if (!prepared.ok) return prepared;
      const { number, amountFen, expiresAt, forwardKind: kind, forward } = prepared.value;
      return { number, amountFen, expiresAt, kind, forward };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/gift-returns',
    permission: listReturns.permission,
    summary: m.donations_api_returns,
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          giftId: z.uuid(),
          reference: z.string(),
          means: z.string().nullable(),
          amountFen: fenShape,
          reason: z.string(),
          sentBackNumber: z.string().nullable(),
          proposedByName: z.string(),
          proposedAt: instantShape,
        }),
      ),
    }),
    handle: async ({ actor }) => ({ items: await listReturns(actor, {}) }),
  }),
  endpoint({
    method: 'POST',
    path: '/gifts/:giftId/returns',
    permission: proposeReturn.permission,
    summary: m.donations_api_propose_return,
    body: proposeReturn.input.omit({ giftId: true }),
    status: 201,
    response: z.object({ returnId: z.uuid() }),
    handle: ({ actor, params, body }) => proposeReturn(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/gift-returns/:returnId/approval',
    permission: approveReturn.permission,
    summary: m.donations_api_approve_return,
    response: giftId,
    handle: ({ actor, params }) => approveReturn(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/gift-returns/:returnId/refusal',
    permission: declineReturn.permission,
    summary: m.donations_api_decline_return,
    body: declineReturn.input.omit({ returnId: true }),
    response: z.object({ returnId: z.uuid() }),
    handle: ({ actor, params, body }) => declineReturn(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/payment-reviews/:reviewId/gift',
    permission: bookReviewedGift.permission,
    summary: m.donations_api_book_review,
    body: bookReviewedGift.input.omit({ reviewId: true }),
    status: 201,
    response: giftId,
    handle: ({ actor, params, body }) => bookReviewedGift(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/my/gifts',
    permission: listOwnGifts.permission,
    summary: m.donations_api_own,
    query: pagingQuery,
    response: listOf(ownGiftShape),
    handle: async ({ actor, query }) => asList(await listOwnGifts(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/my/gifts/:giftId',
    permission: findOwnGift.permission,
    summary: m.donations_api_own_find,
    response: ownGiftShape.extend({ ...whole, use: useShape, moneyWaits: z.boolean() }),
    handle: ({ actor, params }) => findOwnGift(actor, params),
  }),
];

const lineShape = z.object({
  id: z.uuid(),
  bookedOn: z.string(),
  amountFen: fenShape,
  counterpartyName: z.string(),
  summary: z.string(),
  remark: z.string(),
  references: z.array(z.string()),
  /** Why it did not match by itself; null while it is being matched. */
  doubt: z.string().nullable(),
  suggested: z.array(
    z.object({ reference: z.string(), donorName: z.string().nullable(), pledgedOn: z.string() }),
  ),
});

const bank = [
  endpoint({
    method: 'GET',
    path: '/gift-bank-lines',
    permission: listBankLinesToTie.permission,
    summary: m.donations_api_bank_lines,
    query: pagingQuery.pick({ after: true }),
    response: listOf(lineShape),
    handle: async ({ actor, query }) => asList(await listBankLinesToTie(actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/gift-bank-lines/:lineId/tie',
    permission: tieBankLine.permission,
    summary: m.donations_api_tie,
    body: tieBankLine.input.omit({ lineId: true }),
    response: giftId,
    handle: ({ actor, params, body }) => tieBankLine(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/gift-bank-lines/:lineId/gift',
    permission: takeUnpledgedLine.permission,
    summary: m.donations_api_take_line,
    body: takeUnpledgedLine.input.omit({ lineId: true }),
    status: 201,
    response: giftId,
    handle: ({ actor, params, body }) => takeUnpledgedLine(actor, { ...body, ...params }),
  }),
];

const entityShape = z.object({
  id: z.uuid(),
  name: z.string(),
  creditCode: z.string().nullable(),
  accountHolder: z.string(),
  accountBank: z.string(),
  accountNumber: z.string(),
  receiptPrefix: z.string(),
  handler: z.string(),
  qualifications: z.array(
    z.object({
      id: z.uuid(),
      kind: z.string(),
      number: z.string(),
      validFrom: z.string(),
      /** Last day on which it holds. */
      validUntil: z.string().nullable(),
    }),
  ),
});

const organisationId = z.object({ organisationId: z.uuid() });
const qualificationId = z.object({ qualificationId: z.uuid() });

const settingUp = [
  endpoint({
    method: 'GET',
    path: '/receiving-entities',
    permission: listReceivingEntities.permission,
    summary: m.donations_api_receivers,
    response: z.object({ items: z.array(entityShape) }),
    handle: async ({ actor }) => ({
      items: (await listReceivingEntities(actor, {})).map((entity) => ({
        ...entity,
        qualifications: entity.qualifications.map((one) => ({
          ...one,
          validUntil: one.validUntil && addDays(one.validUntil, -1),
        })),
      })),
    }),
  }),
  endpoint({
    method: 'POST',
    path: '/receiving-entities',
    permission: admitEntity.permission,
    summary: m.donations_api_admit,
    body: admitEntity.input,
    status: 201,
    response: organisationId.extend({ admitted: z.boolean() }),
    handle: ({ actor, body }) => admitEntity(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/receiving-entities/:organisationId/qualifications',
    permission: qualifyEntity.permission,
    summary: m.donations_api_qualify,
    body: qualifyEntity.input.omit({ organisationId: true }),
    status: 201,
    response: organisationId,
    handle: ({ actor, params, body }) => qualifyEntity(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'PUT',
    path: '/receiving-entities/:organisationId',
    permission: changeEntity.permission,
    summary: m.donations_api_change_entity,
    body: changeEntity.input.omit({ organisationId: true }),
    response: organisationId,
    handle: ({ actor, params, body }) => changeEntity(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'PUT',
    path: '/receiving-qualifications/:qualificationId',
    permission: correctQualification.permission,
    summary: m.donations_api_correct_qualification,
    body: correctQualification.input.omit({ qualificationId: true }),
    response: qualificationId,
    handle: ({ actor, params, body }) => correctQualification(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/receiving-qualifications/:qualificationId/end',
    permission: endQualification.permission,
    summary: m.donations_api_end_qualification,
    body: endQualification.input.omit({ qualificationId: true }),
    response: qualificationId,
    handle: ({ actor, params, body }) => endQualification(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/gift-purposes',
    permission: openPurpose.permission,
    summary: m.donations_api_purpose,
    body: openPurpose.input,
    status: 201,
    response: z.object({ purposeId: z.uuid(), opened: z.boolean() }),
    handle: ({ actor, body }) => openPurpose(actor, body),
  }),
];

const appealShape = z.object({
  id: z.uuid(),
  kind: z.enum(['open', 'directed']),
  urgent: z.boolean(),
  title: z.string(),
  titleEn: z.string(),
  about: z.string(),
  aboutEn: z.string().nullable(),
  entityId: z.uuid(),
  purposeCode: z.string(),
  goalFen: fenShape.nullable(),
  receivedFen: fenShape,
  gifts: z.int(),
  startsOn: z.string(),
  endsOn: z.string(),
  planNumber: z.string().nullable(),
  planFiledOn: z.string().nullable(),
  /** Day on which the draft was changed in what the filed plan says; it is then to be filed anew. */
  planChangedOn: z.string().nullable(),
  status: z.enum(['draft', 'published', 'ended', 'reported']),
  endedOn: z.string().nullable(),
  reportDueOn: z.string().nullable(),
  report: z.string().nullable(),
});

const needShape = z.object({
  id: z.uuid(),
  name: z.string(),
  spec: z.string(),
  unit: z.string(),
  quantity: z.int().nullable(),
  amountFen: fenShape.nullable(),
  accepted: z.int(),
  origin: z.enum(['centre', 'household', 'visit']),
});

const appealId = z.object({ appealId: z.uuid() });

/** An appeal as everybody may know it. */
const openAppealShape = appealShape
  .pick({
    id: true,
    urgent: true,
    title: true,
    titleEn: true,
    about: true,
    aboutEn: true,
    purposeCode: true,
    goalFen: true,
    receivedFen: true,
    gifts: true,
    startsOn: true,
    endsOn: true,
    planNumber: true,
  })
  .extend({
    running: z.boolean(),
    /** Day by which the report is due of one that is over and not reported. */
    wholeReportDueOn: z.string().nullable(),
    reportLate: z.boolean(),
  });

const asking = [
  endpoint({
    method: 'GET',
    path: '/appeals-to-give',
    permission: listAppealsToGive.permission,
    summary: m.donations_api_appeals_to_give,
    response: z.object({
      items: z.array(
        appealShape
          .pick({ id: true, kind: true, urgent: true, title: true, titleEn: true })
          .extend({ entityName: z.string(), purposeName: z.string() }),
      ),
    }),
    handle: async ({ actor }) => ({ items: await listAppealsToGive(actor, {}) }),
  }),
  endpoint({
    method: 'GET',
    path: '/open-appeals',
    permission: listOpenAppeals.permission,
    summary: m.donations_api_open_appeals,
    response: z.object({ items: z.array(openAppealShape) }),
    handle: async ({ actor }) => ({ items: await listOpenAppeals(actor, {}) }),
  }),
  endpoint({
    method: 'GET',
    path: '/open-appeals/:appealId',
    permission: findOpenAppeal.permission,
    summary: m.donations_api_open_appeal,
    response: openAppealShape.extend({
      needs: z.array(needShape.omit({ origin: true })),
      updates: z.array(z.object({ id: z.uuid(), onDate: z.string(), text: z.string() })),
    }),
    handle: ({ actor, params }) => findOpenAppeal(actor, params),
  }),
  endpoint({
    method: 'GET',
    path: '/appeals',
    permission: listAppeals.permission,
    summary: m.donations_api_appeals,
    response: z.object({ items: z.array(appealShape) }),
    query: z.object({ due: z.enum(['soon', 'late']).optional(), ready: z.stringbool().optional() }),
    handle: async ({ actor, query }) => ({ items: await listAppeals(actor, query) }),
  }),
  endpoint({
    method: 'GET',
    path: '/appeals/:appealId',
    permission: findAppeal.permission,
    summary: m.donations_api_appeal,
    response: appealShape.extend({
      needs: z.array(needShape.extend({ note: z.string().nullable(), namedBy: z.string() })),
      updates: z.array(z.object({ id: z.uuid(), onDate: z.string(), text: z.string() })),
      /** Of a draft for an emergency: days by which, once it is published, its plan is to be filed and the public first told. */
      emergency: z.object({ planBy: z.string().nullable(), firstReportBy: z.string() }).optional(),
    }),
    handle: ({ actor, params }) => findAppeal(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/appeals',
    permission: draftAppeal.permission,
    summary: m.donations_api_draft_appeal,
    body: draftAppeal.input,
    status: 201,
    response: appealId,
    handle: ({ actor, body }) => draftAppeal(actor, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/appeals/:appealId',
    permission: changeAppeal.permission,
    summary: m.donations_api_change_appeal,
    body: changeAppeal.input.omit({ appealId: true }),
    response: appealId,
    handle: ({ actor, params, body }) => changeAppeal(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/appeals/:appealId/plan',
    permission: filePlan.permission,
    summary: m.donations_api_file_plan,
    body: filePlan.input.omit({ appealId: true }),
    response: appealId,
    handle: ({ actor, params, body }) => filePlan(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/appeals/:appealId/publication',
    permission: publishAppeal.permission,
    summary: m.donations_api_publish_appeal,
    response: appealId,
    handle: ({ actor, params }) => publishAppeal(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/appeals/:appealId/updates',
    permission: postUpdate.permission,
    summary: m.donations_api_update_appeal,
    body: postUpdate.input.omit({ appealId: true }),
    status: 201,
    response: appealId,
    handle: ({ actor, params, body }) => postUpdate(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/appeals/:appealId/discard',
    permission: discardDraft.permission,
    summary: m.donations_api_discard_appeal,
    body: discardDraft.input.omit({ appealId: true }),
    response: appealId,
    handle: ({ actor, params, body }) => discardDraft(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'POST',
    path: '/appeals/:appealId/end',
    permission: endAppeal.permission,
    summary: m.donations_api_end_appeal,
    response: appealId,
    handle: ({ actor, params }) => endAppeal(actor, params),
  }),
  endpoint({
    method: 'POST',
    path: '/appeals/:appealId/report',
    permission: reportAppeal.permission,
    summary: m.donations_api_report_appeal,
    body: reportAppeal.input.omit({ appealId: true }),
    response: appealId,
    handle: ({ actor, params, body }) => reportAppeal(actor, { ...body, ...params }),
  }),
  endpoint({
    method: 'GET',
    path: '/gift-needs',
    permission: listFreeNeeds.permission,
    summary: m.donations_api_needs,
    response: z.object({
      items: z.array(needShape.extend({ note: z.string().nullable(), namedAt: instantShape })),
    }),
    handle: async ({ actor }) => ({ items: await listFreeNeeds(actor, {}) }),
  }),
  endpoint({
    method: 'GET',
    path: '/gift-needs/named',
    permission: listNamedNeeds.permission,
    summary: m.donations_api_named_needs,
    response: z.object({
      items: z.array(
        needShape.omit({ origin: true }).extend({
          namedBy: z.string(),
          namedAt: instantShape,
          state: z.enum(['open', 'drafted', 'asked', 'met', 'unmet', 'withdrawn']),
          withdrawnOn: z.string().nullable(),
          withdrawnReason: z.string().nullable(),
        }),
      ),
    }),
    handle: async ({ actor }) => ({ items: await listNamedNeeds(actor, {}) }),
  }),
  endpoint({
    method: 'POST',
    path: '/gift-needs/goods',
    permission: nameNeed.permission,
    summary: m.donations_api_name_need,
    body: nameNeed.input,
    status: 201,
    response: z.object({ needId: z.uuid() }),
    handle: ({ actor, body }) => nameNeed(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/gift-needs/money',
    permission: nameMoneyNeed.permission,
    summary: m.donations_api_name_money_need,
    body: nameMoneyNeed.input,
    status: 201,
    response: z.object({ needId: z.uuid() }),
    handle: ({ actor, body }) => nameMoneyNeed(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/gift-needs/:needId/withdrawal',
    permission: withdrawNeed.permission,
    summary: m.donations_api_withdraw_need,
    body: withdrawNeed.input.omit({ needId: true }),
    response: z.object({ needId: z.uuid() }),
    handle: ({ actor, params, body }) => withdrawNeed(actor, { ...body, ...params }),
  }),
];

export const donationEndpoints = [...giving, ...bank, ...settingUp, ...asking];
