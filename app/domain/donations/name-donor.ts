import { z } from 'zod';
import { lockGift, updateGift, updateGiftMail } from '#db/queries/donations';
import type { Scope } from '../audit/use-case';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { giftEvent } from './gift.events';
import { donorForm } from './gift.forms';
import { judgeGoodsAgain } from './goods-interests';
import { givenDonor, knowDonor } from './know-donor';
import { judgeHouseholdAgain } from './tie-household';

/** Which gift, who gave it, and what shows it. */
export const giverForm = z.object({
  giftId: z.uuid(),
  donorId: z.uuid().optional(),
  donor: donorForm.optional(),
  /** Not to be named in public (慈善法 Art. 82). */
  anonymous: z.boolean().default(true),
  /** What shows that it was them. */
  reason: z.string().trim().max(500).default(''),
});

/**
 * Names who gave, inside a larger change that has looked at the gift's receipts; `more` is what stood against it there. Judges anew the household that money
 * is to reach, and everybody for whom goods of the gift were set aside (慈善法 Art. 40): what is found waits for the lead, what was
 * handed over already stands as found. Refuses GIFT.UNKNOWN, GIFT.DONOR_KNOWN, GIFT.DONOR_NOT_NOW (the pledge was withdrawn),
 * GIFT.REASON_MISSING, DONOR.UNKNOWN, what `readDonor` refuses.
 */
export async function nameGiver(
  scope: Scope,
  { giftId, donorId, donor, anonymous, reason: why }: z.output<typeof giverForm>,
  more: readonly Refusal[],
) {
  const gift = await lockGift(scope.tx, giftId);
  if (!gift) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
  const problems: Refusal[] = [];
  if (gift.donorId) problems.push(refusal('GIFT.DONOR_KNOWN', { params: { name: gift.donorName ?? '' } }));
  if (gift.status === 'withdrawn') problems.push(refusal('GIFT.DONOR_NOT_NOW'));
  problems.push(...more);
  const giver = donorId
    ? await givenDonor(scope, donorId)
    : donor
      ? await knowDonor(scope, { ...donor, anonymous })
      : refuse(refusal('DONOR.MISSING', { field: 'donor.name' }));
  if (!giver.ok) problems.push(...giver.refusals);
  if (why.length < 2) problems.push(refusal('GIFT.REASON_MISSING', { field: 'reason' }));
  if (!giver.ok || problems.length > 0) return refuse(...problems);
  const { donorId: named, mail } = giver.value;
  await updateGift(scope.tx, giftId, { donorId: named, anonymous });
  if (mail) await updateGiftMail(scope.tx, giftId, mail);
  const money = await judgeHouseholdAgain(scope, { ...gift, donorId: named });
  const goods = await judgeGoodsAgain(scope, giftId);
  scope.audit(giftEvent('gifts.donor-named', giftId, { data: { anonymous }, reason: why }));
  return accept({ giftId, waits: money.waits + goods.waits, found: goods.found });
}
