import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertOrder, type OrderRow, selectOpenOrder } from '#db/queries/payments';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { providersOf } from './merchants';
import { paymentEvent } from './payment.events';
import { MINUTES_TO_PAY, orderNumber, payWays, providerNames } from './payment.rules';
import { hasMoneyWaiting } from './review-money';

/**
 * The order by which somebody pays for a subject: the open one when it asks for the same by the same way, else a new one.
 * Of many that ask at once all get the same order. Only part of larger use cases, which know what is owed.
 * Refuses PAYMENTS.NOT_OFFERED, PAYMENTS.MONEY_WAITS while money that came for the subject is before a person, and PAYMENTS.ANOTHER_OPEN (with `orderId`) while an order by another way or of
 * another amount is open: that one is closed at the provider first.
 */
export const ensureOrder = useCase({
  permission: 'payments.order',
  input: z.object({
    subject: z.object({ type: z.string().regex(/^[a-z-]+$/), id: z.uuid() }),
    description: z.string().min(1).max(60),
    amountFen: z.bigint().min(1n),
    provider: z.enum(providerNames, 'PAYMENTS.PROVIDER'),
    way: z.enum(payWays, 'PAYMENTS.WAY'),
  }),
  async run(scope, { subject, description, amountFen, provider, way }) {
    const { tx, now, today, actor, audit } = scope;
    const offered = await providersOf(scope);
    if (!offered.some(({ name }) => name === provider))
      return refuse(refusal('PAYMENTS.NOT_OFFERED', { field: 'provider' }));
    if (await hasMoneyWaiting.within(scope, subject)) return refuse(refusal('PAYMENTS.MONEY_WAITS'));
    const fits = (order: OrderRow) =>
      order.provider === provider &&
      order.way === way &&
      order.amountFen === amountFen &&
      order.expiresAt > now;

    const id = newId();
    const begun = await insertOrder(tx, {
      id,
      number: orderNumber(today, randomBytes(16)),
      provider,
      way,
      subjectType: subject.type,
      subjectId: subject.id,
      description,
      amountFen,
      currency: 'CNY',
      status: 'created',
      createdAt: now,
      createdBy: actor.userId,
      createdByName: actor.name,
      expiresAt: new Date(now.getTime() + MINUTES_TO_PAY * 60_000),
    });
    if (!begun) {
      const open = await selectOpenOrder(tx, subject);
      if (open && fits(open)) return accept({ orderId: open.id });
      return refuse(refusal('PAYMENTS.ANOTHER_OPEN', { params: { orderId: open?.id ?? '' } }));
    }
    audit(
      paymentEvent({
        kind: 'payment-order.created',
        subject: { type: 'payment-order', id },
        data: { provider, way, amountFen: String(amountFen), for: subject },
      }),
    );
    return accept({ orderId: id });
  },
});
