import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertNotices } from '#db/queries/arrears';
import { selectOverdueByPerson } from '#db/queries/invoices';
import { useCase } from '../audit/use-case';
import { daysBetween } from '../kernel/plain-date';
import { accept } from '../kernel/refusals';
import { stepAfter } from './arrears.rules';
import { feeEvent } from './fee.events';

/** Residents that one run reminds; the next night takes the others. */
const BATCH = 5_000;

/**
 * Puts on the list whom to remind of what is overdue, by the ladder of `arrears.rules.ts` and the bill that has been overdue for
 * longest. Run every night; a bill takes each step once, and a night that was missed takes the step that is due by now.
 */
export const remindArrears = useCase({
  permission: 'jobs.run',
  input: z.object({}),
  async run({ tx, now, today, audit }) {
    const overdue = await selectOverdueByPerson(tx, { today, limit: BATCH });
    const added = await insertNotices(
      tx,
      overdue.map(({ personId, invoiceId, dueOn, owedFen }) => {
        const overdueDays = daysBetween(dueOn, today);
        return {
          id: newId(),
          personId,
          invoiceId,
          step: stepAfter(overdueDays),
          onDate: today,
          overdueDays,
          owedFen,
          recordedAt: now,
        };
      }),
    );
    for (const { id, personId, step } of added)
      audit(feeEvent('arrears.reminded', { type: 'account', id: personId }, { noticeId: id, step }));
    return accept({ reminded: added.length });
  },
});
