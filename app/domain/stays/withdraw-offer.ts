import { z } from 'zod';
import { updateApplication, updateOffer } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { releaseBed } from '../beds/release-bed';
import { accept, refusal, refuse } from '../kernel/refusals';
import { lockOffer } from './answer-offer';
import { applicationEvent } from './stay.events';

/**
 * Takes an offer back, answered or not; the person waits on at the old place and the bed is free.
 * Refuses STAY.OFFER_UNKNOWN, .OFFER_OVER, .REASON_MISSING.
 */
export const withdrawOffer = useCase({
  permission: 'stays.offer',
  input: z.object({
    offerId: z.uuid('STAY.OFFER_UNKNOWN'),
    reason: z.string('STAY.REASON_MISSING').trim().min(2, 'STAY.REASON_MISSING').max(300, 'STAY.REASON_LONG'),
  }),
  async run(scope, { offerId, reason }) {
    const found = await lockOffer(scope, offerId);
    if (!found) return refuse(refusal('STAY.OFFER_UNKNOWN'));
    const { application, offer } = found;
    if (offer.status !== 'open' && offer.status !== 'accepted') return refuse(refusal('STAY.OFFER_OVER'));
    await updateOffer(scope.tx, offerId, {
      status: 'withdrawn',
      answeredAt: scope.now,
      answeredBy: scope.actor.name,
    });
    await releaseBed.within(scope, { reservationId: offer.reservationId });
    await updateApplication(scope.tx, application.id, { status: 'waiting' });
    scope.audit(applicationEvent('application.offer-withdrawn', application.id, { offerId }, reason));
    return accept({ applicationId: application.id });
  },
});
