import { z } from 'zod';
import { type InvoiceRow, selectInvoice } from '#db/queries/invoices';
import { systemActor } from '../access/system-actor';
import { type ReadScope, read, useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { ensureOrder } from '../payments/ensure-order';
import { findOrder, listOrdersOf, type OrderRow } from '../payments/find-order';
import { settleOrder } from '../payments/settle-order';

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
 * As `orderBill`; an open order by another way is asked for first, closed at its provider, and makes room. When it turns out
 * to be paid, that one is the answer. Not part of a transaction: the provider is asked over the network.
 */
export async function payBill(
  actor: Actor,
  wanted: z.input<typeof orderBill.input>,
): Promise<Result<{ orderId: string }>> {
  const result = await orderBill(actor, wanted);
  const another = result.ok
    ? undefined
    : result.refusals.find(({ code }) => code === 'PAYMENTS.ANOTHER_OPEN');
  const orderId = String(another?.params?.orderId ?? '');
  if (!orderId) return result;
  try {
    await settleOrder(asProvider(actor), { orderId, close: true });
  } catch {
    return refuse(refusal('PAYMENTS.PROVIDER_SILENT'));
  }
  const before = await findOrder(actor, { id: orderId });
  return before?.paidAt ? accept({ orderId }) : orderBill(actor, wanted);
}

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
  try {
    await settleOrder(asProvider(actor), {
      orderId,
      close: before.order.expiresAt <= (actor.at ?? new Date()),
    });
  } catch {
    return before;
  }
  return findBillOrder(actor, { orderId });
}

/** What a provider says is nobody's deed here. */
const asProvider = ({ tenantId, requestId, at }: Actor): Actor => ({
  ...systemActor(tenantId, 'payments.settle-order', requestId),
  at,
});

/** An order with the bill that it is for. */
export interface BillOrder {
  readonly order: OrderRow;
  readonly invoice: InvoiceRow;
}

/** An order of a bill that the acting person may pay; undefined for anybody else's. */
export const findBillOrder = read(
  'payments.order',
  async (scope, { orderId }: { orderId: string }): Promise<BillOrder | undefined> => {
    const order = await findOrder.within(scope, { id: orderId });
    if (order?.subjectType !== 'invoice') return undefined;
    const invoice = await payable(scope, order.subjectId);
    return invoice && { order, invoice };
  },
);

/** The open order of a bill, or undefined: for a page that leads back to it. */
export const findOpenOrderOf = read(
  'payments.order',
  async (scope, { invoiceId }: { invoiceId: string }): Promise<OrderRow | undefined> => {
    if (!(await payable(scope, invoiceId))) return undefined;
    const orders = await listOrdersOf.within(scope, { type: 'invoice', ids: [invoiceId] });
    return orders.find(({ status, expiresAt }) => status === 'created' && expiresAt > scope.now);
  },
);
