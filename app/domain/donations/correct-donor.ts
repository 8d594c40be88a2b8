import { z } from 'zod';
import {
  type DonorRecord,
  lockDonor,
  lockGift,
  selectDonor,
  selectGift,
  selectGiftsGivenBy,
  selectSameDonor,
  updateDonorIdentity,
  updateGift,
} from '#db/queries/donations';
import type { ReadScope, Scope } from '../audit/use-case';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { readDonor } from './donor.rules';
import { donationEvent, giftEvent } from './gift.events';
import { donorForm } from './gift.forms';
import { judgeGoodsAgain } from './goods-interests';
import { judgeHouseholdAgain } from './tie-household';

const same = refusal('GIFT.DONOR_SAME', { field: 'donor.name' });

/** What the database refuses when the corrected donor is here already. */
export const correctionConstraints = { donors_credit_code_unique: same, donors_person_unique: same };

const identity = ({ kind, name, creditCode }: Pick<DonorRecord, 'kind' | 'name' | 'creditCode'>) => ({
  kind,
  name,
  creditCode,
});

/** Which gift, who gave it, and what shows it. */
export const correctionForm = z.object({
  giftId: z.uuid(),
  donor: donorForm.pick({ kind: true, name: true, creditCode: true }),
  /** That a donor of this identity who is here already gave this gift. */
  toKnown: z.boolean().default(false),
  /** What shows it, such as the licence of the organisation. */
  reason: z.string().trim().max(500).default(''),
});

/**
 * Corrects who gave: kind, name and credit code of the donor of a gift, for all their gifts. What a receipt says that was issued before
 * stays; once it is voided the next one bears what is right. When a donor of that identity is here already, nothing is written twice:
 * `toKnown` puts this one gift with them instead. Whom the gifts are to reach is judged again as when a giver is named. `holdReceipts`
 * locks the receipts of all these gifts and says what stands against it there. Part of larger use cases.
 * Refuses GIFT.UNKNOWN, GIFT.DONOR_NONE (nobody is known yet: that is `nameDonor`), GIFT.DONOR_KNOWN (somebody put the gift with another
 * donor meanwhile), GIFT.DONOR_NOT_NOW, GIFT.DONOR_SAME, GIFT.DONOR_SAME_CODE (known there under another name),
 * GIFT.REASON_MISSING, what `readDonor` refuses.
 */
export async function correctGiver(
  scope: Scope,
  { giftId, donor: form, toKnown, reason: why }: z.output<typeof correctionForm>,
  holdReceipts: (giftIds: readonly string[]) => Promise<readonly Refusal[]>,
) {
  const { tx } = scope;
  const seen = await selectGift(tx, giftId);
  if (!seen) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
  if (!seen.donorId) return refuse(refusal('GIFT.DONOR_NONE', { params: { reference: seen.reference } }));
  const donor = await lockDonor(tx, seen.donorId);
  const giftIds = await selectGiftsGivenBy(tx, seen.donorId);
  // In the order of those who issue receipts: a bill is asked for before or after, with the payer of that moment.
  const held = await holdReceipts(giftIds);
  for (const id of giftIds) await lockGift(tx, id);
  const gift = await selectGift(tx, giftId);
  if (!donor || !gift || gift.donorId !== donor.id)
    return refuse(refusal('GIFT.DONOR_KNOWN', { params: { name: gift?.donorName ?? '' } }));
  const problems: Refusal[] = [...held];
  if (gift.status === 'withdrawn') problems.push(refusal('GIFT.DONOR_NOT_NOW'));
  const facts = readDonor(form);
  if (!facts.ok) problems.push(...facts.refusals);
  const found =
    facts.ok && (await selectSameDonor(tx, { ...facts.value, phone: donor.phone, notId: donor.id }));
  if (found && facts.ok && found.name !== facts.value.name)
    problems.push(
      refusal('GIFT.DONOR_SAME_CODE', {
        field: 'donor.creditCode',
        params: { code: found.creditCode ?? '', name: found.name },
      }),
    );
  else if (found && !toKnown) problems.push(same);
  if (why.length < 2) problems.push(refusal('GIFT.REASON_MISSING', { field: 'reason' }));
  if (!facts.ok || problems.length > 0) return refuse(...problems);

  const data = { from: identity(donor), to: identity(found || facts.value) };
  if (found) await updateGift(tx, giftId, { donorId: found.id });
  else {
    await updateDonorIdentity(tx, donor.id, identity(facts.value));
    scope.audit(
      donationEvent({
        kind: 'donations.donor-corrected',
        subject: { type: 'donor', id: donor.id },
        data: { ...data, giftId },
        reason: why,
      }),
    );
  }
  scope.audit(giftEvent('gifts.donor-corrected', giftId, { data, reason: why }));
  let waits = 0;
  let foundAfter = 0;
  for (const id of found ? [giftId] : giftIds) {
    const one = await selectGift(tx, id);
    if (!one || one.status === 'withdrawn' || one.status === 'returned') continue;
    const money = await judgeHouseholdAgain(scope, one);
    const goods = await judgeGoodsAgain(scope, id);
    waits += money.waits + goods.waits;
    foundAfter += goods.found;
  }
  return accept({ giftId, waits, found: foundAfter });
}

/** What there is to correct of the donor of a gift: who they are, and of which gifts. Undefined when nobody is known. Part of larger reads. */
export async function giverToCorrect({ tx }: ReadScope, giftId: string) {
  const gift = await selectGift(tx, giftId);
  const donor = gift?.donorId ? await selectDonor(tx, gift.donorId) : undefined;
  return donor && { ...identity(donor), giftIds: await selectGiftsGivenBy(tx, donor.id) };
}
