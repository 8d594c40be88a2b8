import { z } from 'zod';
import { lockApplication, selectOffers, updateApplication, updateOffer } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { releaseBed } from '../beds/release-bed';
import { accept, refusal, refuse } from '../kernel/refusals';
import { openStatuses } from './application.rules';
import { closeOpenRequest } from './close-request';
import { applicationEvent } from './stay.events';
import { concerns } from './whose.rules';

/** The family does not want the place any more; an offered bed is free at once. Refuses STAY.APPLICATION_UNKNOWN, .NOT_OPEN. */
export const withdrawApplication = useCase({
  permission: 'stays.apply',
  input: z.object({
    applicationId: z.uuid('STAY.APPLICATION_UNKNOWN'),
    reason: z.string('STAY.REASON_MISSING').trim().min(2, 'STAY.REASON_MISSING').max(300, 'STAY.REASON_LONG'),
  }),
  async run(scope, { applicationId, reason }) {
    const application = await lockApplication(scope.tx, applicationId);
    if (!application || !concerns(scope.actor, application))
      return refuse(refusal('STAY.APPLICATION_UNKNOWN'));
    if (!(openStatuses as readonly string[]).includes(application.status))
      return refuse(refusal('STAY.NOT_OPEN'));
    const [newest] = await selectOffers(scope.tx, applicationId, 1);
    if (newest && (newest.status === 'open' || newest.status === 'accepted')) {
      await updateOffer(scope.tx, newest.id, {
        status: 'withdrawn',
        answeredAt: scope.now,
        answeredBy: scope.actor.name,
      });
      await releaseBed.within(scope, { reservationId: newest.reservationId });
    }
    await closeOpenRequest(scope, applicationId, { status: 'withdrawn', reason });
    await updateApplication(scope.tx, applicationId, { status: 'withdrawn' });
    scope.audit(applicationEvent('application.withdrawn', applicationId, {}, reason));
    return accept({ applicationId });
  },
});
