import { z } from 'zod';
import { remindDue, remindOverdue } from '#db/queries/requests';
import { useCase } from '../audit/use-case';
import { addDays } from '../kernel/plain-date';
import { accept } from '../kernel/refusals';
import { applicationEvent } from './stay.events';

/** Requests that one run takes; the next day takes the others. */
const BATCH = 1_000;
/** Civil days before its day on which a family is reminded (ours, 待核实). */
const REMIND_DAYS = 2;

/** Reminds of requests that fall due within two days, and again once their day has passed; each once. Run every morning. */
export const remindRequests = useCase({
  permission: 'jobs.run',
  input: z.object({}),
  async run({ tx, today, audit }) {
    const overdue = await remindOverdue(tx, { today, limit: BATCH });
    const due = await remindDue(tx, { today, until: addDays(today, REMIND_DAYS), limit: BATCH });
    const late = new Set(overdue.map(({ id }) => id));
    for (const { id, applicationId } of overdue)
      audit(
        applicationEvent('application.request-reminded', applicationId, { requestId: id, overdue: true }),
      );
    // Whoever is late already is told that, and not that the day is near.
    for (const { id, applicationId } of due.filter((one) => !late.has(one.id)))
      audit(
        applicationEvent('application.request-reminded', applicationId, { requestId: id, overdue: false }),
      );
    return accept({ due: due.length, overdue: overdue.length });
  },
});
