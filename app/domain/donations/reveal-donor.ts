import { z } from 'zod';
import { selectDonor, selectGift, selectGiftMail } from '#db/queries/donations';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { revealPersonField } from '../people/reveal-person-field';
import { giftEvent } from './gift.events';

/**
 * Shows the telephone number and the mail address of whoever gave in the clear, for who must reach them, and writes down at the gift
 * who saw them and why. Whoever takes goods sees those of gifts of goods, finance those of any.
 * Refuses GIFT.UNKNOWN, PERSON.REVEAL_REASON_MISSING, PERSON.NOTHING_TO_REVEAL.
 */
export const revealDonor = useCase({
  permission: 'donations.reveal-donor',
  input: revealPersonField.input.pick({ reason: true }).extend({ giftId: z.uuid() }),
  async run({ tx, actor, audit }, { giftId, reason }) {
    const gift = await selectGift(tx, giftId);
    if (!gift || (gift.kind !== 'goods' && !actor.permissions.has('donations.confirm-money')))
      return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    const donor = gift.donorId ? await selectDonor(tx, gift.donorId) : undefined;
    const [phone, mail] = [donor?.phone ?? null, (await selectGiftMail(tx, giftId)) ?? donor?.mail ?? null];
    if (!phone && !mail) return refuse(refusal('PERSON.NOTHING_TO_REVEAL'));
    audit(giftEvent('gifts.donor-revealed', giftId, { reason }));
    return accept({ phone, mail });
  },
});
