import { z } from 'zod';
import { type InvoiceRow, selectInvoice } from '#db/queries/invoices';
import { type ReadScope, read, useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { type Result, refusal, refuse } from '../kernel/refusals';
import { ensureOrder } from '../payments/ensure-order';
import { findOrder, listOrdersOf, type OrderRow } from '../payments/find-order';
import { askAfter, orderInTurn } from '../payments/order-in-turn';
import { hasMoneyWaiting } from '../payments/review-money';

/** The bill, if the acting person may pay it: a family that of its resident, finance any. */
async function payable({ tx, actor }: ReadScope, invoiceId: string): Promise<InvoiceRow | undefined> {
  const invoice = await selectInvoice(tx, { id: invoiceId });
  const theirs = actor.permissions.has('fees.view') || invoice?.personId === actor.personId;
  return theirs ? invoice : undefined;
}

/**
 * An online order of what is open on a bill; the open one when it is for the same and by the same way.
 * Refuses FEES.INVOICE_UNKNOWN (also for somebody else's), FEES.NOTHING_OPEN, and what `ensureOrder` refuses.
 */
export const orderBill = useCase({
  permission: 'payments.order',
  input: z.object({
    invoiceId: z.uuid(),
    provider: ensureOrder.input.shape.provider,
    way: ensureOrder.input.shape.way,
  }),
  async run(scope, { invoiceId, provider, way }) {
    const invoice = await payable(scope, invoiceId);
    if (!invoice) return refuse(refusal('FEES.INVOICE_UNKNOWN', { field: 'invoiceId' }));
    if (invoice.openFen <= 0n) return refuse(refusal('FEES.NOTHING_OPEN'));
    return ensureOrder.within(scope, {
      subject: { type: 'invoice', id: invoiceId },
      description: `照护费 ${invoice.number}`,
      amountFen: invoice.openFen,
      provider,
      way,
    });
  },
});

/**
 * As `orderBill`; an open order by another way makes room, and is the answer when it turns out to be paid. Not part of a
 * transaction.
 */
export const payBill = (
  actor: Actor,
  wanted: z.input<typeof orderBill.input>,
): Promise<Result<{ orderId: string }>> => orderInTurn(actor, () => orderBill(actor, wanted));

/**
 * Asks the provider how an order of a bill stands, on behalf of whoever waits for it; undefined when it is not theirs.
 * A provider that does not answer changes nothing.
 */
export async function askAboutOrder(
  actor: Actor,
  { orderId }: { orderId: string },
): Promise<BillOrder | undefined> {
  const before = await findBillOrder(actor, { orderId });
  if (before?.order.status !== 'created') return before;
  await askAfter(actor, before.order);
  return findBillOrder(actor, { orderId });
}

/** An order with the bill that it is for. */
export interface BillOrder {
  readonly order: OrderRow;
  readonly invoice: InvoiceRow;
  /** Whether money for the bill is before a person, while this order is not paid: nobody is asked to pay it meanwhile. */
  readonly moneyWaits: boolean;
}

/** An order of a bill that the acting person may pay; undefined for anybody else's. */
export const findBillOrder = read(
  'payments.order',
  async (scope, { orderId }: { orderId: string }): Promise<BillOrder | undefined> => {
    const order = await findOrder.within(scope, { id: orderId });
    if (order?.subjectType !== 'invoice') return undefined;
    const invoice = await payable(scope, order.subjectId);
    if (!invoice) return undefined;
    const moneyWaits =
      !order.paidAt && (await hasMoneyWaiting.within(scope, { type: 'invoice', id: invoice.id }));
    return { order, invoice, moneyWaits };
  },
);

/**
 * Where the paying of a bill stands: its open order, for a page that leads back to it, and whether money that came for it is
 * before a person, so that nobody is asked to pay again.
 */
export const findPayingOf = read(
  'payments.order',
  async (
    scope,
    { invoiceId }: { invoiceId: string },
  ): Promise<{ readonly openOrder: OrderRow | undefined; readonly moneyWaits: boolean }> => {
    if (!(await payable(scope, invoiceId))) return { openOrder: undefined, moneyWaits: false };
    const subject = { type: 'invoice', id: invoiceId };
    const orders = await listOrdersOf.within(scope, { type: subject.type, ids: [invoiceId] });
    return {
      openOrder: orders.find(({ status, expiresAt }) => status === 'created' && expiresAt > scope.now),
      moneyWaits: await hasMoneyWaiting.within(scope, subject),
    };
  },
);
