import { z } from 'zod';
import { insertPurpose, selectPurposeByCode } from '#db/queries/donations';
import { useCase } from '../audit/use-case';
import { accept, type Result } from '../kernel/refusals';
import { donationEvent } from './gift.events';

/** Makes a purpose that gifts may be given for; one of this code that is there already is left as it is. */
export const openPurpose = useCase({
  permission: 'donations.set-up',
  input: z.object({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'PURPOSE.CODE_FORM'),
    name: z.string({ error: 'PURPOSE.NAME_MISSING' }).trim().min(1, 'PURPOSE.NAME_MISSING').max(60),
    nameEn: z.string({ error: 'PURPOSE.NAME_MISSING' }).trim().min(1, 'PURPOSE.NAME_MISSING').max(120),
    /** Whether goods given for it may go to a bed of the centre. */
    forBeds: z.boolean(),
    /** Whether they may go to households and along to visits. */
    forHomes: z.boolean().default(false),
  }),
  async run({ tx, audit }, purpose): Promise<Result<{ purposeId: string; opened: boolean }>> {
    const added = await insertPurpose(tx, purpose);
    if (added) {
      audit(
        donationEvent({
          kind: 'donations.purpose-opened',
          subject: { type: 'gift-purpose', id: added },
          data: purpose,
        }),
      );
      return accept({ purposeId: added, opened: true });
    }
    const known = await selectPurposeByCode(tx, purpose.code);
    if (!known) throw new Error('A purpose was refused by the database without one of the same code');
    return accept({ purposeId: known.id, opened: false });
  },
});
