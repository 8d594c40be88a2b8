import { z } from 'zod';
import { lockGift, updateGift } from '#db/queries/donations';
import { removeAppointment } from '#db/queries/reception';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { giftEvent } from './gift.events';
import { reason } from './gift.forms';
import { stepRefusal } from './gift.rules';

/**
 * Takes a pledge back of which nothing has come: by the donor for their own, by finance for any.
 * Refuses GIFT.UNKNOWN and GIFT.STEP_NOT_NOW.
 */
export const withdrawPledge = useCase({
  permission: 'donations.give',
  input: z.object({ giftId: z.uuid(), reason }),
  async run({ tx, actor, audit }, { giftId, reason: why }) {
    const gift = await lockGift(tx, giftId);
    const theirs =
      actor.permissions.has('donations.confirm-money') ||
      (gift?.donorId != null && gift.donorId === actor.donorId);
    if (!gift || !theirs) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    const notNow = stepRefusal(gift, 'withdraw');
    if (notNow) return refuse(notNow);
    await removeAppointment(tx, giftId);
    await updateGift(tx, giftId, { status: 'withdrawn', withdrawnReason: why });
    audit(giftEvent('gifts.withdrawn', giftId, { reason: why }));
    return accept({ giftId });
  },
});
