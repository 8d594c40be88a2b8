import { z } from 'zod';
import { lockGift, selectDonor, updateDonorMail, updateGiftMail } from '#db/queries/donations';
import { useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { readMail } from './donor.rules';
import { donationEvent, giftEvent } from './gift.events';

/** An address as it is kept; empty is none. */
function readOptional(mail: string | undefined): Result<string | null> {
  if (!mail?.trim()) return accept(null);
  const read = readMail(mail);
  return read.ok ? read : refuse(...read.refusals.map((one) => ({ ...one, field: 'mail' })));
}

/**
 * Says where a donor's receipts are sent, or, left empty, that they are not: by the donor for themselves, by finance for any. The
 * receipt of a gift that names an address of its own goes there.
 * Refuses DONOR.UNKNOWN, DONOR.MAIL_FORM.
 */
export const setDonorMail = useCase({
  permission: 'donations.give',
  input: z.object({ donorId: z.uuid(), mail: z.string().max(200).optional() }),
  async run({ tx, actor, audit }, { donorId, mail }) {
    const theirs = actor.permissions.has('donations.confirm-money') || donorId === actor.donorId;
    if (!theirs || !(await selectDonor(tx, donorId)))
      return refuse(refusal('DONOR.UNKNOWN', { field: 'donorId' }));
    const read = readOptional(mail);
    if (!read.ok) return read;
    await updateDonorMail(tx, donorId, read.value);
    audit(
      donationEvent({
        kind: 'donations.donor-mail-set',
        subject: { type: 'donor', id: donorId },
        data: { hasMail: read.value !== null },
      }),
    );
    return accept({ donorId });
  },
});

/**
 * Corrects where the receipt of one gift is sent, or, left empty, has it go to its donor's own address. Refuses GIFT.UNKNOWN,
 * DONOR.MAIL_FORM.
 */
export const setGiftMail = useCase({
  permission: 'donations.confirm-money',
  input: z.object({ giftId: z.uuid(), mail: z.string().max(200).optional() }),
  async run({ tx, audit }, { giftId, mail }) {
    if (!(await lockGift(tx, giftId))) return refuse(refusal('GIFT.UNKNOWN', { field: 'giftId' }));
    const read = readOptional(mail);
    if (!read.ok) return read;
    await updateGiftMail(tx, giftId, read.value);
    audit(giftEvent('gifts.mail-set', giftId, { data: { hasMail: read.value !== null } }));
    return accept({ giftId });
  },
});
