import { insertDonor, selectDonor, selectSameDonor } from '#db/queries/donations';
import type { Scope } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { type DonorForm, readDonor } from './donor.rules';
import { donationEvent } from './gift.events';

/** Refusal that tells of an organisation that it is a donor here. */
export const CODE_TAKEN = 'DONOR.CREDIT_CODE_TAKEN';

/** Who gives, and the address that was said for the receipt of this gift. */
export interface Giver {
  readonly donorId: string;
  readonly mail: string | null;
}

/**
 * The donor of a gift: the one who is there already (same credit code; of a person same name and phone), else a new one. The address
 * that was typed stays with the gift: whoever types it need not be the donor whose later receipts would go there.
 * Refuses what `readDonor` refuses, and DONOR.CREDIT_CODE_TAKEN when the code is known under another name.
 */
export async function knowDonor(
  scope: Scope,
  form: DonorForm & { readonly anonymous: boolean },
): Promise<Result<Giver>> {
  const read = readDonor(form);
  if (!read.ok) return read;
  const { mail, ...facts } = read.value;
  const added = await insertDonor(scope.tx, { ...facts, anonymous: form.anonymous, createdAt: scope.now });
  if (added) {
    scope.audit(
      donationEvent({
        kind: 'donations.donor-registered',
        subject: { type: 'donor', id: added },
        data: { kind: facts.kind },
      }),
    );
    return accept({ donorId: added, mail });
  }
  const same = await selectSameDonor(scope.tx, facts);
  if (!same) throw new Error('A donor was refused by the database without one who is the same');
  if (same.name !== facts.name) {
    return refuse(refusal(CODE_TAKEN, { field: 'donor.name', params: { code: facts.creditCode ?? '' } }));
  }
  return accept({ donorId: same.id, mail });
}

/** A donor by id. Refuses DONOR.UNKNOWN. */
export async function givenDonor(scope: Scope, donorId: string): Promise<Result<Giver>> {
  return (await selectDonor(scope.tx, donorId))
    ? accept({ donorId, mail: null })
    : refuse(refusal('DONOR.UNKNOWN', { field: 'donorId' }));
}
