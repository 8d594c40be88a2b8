import { z } from 'zod';
import { lockGift, updateGift } from '#db/queries/donations';
import { useCase } from '../audit/use-case';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { giftEvent } from './gift.events';

/**
 * No longer names the giver of a gift in public, whatever has become of the gift (慈善法 Art. 82): by the donor for their own, by
 * finance and the lead with a reason for any. The public page and its files are made anew each time, so they follow at once. One
 * way only. Refuses GIFT.UNKNOWN, GIFT.NOT_NAMED, GIFT.REASON_MISSING.
 */
export const unnameGiver = useCase({
  permission: 'donations.unname',
  input: z.object({
    giftId: z.uuid(),
    /** Not asked of the donor. */
    reason: z.string().trim().max(500).default(''),
  }),
  async run({ tx, actor, audit }, { giftId, reason: why }) {
    const gift = await lockGift(tx, giftId);
    const own = gift?.donorId != null && gift.donorId === actor.donorId;
    if (!gift || !(own || actor.permissions.has('donations.view')))
      return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    const problems: Refusal[] = [];
    if (gift.anonymous) problems.push(refusal('GIFT.NOT_NAMED'));
    if (!own && why.length < 2) problems.push(refusal('GIFT.REASON_MISSING', { field: 'reason' }));
    if (problems.length > 0) return refuse(...problems);
    await updateGift(tx, giftId, { anonymous: true });
    audit(giftEvent('gifts.giver-unnamed', giftId, why ? { reason: why } : {}));
    return accept({ giftId });
  },
});
