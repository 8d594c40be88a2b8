import { z } from 'zod';
import { selectDueOrders, selectOpenRefunds } from '#db/queries/payments';
import { useCase } from '../audit/use-case';
import { PAGE_LIMIT } from '../kernel/paging';
import { accept } from '../kernel/refusals';

/** Minutes after which a refund that is not settled is asked for again. */
const REFUND_PATIENCE_MINUTES = 15;

/**
 * Publishes a job for each open order whose time is over: the provider is asked first, then it is closed. What is left over
 * waits for the next round. `period` names the round.
 */
export const expireOrders = useCase({
  permission: 'payments.settle',
  input: z.object({ period: z.string().min(1) }),
  async run({ tx, now, publish }, { period }) {
    const due = await selectDueOrders(tx, { now, limit: PAGE_LIMIT });
    for (const { id } of due)
      publish({ job: 'payments.settle-order', key: `${id}:${period}`, payload: { orderId: id } });
    return accept({ due: due.length });
  },
});

/** Publishes a job for each refund that was asked for some time ago and is not settled. */
export const followRefunds = useCase({
  permission: 'payments.settle',
  input: z.object({ period: z.string().min(1) }),
  async run({ tx, now, publish }, { period }) {
    const before = new Date(now.getTime() - REFUND_PATIENCE_MINUTES * 60_000);
    const open = await selectOpenRefunds(tx, { before, limit: PAGE_LIMIT });
    for (const { id } of open)
      publish({ job: 'payments.settle-refund', key: `${id}:${period}`, payload: { refundId: id } });
    return accept({ open: open.length });
  },
});
