import { z } from 'zod';
import { lapse, lockDueOffers } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { releaseBed } from '../beds/release-bed';
import { accept } from '../kernel/refusals';
import { applicationEvent } from './stay.events';

/** Offers that one run ends; the next minute ends the others. */
const BATCH = 200;

/**
 * Ends the offers whose deadline has passed: the bed is free and is offered to the next person. Whoever did not answer
 * waits on behind those who were asked less often. Run every minute.
 */
export const lapseOffers = useCase({
  permission: 'jobs.run',
  input: z.object({}),
  async run(scope) {
    const due = await lockDueOffers(scope.tx, { now: scope.now, limit: BATCH });
    if (due.length === 0) return accept({ lapsed: 0 });
    await lapse(scope.tx, {
      offerIds: due.map(({ id }) => id),
      applicationIds: due.map(({ applicationId }) => applicationId),
      at: scope.now,
    });
    for (const { id, applicationId, reservationId } of due) {
      await releaseBed.within(scope, { reservationId });
      scope.audit(applicationEvent('application.offer-lapsed', applicationId, { offerId: id }));
      scope.publish({ job: 'stays.offer-next', key: id, payload: { offerId: id } });
    }
    return accept({ lapsed: due.length });
  },
});
