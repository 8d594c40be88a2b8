import { z } from 'zod';
import {
  lockApplication,
  selectApplicationIdOfOffer,
  selectOffers,
  updateApplication,
  updateOffer,
} from '#db/queries/stays';
import { type Scope, useCase } from '../audit/use-case';
import { releaseBed } from '../beds/release-bed';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { stayConstraints } from './stay.constraints';
import { applicationEvent } from './stay.events';
import { concerns } from './whose.rules';

/** Offers of one application that can matter. */
const OFFERS_LIMIT = 50;

/** The application of an offer, locked, and the offer as it stands then; undefined when it is none of the actor's. */
export async function lockOffer(scope: Scope, offerId: string) {
  const applicationId = await selectApplicationIdOfOffer(scope.tx, offerId);
  const application = applicationId && (await lockApplication(scope.tx, applicationId));
  if (!application || !concerns(scope.actor, application)) return undefined;
  const offer = (await selectOffers(scope.tx, application.id, OFFERS_LIMIT)).find(({ id }) => id === offerId);
  return offer && { application, offer };
}

/**
 * The family's answer to an offer, given by them or by staff for them. Accepted: the bed stays kept for the day of
 * admission. Declined: the bed is free at once and goes to the next, and the person either waits on, behind those who were asked less often,
 * or leaves the list. Refuses STAY.OFFER_UNKNOWN, .OFFER_ANSWERED, .OFFER_LAPSED.
 */
export const answerOffer = useCase({
  permission: 'stays.answer-offer',
  input: z.object({
    offerId: z.uuid('STAY.OFFER_UNKNOWN'),
    answer: z.enum(['accept', 'decline', 'decline-and-leave'], 'STAY.ANSWER_MISSING'),
  }),
  constraints: stayConstraints,
  async run(scope, { offerId, answer }): Promise<Result<{ applicationId: string }>> {
    const found = await lockOffer(scope, offerId);
    if (!found) return refuse(refusal('STAY.OFFER_UNKNOWN'));
    const { application, offer } = found;
    if (offer.status !== 'open' && offer.status !== 'lapsed') return refuse(refusal('STAY.OFFER_ANSWERED'));
    // The minute of the deadline counts, not the minute in which the job comes round.
    if (offer.status === 'lapsed' || offer.expiresAt <= scope.now)
      return refuse(refusal('STAY.OFFER_LAPSED'));

    const accepted = answer === 'accept';
    const answered = { answeredAt: scope.now, answeredBy: scope.actor.name };
    await updateOffer(scope.tx, offerId, { status: accepted ? 'accepted' : 'declined', ...answered });
    if (accepted) {
      scope.audit(applicationEvent('application.offer-accepted', application.id, { offerId }));
      return accept({ applicationId: application.id });
    }
    await releaseBed.within(scope, { reservationId: offer.reservationId });
    const staysOnList = answer === 'decline';
    await updateApplication(scope.tx, application.id, {
      status: staysOnList ? 'waiting' : 'declined',
      passes: application.passes + 1,
    });
    scope.audit(applicationEvent('application.offer-declined', application.id, { offerId, staysOnList }));
    scope.publish({ job: 'stays.offer-next', key: offerId, payload: { offerId } });
    return accept({ applicationId: application.id });
  },
});
