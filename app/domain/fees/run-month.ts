import { z } from 'zod';
import { beginRun, deleteGaps, lockBilling } from '#db/queries/billing';
import { useCase } from '../audit/use-case';
import { monthRange } from '../kernel/plain-date';
import { accept, refusal, refuse } from '../kernel/refusals';
import { feeEvent } from './fee.events';

/** A month as pages, API and jobs name it. */
export const monthText = z.string({ error: 'FEES.MONTH' }).regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'FEES.MONTH');

/**
 * Begins to bill a month that is over; the bills are made by `billResidents`, a batch of residents at a time. Somebody who
 * has the month's bill gets no second one, so a month may be run again, which bills whom a missing grade or fee held
 * up. While a run of the month is under way a second one joins it. Refuses FEES.MONTH_NOT_OVER.
 */
export const runMonth = useCase({
  permission: 'fees.bill',
  input: z.object({ month: monthText }),
  async run({ tx, now, today, actor, audit, publish }, { month }) {
    if (monthRange(month).until > today)
      return refuse(
        refusal('FEES.MONTH_NOT_OVER', { field: 'month', params: { until: monthRange(month).until } }),
      );
    await lockBilling(tx);
    const { id: runId, begun } = await beginRun(tx, { month, requestedByName: actor.name, requestedAt: now });
    if (begun) {
      await deleteGaps(tx, month);
      audit(feeEvent('fees.run-begun', { type: 'bill-run', id: runId }, { month }));
      publish({ job: 'fees.bill-residents', key: `${runId}/0`, payload: { runId, batch: 0 } });
    }
    return accept({ runId, begun });
  },
});
