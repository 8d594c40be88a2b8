import { z } from 'zod';
import {
  insertBill,
  lockOrder,
  type OrderRow,
  selectOrdersByNumber,
  selectOrdersPaid,
  selectRefund,
  selectRefundsByNumber,
} from '#db/queries/payments';
import type { BillLine } from '~/platform/payments/port';
import { type Scope, useCase } from '../audit/use-case';
import type { Actor } from '../kernel/actor';
import { civilDate } from '../kernel/inputs';
import { addDays, type PlainDate, plainDate, startOf } from '../kernel/plain-date';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { findDifference } from './find-difference';
import { findMerchant, providersOf } from './merchants';
import { paymentEvent } from './payment.events';
import { decideTaken, type ProviderName, providerNames } from './payment.rules';
import { settleDone } from './settle-refund';
import { takeNotice } from './take-notice';

type PaidLine = Extract<BillLine, { kind: 'paid' }>;
type RefundLine = Extract<BillLine, { kind: 'refund' }>;

/** Publishes a job for each way of paying: the bill of the day before `day` is fetched and compared. */
export const reconcile = useCase({
  permission: 'payments.settle',
  input: z.object({ day: civilDate() }),
  async run(scope, { day }) {
    const yesterday = addDays(day, -1);
    const providers = await providersOf(scope);
    for (const { name } of providers) {
      scope.publish({
        job: 'payments.compare-bill',
        key: `${name}:${yesterday}`,
        payload: { provider: name, day: yesterday },
      });
    }
    return accept({ bills: providers.length });
  },
});

const input = z.object({
  provider: z.enum(providerNames),
  day: civilDate(),
  lines: z.array(z.custom<BillLine>()).max(200_000),
});

/**
 * Compares the bill of a day with our books, by our numbers. Paid there and not known here goes the way a notice goes, so that a
 * lost one loses nothing; what differs, what nobody knows here, and what we believe to be paid and the bill does not have
 * waits for a person. Comparing again finds nothing twice.
 */
export const compareLines = useCase({
  permission: 'payments.settle',
  input,
  async run(scope, { provider, day, lines }) {
    const paid = lines.filter((line): line is PaidLine => line.kind === 'paid');
    const refunds = lines.filter((line): line is RefundLine => line.kind === 'refund');
    const orders = new Map(
      (await selectOrdersByNumber(scope.tx, [...new Set(lines.map((line) => line.orderNumber))])).map(
        (order) => [order.number, order],
      ),
    );
    const counted = { found: 0, differences: 0 };
    for (const line of paid)
      await comparePaid(scope, { provider, line, order: orders.get(line.orderNumber), counted });
    await compareRefunds(scope, { provider, day, refunds, orders, counted });
    await findMissing(scope, { provider, day, paid, counted });
    const sum = (all: readonly BillLine[]) => all.reduce((fen, line) => fen + line.amountFen, 0n);
    const first = await insertBill(scope.tx, {
      provider,
      day,
      payments: paid.length,
      paidFen: sum(paid),
      refunds: refunds.length,
      refundedFen: sum(refunds),
      comparedAt: scope.now,
      ...counted,
    });
    if (first) {
      scope.audit(
        paymentEvent({
          kind: 'payment-bill.compared',
          subject: { type: 'payment-bill', id: `${provider} ${day}` },
          data: { payments: paid.length, refunds: refunds.length, ...counted },
        }),
      );
    }
    return accept(counted);
  },
});

interface Counted {
  found: number;
  differences: number;
}

async function comparePaid(
  scope: Scope,
  {
    provider,
    line,
    order,
    counted,
  }: { provider: ProviderName; line: PaidLine; order?: OrderRow; counted: Counted },
): Promise<void> {
  if (decideTaken(order, provider, line) === 'known') return;
  const { transactionId, amountFen, currency, at, orderNumber } = line;
  const result = await takeNotice.within(scope, {
    provider,
    eventId: `bill ${transactionId} ${amountFen} ${currency}`,
    source: 'bill',
    kind: 'paid',
    orderNumber,
    taken: { transactionId, amountFen, currency, at },
  });
  if (!result.ok) return;
  if (result.value.outcome === 'taken') counted.found++;
  if (result.value.outcome === 'review') counted.differences++;
}

async function compareRefunds(
  scope: Scope,
  {
    provider,
    day,
    refunds,
    orders,
    counted,
  }: {
    provider: ProviderName;
    day: PlainDate;
    refunds: readonly RefundLine[];
    orders: ReadonlyMap<string, OrderRow>;
    counted: Counted;
  },
): Promise<void> {
  const numbers = refunds.map((line) => line.refundNumber).filter(Boolean);
  const known = new Map(
    (await selectRefundsByNumber(scope.tx, numbers)).map((refund) => [refund.number, refund]),
  );
  for (const line of refunds) {
    const refund = known.get(line.refundNumber);
    const order = orders.get(line.orderNumber);
    if (
      refund &&
      refund.orderId === order?.id &&
      refund.amountFen === line.amountFen &&
      refund.status !== 'failed'
    ) {
      if (refund.status === 'asked') {
        const locked = await lockOrder(scope.tx, { id: refund.orderId });
        const now = await selectRefund(scope.tx, { id: refund.id });
        if (locked && now?.status === 'asked') await settleDone(scope, locked, now);
        counted.found++;
      }
      continue;
    }
    const fresh = await findDifference(scope, {
      key: `${provider} refund ${line.refundNumber || line.transactionId}`,
      kind: refund ? 'refund-differs' : 'refund-unknown',
      provider,
      orderNumber: line.orderNumber,
      orderId: order?.id,
      transactionId: line.transactionId,
      amountFen: line.amountFen,
      expectedFen: refund?.amountFen,
      currency: 'CNY',
      on: day,
    });
    if (fresh) counted.differences++;
  }
}

/** What we believe to be paid on the day and the bill does not have. */
async function findMissing(
  scope: Scope,
  {
    provider,
    day,
    paid,
    counted,
  }: { provider: ProviderName; day: PlainDate; paid: readonly PaidLine[]; counted: Counted },
): Promise<void> {
  const there = new Set(paid.map((line) => line.orderNumber));
  const here = await selectOrdersPaid(scope.tx, {
    provider,
    from: startOf(day),
    until: startOf(addDays(day, 1)),
  });
  for (const order of here.filter(({ number }) => !there.has(number))) {
    const fresh = await findDifference(scope, {
      key: `${provider} not in bill ${order.number}`,
      kind: 'not-in-bill',
      provider,
      orderNumber: order.number,
      orderId: order.id,
      transactionId: order.transactionId ?? undefined,
      expectedFen: order.amountFen,
      currency: order.currency,
      on: day,
    });
    if (fresh) counted.differences++;
  }
}

/**
 * Fetches the bill of a day and compares it. Not part of a transaction. Throws ProviderProblem while the bill is not ready;
 * refuses PAYMENTS.NOT_OFFERED when the merchant account is not this tenant's.
 */
export async function compareBill(
  actor: Actor,
  { provider: name, day }: { provider: ProviderName; day: string },
): Promise<Result<unknown>> {
  const merchant = await findMerchant(name);
  if (merchant?.tenantId !== actor.tenantId) return refuse(refusal('PAYMENTS.NOT_OFFERED'));
  const lines = await merchant.provider.bill(plainDate(day));
  return compareLines(actor, { provider: name, day, lines: [...lines] });
}
