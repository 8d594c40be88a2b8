import { z } from 'zod';
import { approveArrangement } from '~/domain/fees/approve-arrangement';
import { approveLeaveRule } from '~/domain/fees/approve-leave-rule';
import { approveTariff } from '~/domain/fees/approve-tariff';
import { approvePayout, declinePayout } from '~/domain/fees/decide-payout';
import { declineArrangement } from '~/domain/fees/decline-arrangement';
import { declineLeaveRule } from '~/domain/fees/decline-leave-rule';
import { declineTariff } from '~/domain/fees/decline-tariff';
import { endArrangementOn } from '~/domain/fees/end-arrangement';
import { findAccount } from '~/domain/fees/find-account';
import { findOwnStatement, findStatement, listCharges } from '~/domain/fees/find-statement';
import { absenceKinds } from '~/domain/fees/leave.rules';
import { listArrangements } from '~/domain/fees/list-arrangements';
import { listArrears } from '~/domain/fees/list-arrears';
import { listClaims } from '~/domain/fees/list-claims';
import { listInvoices, listOwnInvoices, listUnpaidInvoices } from '~/domain/fees/list-invoices';
import { listLeaveRules } from '~/domain/fees/list-leave-rules';
import { listPayments } from '~/domain/fees/list-payments';
import { findRun, listGaps } from '~/domain/fees/list-runs';
import { listBands, listTariffs } from '~/domain/fees/list-tariffs';
import { movementKinds, movementMethods } from '~/domain/fees/movement.rules';
import { previewStandard, previewTariff } from '~/domain/fees/preview-prices';
import { proposeArrangement } from '~/domain/fees/propose-arrangement';
import { proposeLeaveRule } from '~/domain/fees/propose-leave-rule';
import { proposePayout } from '~/domain/fees/propose-payout';
import { proposeTariff } from '~/domain/fees/propose-tariff';
import { receiveDeposit, settlePayer, spendDeposit } from '~/domain/fees/record-movement';
import { recordPayment } from '~/domain/fees/record-payment';
import { reversePayment } from '~/domain/fees/reverse-payment';
import { monthText, runMonth } from '~/domain/fees/run-month';
import { getPriceRules, settlePriceRules } from '~/domain/fees/settle-price-rules';
import { arrangedPayers } from '~/domain/fees/share.rules';
import { tellArrears } from '~/domain/fees/tell-arrears';
import { civilDate } from '~/domain/kernel/inputs';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { providerNames } from '~/domain/payments/payment.rules';
import { findPersonName } from '~/domain/people/find-person';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { m } from '~/words/generated/messages';
import { asList, endpoint, fenShape, instantShape, listOf, pagingQuery } from '../api/endpoint.server';
import { inWords } from './bands.server';
import { statementPdf } from './statement-paper.server';

const moved = z.object({ movementId: z.uuid() });

const tariffShape = z.object({
  id: z.uuid(),
  scaleCode: z.string(),
  grade: z.string(),
  monthlyFeeFen: fenShape,
  effectiveFrom: z.string(),
  /** The day after the last one; open-ended when null. */
  effectiveUntil: z.string().nullable(),
  note: z.string().nullable(),
  status: z.enum(['proposed', 'approved', 'declined']),
  proposedByName: z.string(),
  proposedAt: instantShape,
  decidedByName: z.string().nullable(),
  decidedAt: instantShape.nullable(),
  decisionReason: z.string().nullable(),
});

const bandShape = z.object({
  scaleCode: z.string(),
  grade: z.string(),
  stretches: z.array(
    z.object({
      from: z.string(),
      until: z.string().nullable(),
      band: z
        .object({
          floorFen: fenShape,
          floorSource: z.string(),
          marketFen: fenShape,
          marketSource: z.string(),
        })
        .optional(),
      /** Up to where a fee is slightly above the floor, and by how many per cent. */
      slight: z.object({ percent: z.int(), mostFen: fenShape }).optional(),
      missing: z.array(z.string()).optional(),
    }),
  ),
});

const tariffPreviewShape = z.object({
  on: z.string(),
  month: z.string(),
  beforeFen: fenShape.nullable(),
  afterFen: fenShape,
  bills: z.array(
    z.object({
      personId: z.uuid(),
      personName: z.string(),
      ownBeforeFen: fenShape.nullable(),
      ownAfterFen: fenShape,
    }),
  ),
});

const feeOutsideShape = z.object({
  tariffId: z.uuid(),
  scaleCode: z.string(),
  grade: z.string(),
  monthlyFeeFen: fenShape,
  residents: z.int(),
  /** In the language of the request. */
  why: z.array(z.string()),
});

const claimShape = z.object({
  invoiceId: z.uuid(),
  number: z.string(),
  personId: z.uuid(),
  personName: z.string(),
  chargedFen: fenShape,
  /** Left over from corrections of earlier bills: zero or below. */
  carriedFen: fenShape,
  amountFen: fenShape,
});

const billShape = z.object({
  id: z.uuid(),
  number: z.string(),
  reference: z.string(),
  personId: z.uuid(),
  personName: z.string(),
  month: z.string(),
  chargedFen: fenShape,
  amountFen: fenShape,
  openFen: fenShape,
  state: z.enum(['open', 'part', 'paid', 'credit']),
  issuedOn: z.string(),
  dueOn: z.string(),
});

const paymentShape = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  personName: z.string(),
  invoiceId: z.uuid().nullable(),
  method: z.enum([...movementMethods, ...providerNames]),
  amountFen: fenShape,
  receivedOn: z.string(),
  payerName: z.string(),
  note: z.string().nullable(),
  reversedAt: instantShape.nullable(),
  reversalReason: z.string().nullable(),
});

const statementShape = billShape.extend({
  balanceFen: fenShape,
  groups: z.array(
    z.object({
      month: z.string(),
      corrected: z.boolean(),
      scaleCode: z.string(),
      grade: z.string(),
      monthlyFeeFen: fenShape,
      absence: z.enum(absenceKinds).nullable(),
      permille: z.int(),
      days: z.int(),
      from: z.string(),
      last: z.string(),
      amountFen: fenShape,
    }),
  ),
  shares: z.array(
    z.object({ payer: z.string(), chargedFen: fenShape, carriedFen: fenShape, amountFen: fenShape }),
  ),
  payments: z.array(paymentShape),
});

const id = z.object({ id: z.uuid() });

const tariffEndpoints = [
  endpoint({
    method: 'GET',
    path: '/tariffs',
    permission: listTariffs.permission,
    summary: m.fees_api_list_tariffs,
    query: z.object({ status: z.enum(['proposed', 'approved', 'declined']).optional() }),
    response: listOf(tariffShape),
    handle: async ({ actor, query }) => ({ items: await listTariffs(actor, query), next: null }),
  }),
  endpoint({
    method: 'GET',
    path: '/price-bands',
    permission: listBands.permission,
    summary: m.fees_api_list_bands,
    query: z.object({ from: civilDate(), until: civilDate().optional() }),
    response: listOf(bandShape),
    handle: async ({ actor, query }) => {
      const rules = await getPriceRules(actor);
      const items = (await listBands(actor, query)).map((band) => ({
        ...band,
        stretches: inWords(band.stretches, rules).map((stretch) =>
          'missing' in stretch ? { ...stretch, missing: [...stretch.missing] } : stretch,
        ),
      }));
      return { items, next: null };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/price-rules',
    permission: getPriceRules.permission,
    summary: m.fees_api_price_rules,
    response: settlePriceRules.input,
    handle: ({ actor }) => getPriceRules(actor),
  }),
  endpoint({
    method: 'PUT',
    path: '/price-rules',
    permission: settlePriceRules.permission,
    summary: m.fees_api_settle_price_rules,
    body: settlePriceRules.input,
    response: settlePriceRules.input,
    handle: ({ actor, body }) => settlePriceRules(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/tariffs/:id/preview',
    permission: previewTariff.permission,
    summary: m.fees_api_preview_tariff,
    response: tariffPreviewShape,
    handle: async ({ actor, params }) => {
      const preview = await previewTariff(actor, { tariffId: params.id });
      return preview && { ...preview, bills: [...preview.bills] };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/standards/:id/preview',
    permission: previewStandard.permission,
    summary: m.fees_api_preview_standard,
    response: z.object({ fees: z.array(feeOutsideShape) }),
    handle: async ({ actor, params }) => {
      const fees = await previewStandard(actor, { standardId: params.id });
      return (
        fees && { fees: fees.map(({ problems, ...fee }) => ({ ...fee, why: problems.map(refusalText) })) }
      );
    },
  }),
  endpoint({
    method: 'POST',
    path: '/tariffs',
    permission: proposeTariff.permission,
    summary: m.fees_api_propose_tariff,
    body: proposeTariff.input,
    status: 201,
    response: id,
    handle: ({ actor, body }) => proposeTariff(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/tariffs/:id/approval',
    permission: approveTariff.permission,
    summary: m.fees_api_approve_tariff,
    response: id,
    handle: ({ actor, params }) => approveTariff(actor, { tariffId: params.id }),
  }),
  endpoint({
    method: 'POST',
    path: '/tariffs/:id/refusal',
    permission: declineTariff.permission,
    summary: m.fees_api_decline_tariff,
    body: declineTariff.input.omit({ tariffId: true }),
    response: id,
    handle: ({ actor, params, body }) => declineTariff(actor, { tariffId: params.id, ...body }),
  }),
];

const decisionShape = {
  status: z.enum(['proposed', 'approved', 'declined']),
  proposedByName: z.string(),
  decidedByName: z.string().nullable(),
  decidedAt: instantShape.nullable(),
  decisionReason: z.string().nullable(),
};

const ruleEndpoints = [
  endpoint({
    method: 'GET',
    path: '/payer-claims',
    permission: listClaims.permission,
    summary: m.fees_api_list_claims,
    query: pagingQuery.extend({ month: monthText, payer: z.enum(arrangedPayers) }),
    response: listOf(claimShape),
    handle: async ({ actor, query }) => asList(await listClaims(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/leave-rules',
    permission: listLeaveRules.permission,
    summary: m.fees_api_list_leave_rules,
    response: listOf(
      z.object({
        id: z.uuid(),
        kind: z.enum(absenceKinds),
        effectiveFrom: z.string(),
        bands: z.array(z.object({ fromDay: z.int(), permille: z.int() })),
        source: z.string(),
        inForce: z.boolean(),
        ...decisionShape,
      }),
    ),
    handle: async ({ actor }) => ({
      items: (await listLeaveRules(actor, {})).map((rule) => ({ ...rule, bands: [...rule.bands] })),
      next: null,
    }),
  }),
  endpoint({
    method: 'POST',
    path: '/leave-rules',
    permission: proposeLeaveRule.permission,
    summary: m.fees_api_propose_leave_rule,
    body: proposeLeaveRule.input,
    status: 201,
    response: id,
    handle: ({ actor, body }) => proposeLeaveRule(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/leave-rules/:id/approval',
    permission: approveLeaveRule.permission,
    summary: m.fees_api_approve_leave_rule,
    response: id,
    handle: ({ actor, params }) => approveLeaveRule(actor, { ruleId: params.id }),
  }),
  endpoint({
    method: 'POST',
    path: '/leave-rules/:id/refusal',
    permission: declineLeaveRule.permission,
    summary: m.fees_api_decline_leave_rule,
    body: declineLeaveRule.input.omit({ ruleId: true }),
    response: id,
    handle: ({ actor, params, body }) => declineLeaveRule(actor, { ruleId: params.id, ...body }),
  }),
  endpoint({
    method: 'GET',
    path: '/payer-arrangements',
    permission: listArrangements.permission,
    summary: m.fees_api_list_arrangements,
    query: z.object({
      personId: z.uuid().optional(),
      status: z.enum(['proposed', 'approved', 'declined']).optional(),
    }),
    response: listOf(
      z.object({
        id: z.uuid(),
        personId: z.uuid(),
        personName: z.string(),
        payer: z.enum(arrangedPayers),
        monthlyFen: fenShape.nullable(),
        permille: z.int().nullable(),
        fromOn: z.string(),
        untilOn: z.string().nullable(),
        source: z.string(),
        ...decisionShape,
      }),
    ),
    handle: async ({ actor, query }) => ({ items: await listArrangements(actor, query), next: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/payer-arrangements',
    permission: proposeArrangement.permission,
    summary: m.fees_api_propose_arrangement,
    body: proposeArrangement.input,
    status: 201,
    response: id,
    handle: ({ actor, body }) => proposeArrangement(actor, body),
  }),
  endpoint({
    method: 'POST',
    path: '/payer-arrangements/:id/approval',
    permission: approveArrangement.permission,
    summary: m.fees_api_approve_arrangement,
    response: id,
    handle: ({ actor, params }) => approveArrangement(actor, { arrangementId: params.id }),
  }),
  endpoint({
    method: 'POST',
    path: '/payer-arrangements/:id/refusal',
    permission: declineArrangement.permission,
    summary: m.fees_api_decline_arrangement,
    body: declineArrangement.input.omit({ arrangementId: true }),
    response: id,
    handle: ({ actor, params, body }) => declineArrangement(actor, { arrangementId: params.id, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/payer-arrangements/:id/end',
    permission: endArrangementOn.permission,
    summary: m.fees_api_end_arrangement,
    body: endArrangementOn.input.omit({ arrangementId: true }),
    response: id,
    handle: ({ actor, params, body }) => endArrangementOn(actor, { arrangementId: params.id, ...body }),
  }),
];

const billEndpoints = [
  endpoint({
    method: 'GET',
    path: '/bills',
    permission: listInvoices.permission,
    summary: m.fees_api_list_bills,
    query: pagingQuery.extend({ month: monthText.optional(), personId: z.uuid().optional() }),
    response: listOf(billShape),
    handle: async ({ actor, query }) => asList(await listInvoices(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/bills/unpaid',
    permission: listUnpaidInvoices.permission,
    summary: m.fees_api_list_unpaid,
    query: pagingQuery.extend({ overdue: z.stringbool().optional() }),
    response: listOf(billShape),
    handle: async ({ actor, query }) => asList(await listUnpaidInvoices(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/bills/:id',
    permission: findStatement.permission,
    summary: m.fees_api_find_bill,
    response: statementShape,
    handle: async ({ actor, params }) => {
      const statement = await findStatement(actor, { id: params.id });
      return (
        statement && {
          ...statement,
          groups: [...statement.groups],
          shares: [...statement.shares],
          payments: [...statement.payments],
        }
      );
    },
  }),
  endpoint({
    method: 'GET',
    path: '/bills/:id/charges',
    permission: listCharges.permission,
    summary: m.fees_api_list_charges,
    response: listOf(
      z.object({
        day: z.string(),
        sequence: z.int(),
        grade: z.string(),
        monthlyFeeFen: fenShape,
        amountFen: fenShape,
      }),
    ),
    handle: async ({ actor, params }) => ({
      items: await listCharges(actor, { invoiceId: params.id }),
      next: null,
    }),
  }),
  endpoint({
    method: 'GET',
    path: '/bills/:id/pdf',
    permission: findStatement.permission,
    summary: m.fees_api_bill_pdf,
    response: 'application/pdf',
    handle: async ({ actor, params }) => {
      const statement = await findStatement(actor, { id: params.id });
      return statement && statementPdf(statement, { tenant: await getTenant(actor, {}), viewer: actor.name });
    },
  }),
  endpoint({
    method: 'POST',
    path: '/bills/:id/payments',
    permission: recordPayment.permission,
    summary: m.fees_api_record_payment,
    body: recordPayment.input.omit({ invoiceId: true }),
    status: 201,
    response: z.object({ paymentId: z.uuid() }),
    handle: ({ actor, params, body }) => recordPayment(actor, { invoiceId: params.id, ...body }),
  }),
  endpoint({
    method: 'GET',
    path: '/my/bills',
    permission: listOwnInvoices.permission,
    summary: m.fees_api_list_own,
    response: listOf(billShape),
    handle: async ({ actor }) => ({ items: await listOwnInvoices(actor, {}), next: null }),
  }),
  endpoint({
    method: 'GET',
    path: '/my/bills/:id',
    permission: findOwnStatement.permission,
    summary: m.fees_api_find_own,
    response: statementShape,
    handle: async ({ actor, params }) => {
      const statement = await findOwnStatement(actor, { id: params.id });
      return (
        statement && {
          ...statement,
          groups: [...statement.groups],
          shares: [...statement.shares],
          payments: [...statement.payments],
        }
      );
    },
  }),
];

const paymentEndpoints = [
  endpoint({
    method: 'GET',
    path: '/payments',
    permission: listPayments.permission,
    summary: m.fees_api_list_payments,
    query: pagingQuery.extend({ personId: z.uuid().optional() }),
    response: listOf(paymentShape),
    handle: async ({ actor, query }) => asList(await listPayments(actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/payments/:id/reversal',
    permission: reversePayment.permission,
    summary: m.fees_api_reverse_payment,
    body: reversePayment.input.omit({ paymentId: true }),
    status: 201,
    response: z.object({ paymentId: z.uuid() }),
    handle: ({ actor, params, body }) => reversePayment(actor, { paymentId: params.id, ...body }),
  }),
];

const runEndpoints = [
  endpoint({
    method: 'POST',
    path: '/billing-runs',
    permission: runMonth.permission,
    summary: m.fees_api_run_month,
    body: runMonth.input,
    status: 202,
    response: z.object({ runId: z.uuid(), begun: z.boolean() }),
    handle: ({ actor, body }) => runMonth(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/billing-runs/:id',
    permission: findRun.permission,
    summary: m.fees_api_find_run,
    response: z.object({
      id: z.uuid(),
      month: z.string(),
      requestedByName: z.string(),
      requestedAt: instantShape,
      billed: z.int(),
      blocked: z.int(),
      billedFen: fenShape,
      finishedAt: instantShape.nullable(),
    }),
    handle: ({ actor, params }) => findRun(actor, { id: params.id }),
  }),
  endpoint({
    method: 'GET',
    path: '/billing-gaps',
    permission: listGaps.permission,
    summary: m.fees_api_list_gaps,
    query: z.object({ month: monthText }),
    response: listOf(
      z.object({
        personId: z.uuid(),
        personName: z.string(),
        stayId: z.uuid(),
        fromOn: z.string(),
        untilOn: z.string(),
        code: z.string(),
        grade: z.string().nullable(),
      }),
    ),
    handle: async ({ actor, query }) => ({ items: await listGaps(actor, query), next: null }),
  }),
];

export const feeEndpoints = [
  ...tariffEndpoints,
  ...ruleEndpoints,
  ...billEndpoints,
  ...paymentEndpoints,
  ...runEndpoints,
  endpoint({
    method: 'GET',
    path: '/accounts/:personId',
    permission: findAccount.permission,
    summary: m.fees_api_account,
    response: z.object({
      balanceFen: fenShape,
      creditFen: fenShape,
      depositFen: fenShape,
      others: z.array(z.object({ payer: z.enum(arrangedPayers), owedFen: fenShape })),
      /** Online money that can go back the way it came: the `orderId` is a `method` of a payout. */
      online: z.array(
        z.object({
          orderId: z.uuid(),
          provider: z.enum(providerNames),
          receivedOn: z.string(),
          amountFen: fenShape,
          leftFen: fenShape,
        }),
      ),
      movements: z.array(
        z.object({
          id: z.uuid(),
          kind: z.enum(movementKinds),
          payer: z.enum(arrangedPayers).nullable(),
          amountFen: fenShape,
          onDate: z.string().nullable(),
          status: z.enum(['proposed', 'done', 'declined', 'failed']),
          recordedAt: instantShape,
        }),
      ),
    }),
    handle: async ({ actor, params: { personId } }) =>
      (await findPersonName(actor, { id: personId })) === undefined
        ? undefined
        : findAccount(actor, { personId }),
  }),
  endpoint({
    method: 'POST',
    path: '/accounts/:personId/deposits',
    permission: receiveDeposit.permission,
    summary: m.fees_api_deposit,
    body: receiveDeposit.input.omit({ personId: true }),
    status: 201,
    response: moved,
    handle: ({ actor, params, body }) => receiveDeposit(actor, { ...body, personId: params.personId }),
  }),
  endpoint({
    method: 'POST',
    path: '/accounts/:personId/deposit-uses',
    permission: spendDeposit.permission,
    summary: m.fees_api_deposit_use,
    body: spendDeposit.input.omit({ personId: true }),
    status: 201,
    response: moved,
    handle: ({ actor, params, body }) => spendDeposit(actor, { ...body, personId: params.personId }),
  }),
  endpoint({
    method: 'POST',
    path: '/accounts/:personId/settlements',
    permission: settlePayer.permission,
    summary: m.fees_api_settle,
    body: settlePayer.input.omit({ personId: true }),
    status: 201,
    response: moved,
    handle: ({ actor, params, body }) => settlePayer(actor, { ...body, personId: params.personId }),
  }),
  endpoint({
    method: 'POST',
    path: '/accounts/:personId/payouts',
    permission: proposePayout.permission,
    summary: m.fees_api_payout,
    body: proposePayout.input.omit({ personId: true }),
    status: 201,
    response: moved,
    handle: ({ actor, params, body }) => proposePayout(actor, { ...body, personId: params.personId }),
  }),
  endpoint({
    method: 'POST',
    path: '/payouts/:movementId/approval',
    permission: approvePayout.permission,
    summary: m.fees_api_payout_approve,
    response: moved,
    handle: ({ actor, params }) => approvePayout(actor, { movementId: params.movementId }),
  }),
  endpoint({
    method: 'POST',
    path: '/payouts/:movementId/refusal',
    permission: declinePayout.permission,
    summary: m.fees_api_payout_decline,
    body: declinePayout.input.omit({ movementId: true }),
    response: moved,
    handle: ({ actor, params, body }) => declinePayout(actor, { ...body, movementId: params.movementId }),
  }),
  endpoint({
    method: 'GET',
    path: '/arrears',
    permission: listArrears.permission,
    summary: m.fees_api_arrears,
    response: listOf(
      z.object({
        id: z.uuid(),
        personId: z.uuid(),
        invoiceId: z.uuid(),
        step: z.int(),
        onDate: z.string(),
        overdueDays: z.int(),
        owedFen: fenShape,
      }),
    ),
    handle: async ({ actor }) => ({ items: await listArrears(actor), next: null }),
  }),
  endpoint({
    method: 'POST',
    path: '/arrears/:noticeId/told',
    permission: tellArrears.permission,
    summary: m.fees_api_arrears_told,
    body: tellArrears.input.omit({ noticeId: true }),
    response: z.object({ noticeId: z.uuid() }),
    handle: ({ actor, params, body }) => tellArrears(actor, { ...body, noticeId: params.noticeId }),
  }),
];
