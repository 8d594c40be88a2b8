import { z } from 'zod';
import { lockGift, updateGift, updateGiftMail } from '#db/queries/donations';
import { selectWaitingIssue } from '#db/queries/fiscal-requests';
import { lockReceiptsOfGift } from '#db/queries/receipts';
import { read, useCase } from '../audit/use-case';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { giftEvent } from './gift.events';
import { donorForm } from './gift.forms';
import { judgeGoodsAgain } from './goods-interests';
import { givenDonor, knowDonor } from './know-donor';
import { judgeHouseholdAgain } from './tie-household';

/**
 * Says who gave a gift of which nobody was known: somebody comes with the bank's slip, or wants a receipt with a name after
 * all. What a receipt says that was issued before stays; finance voids it and issues another. The household that money is to reach,
 * and everybody for whom goods of the gift were set aside, are judged again (慈善法 Art. 40): what is found waits for the lead, what was
 * handed over already stands as found. A bill that the fiscal system was asked for bears the payer it was asked with: until the answer
 * is there nobody is named. Refuses GIFT.UNKNOWN, GIFT.DONOR_KNOWN, GIFT.DONOR_NOT_NOW (the pledge was withdrawn), GIFT.BILL_WAITS,
 * GIFT.REASON_MISSING, DONOR.UNKNOWN, what `readDonor` refuses.
 */
export const nameDonor = useCase({
  permission: 'donations.confirm-money',
  input: z.object({
    giftId: z.uuid(),
    donorId: z.uuid().optional(),
    donor: donorForm.optional(),
    /** Not to be named in public (慈善法 Art. 82). */
    anonymous: z.boolean().default(true),
    /** What shows that it was them. */
    reason: z.string().trim().max(500).default(''),
  }),
  async run(scope, { giftId, donorId, donor, anonymous, reason: why }) {
    // In the order of those who issue receipts: a bill is asked for before or after, with the payer of that moment.
    await lockReceiptsOfGift(scope.tx, giftId);
    const gift = await lockGift(scope.tx, giftId);
    if (!gift) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    const problems: Refusal[] = [];
    if (gift.donorId) problems.push(refusal('GIFT.DONOR_KNOWN', { params: { name: gift.donorName ?? '' } }));
    if (gift.status === 'withdrawn') problems.push(refusal('GIFT.DONOR_NOT_NOW'));
    if (await selectWaitingIssue(scope.tx, giftId)) problems.push(refusal('GIFT.BILL_WAITS'));
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
  },
});

/** Whether the fiscal system has not answered yet about the bill of a gift, so that nobody can be named for it. */
export const waitsForBill = read(
  'donations.confirm-money',
  async ({ tx }, { giftId }: { giftId: string }) => (await selectWaitingIssue(tx, giftId)) !== undefined,
);
