import { z } from 'zod';
import { bookReviewed } from '~/domain/fees/book-reviewed';
import { findBillOrder, orderBill } from '~/domain/fees/pay-bill';
import { accept } from '~/domain/kernel/refusals';
import { listBills, listOrders } from '~/domain/payments/find-order';
import { listOffered } from '~/domain/payments/merchants';
import { orderStatuses, payWays, providerNames, reviewKinds } from '~/domain/payments/payment.rules';
import { prepareOrder } from '~/domain/payments/prepare-order';
import { listReviews, putAsideReview } from '~/domain/payments/review-money';
import { settleClearing, undoClearing } from '~/domain/payments/settle-clearing';
import { m } from '~/words/generated/messages';
import { asList, endpoint, fenShape, instantShape, listOf, pagingQuery } from '../api/endpoint.server';

const orderShape = z.object({
  id: z.uuid(),
  number: z.string(),
  provider: z.enum(providerNames),
  way: z.enum(payWays),
  subjectType: z.string(),
  subjectId: z.uuid(),
  amountFen: fenShape,
  currency: z.string(),
  status: z.enum(orderStatuses),
  createdAt: instantShape,
  expiresAt: instantShape,
  paidAt: instantShape.nullable(),
  transactionId: z.string().nullable(),
});

export const paymentEndpoints = [
  endpoint({
    method: 'GET',
    path: '/payment-providers',
    permission: listOffered.permission,
    summary: m.payments_api_providers,
    response: listOf(z.object({ name: z.enum(providerNames) })),
    handle: async ({ actor }) => ({
      items: (await listOffered(actor)).map((name) => ({ name })),
      next: null,
    }),
  }),
  endpoint({
    method: 'POST',
    path: '/bills/:id/payment-orders',
    permission: orderBill.permission,
    summary: m.payments_api_order,
    body: orderBill.input.omit({ invoiceId: true }),
    status: 201,
    response: z.object({ orderId: z.uuid() }),
    handle: ({ actor, params, body }) => orderBill(actor, { invoiceId: params.id, ...body }),
  }),
  endpoint({
    method: 'GET',
    path: '/payment-orders/:id',
    permission: findBillOrder.permission,
    summary: m.payments_api_find,
    response: orderShape.extend({
      /** Where the payer goes, or the text of the code to scan; asked of the provider the first time. */
      forwardKind: z.enum(['link', 'code']).nullable(),
      forward: z.string().nullable(),
      /** Whether money for the bill is before a person: it is not paid again meanwhile. */
      moneyWaits: z.boolean(),
    }),
    handle: async ({ actor, params }) => {
      const found = await findBillOrder(actor, { orderId: params.id });
      if (!found) return undefined;
      // WeChat Pay compares the address of a telephone; who asks here is none.
      const wanted = {
        orderId: params.id,
        returnPath: `/pay/${params.id}?ask=1`,
        clientAddress: '127.0.0.1',
      };
      const prepared = await prepareOrder(actor, wanted);
      return prepared.ok ? accept({ ...prepared.value, moneyWaits: found.moneyWaits }) : prepared;
    },
  }),
  endpoint({
    method: 'GET',
    path: '/payment-orders',
    permission: listOrders.permission,
    summary: m.payments_api_orders,
    query: pagingQuery,
    response: listOf(orderShape),
    handle: async ({ actor, query }) => asList(await listOrders(actor, query)),
  }),
  endpoint({
    method: 'GET',
    path: '/payment-reviews',
    permission: listReviews.permission,
    summary: m.payments_api_reviews,
    query: pagingQuery.extend({ settled: z.stringbool().optional() }),
    response: listOf(
      z.object({
        id: z.uuid(),
        kind: z.enum(reviewKinds),
        provider: z.enum(providerNames),
        orderNumber: z.string(),
        orderId: z.uuid().nullable(),
        transactionId: z.string().nullable(),
        amountFen: fenShape.nullable(),
        expectedFen: fenShape.nullable(),
        currency: z.string().nullable(),
        happenedOn: z.string(),
        foundAt: instantShape,
        moneyFen: fenShape.nullable(),
        settledAs: z.enum(['booked', 'put-aside']).nullable(),
        settledAt: instantShape.nullable(),
        settledByName: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    handle: async ({ actor, query }) => asList(await listReviews(actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/payment-reviews/:id/booking',
    permission: bookReviewed.permission,
    summary: m.payments_api_book,
    body: bookReviewed.input.omit({ reviewId: true }),
    status: 201,
    response: z.object({ paymentId: z.uuid(), invoiceId: z.uuid() }),
    handle: ({ actor, params, body }) => bookReviewed(actor, { reviewId: params.id, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/payment-reviews/:id/put-aside',
    permission: putAsideReview.permission,
    summary: m.payments_api_put_aside,
    body: putAsideReview.input.omit({ reviewId: true }),
    response: z.object({ reviewId: z.uuid() }),
    handle: ({ actor, params, body }) => putAsideReview(actor, { reviewId: params.id, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/bank-lines/:id/provider-payout',
    permission: settleClearing.permission,
    summary: m.payments_api_settle,
    body: settleClearing.input.omit({ lineId: true }),
    status: 201,
    response: z.object({ payoutId: z.uuid() }),
    handle: ({ actor, params, body }) => settleClearing(actor, { lineId: params.id, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/bank-lines/:id/provider-payout/reversal',
    permission: undoClearing.permission,
    summary: m.payments_api_unsettle,
    body: undoClearing.input.omit({ lineId: true }),
    response: z.object({ lineId: z.uuid() }),
    handle: ({ actor, params, body }) => undoClearing(actor, { lineId: params.id, ...body }),
  }),
  endpoint({
    method: 'GET',
    path: '/payment-bills',
    permission: listBills.permission,
    summary: m.payments_api_bills,
    response: listOf(
      z.object({
        provider: z.enum(providerNames),
        day: z.string(),
        payments: z.int(),
        paidFen: fenShape,
        refunds: z.int(),
        refundedFen: fenShape,
        found: z.int(),
        differences: z.int(),
        comparedAt: instantShape,
      }),
    ),
    handle: async ({ actor }) => ({ items: await listBills(actor, { limit: 60 }), next: null }),
  }),
];
