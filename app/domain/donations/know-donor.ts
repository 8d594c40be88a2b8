import { insertDonor, selectDonor, selectSameDonor } from '#db/queries/donations';
import type { Scope } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { type DonorForm, readDonor } from './donor.rules';
import { donationEvent } from './gift.events';

/**
 * The donor of a gift: the one who is there already (same credit code, or same kind, name and phone), else a new one.
 * Refuses what `readDonor` refuses, and DONOR.CREDIT_CODE_TAKEN when the code is known under another name.
 */
export async function knowDonor(
  scope: Scope,
  form: DonorForm & { readonly anonymous: boolean },
): Promise<Result<{ donorId: string }>> {
  const read = readDonor(form);
  if (!read.ok) return read;
  const facts = read.value;
  const added = await insertDonor(scope.tx, { ...facts, anonymous: form.anonymous, createdAt: scope.now });
  if (added) {
    scope.audit(
      donationEvent({
        kind: 'donations.donor-registered',
        subject: { type: 'donor', id: added },
        data: { kind: facts.kind },
      }),
    );
    return accept({ donorId: added });
  }
  const same = await selectSameDonor(scope.tx, facts);
  if (!same) throw new Error('A donor was refused by the database without one who is the same');
  if (same.name !== facts.name) {
    return refuse(
      refusal('DONOR.CREDIT_CODE_TAKEN', { field: 'donor.name', params: { code: facts.creditCode ?? '' } }),
    );
  }
  return accept({ donorId: same.id });
}

/** A donor by id. Refuses DONOR.UNKNOWN. */
export async function givenDonor(scope: Scope, donorId: string): Promise<Result<{ donorId: string }>> {
  return (await selectDonor(scope.tx, donorId))
    ? accept({ donorId })
    : refuse(refusal('DONOR.UNKNOWN', { field: 'donorId' }));
}
