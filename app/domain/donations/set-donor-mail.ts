import { z } from 'zod';
import { selectDonor, updateDonorMail } from '#db/queries/donations';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { readMail } from './donor.rules';
import { donationEvent } from './gift.events';

/**
 * Says where a donor's receipts are sent, or, left empty, that they are not: by the donor for themselves, by finance for any.
 * Refuses DONOR.UNKNOWN, DONOR.MAIL_FORM.
 */
export const setDonorMail = useCase({
  permission: 'donations.give',
  input: z.object({ donorId: z.uuid(), mail: z.string().max(200).optional() }),
  async run({ tx, actor, audit }, { donorId, mail }) {
    const theirs = actor.permissions.has('donations.confirm-money') || donorId === actor.donorId;
    if (!theirs || !(await selectDonor(tx, donorId)))
      return refuse(refusal('DONOR.UNKNOWN', { field: 'donorId' }));
    const read = mail?.trim() ? readMail(mail) : undefined;
    if (read && !read.ok) return refuse(...read.refusals.map((one) => ({ ...one, field: 'mail' })));
    await updateDonorMail(tx, donorId, read?.value ?? null);
    audit(
      donationEvent({
        kind: 'donations.donor-mail-set',
        subject: { type: 'donor', id: donorId },
        data: { hasMail: read !== undefined },
      }),
    );
    return accept({ donorId });
  },
});
