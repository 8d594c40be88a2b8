import { z } from 'zod';
import { searchDonors, selectDonorsByIds } from '#db/queries/donations';
import { reasonInput, userIdInput } from '../access/access.forms';
import { accountsOfDonors, accountsOfRole, tieAccount, untieAccount } from '../access/link-user';
import { read, useCase } from '../audit/use-case';
import { refusal, refuse } from '../kernel/refusals';
import { maskPhone, readPhone } from '../people/contact.rules';
import { donorForm } from './gift.forms';
import { givenDonor, knowDonor } from './know-donor';

const taken = refusal('ACCOUNT.DONOR_TAKEN', { field: 'donorId' });

/**
 * Ties an account with the role donor to the donor it belongs to, after whoever does it has made sure who they are: to one who is
 * known (`donorId`), or to one who has not given yet (`donor` as said). From then on they see their gifts and receipts.
 * Refuses ACCESS.USER_UNKNOWN, .REASON_MISSING, ACCOUNT.ROLE_MISSING, .TIED, .OWN, .DONOR_TAKEN (another account is tied to the
 * donor), DONOR.MISSING, .UNKNOWN, what `readDonor` refuses.
 */
export const linkDonor = useCase({
  permission: 'donations.link-account',
  input: z.object({
    userId: userIdInput,
    donorId: z.uuid().optional(),
    donor: donorForm.optional(),
    reason: reasonInput,
  }),
  constraints: { users_donor_once: taken },
  async run(scope, { userId, donorId, donor, reason }) {
    const known = donorId
      ? await givenDonor(scope, donorId)
      : donor
        ? await knowDonor(scope, { ...donor, anonymous: true })
        : refuse(refusal('DONOR.MISSING', { field: 'donorId' }));
    const free = known.ok && (await accountsOfDonors(scope, [known.value.donorId])).size === 0;
    const record = known.ok && !free ? refuse(taken) : known;
    return tieAccount(scope, { userId, role: 'donor', record, reason });
  },
});

/** Undoes the tie of a donor's account that was a mistake; gifts stay the donor's. Refuses ACCESS.USER_UNKNOWN, .REASON_MISSING, ACCOUNT.NOT_TIED. */
export const unlinkDonor = useCase({
  permission: 'donations.link-account',
  input: z.object({ userId: userIdInput, reason: reasonInput }),
  run: (scope, { userId, reason }) => untieAccount(scope, { userId, role: 'donor', reason }),
});

/** Accounts of donors, those without a donor first, each with the donor it is tied to; the telephone masked. */
export const listDonorAccounts = read(
  'donations.link-account',
  async (scope, { text, userId }: { text?: string; userId?: string }) => {
    const accounts = await accountsOfRole(scope, { role: 'donor', text, userId });
    const donors = await selectDonorsByIds(
      scope.tx,
      accounts.flatMap(({ recordId }) => recordId ?? []),
    );
    const byId = new Map(donors.map((one) => [one.id, one]));
    return accounts.map(({ recordId, ...account }) => {
      const donor = recordId === null ? undefined : byId.get(recordId);
      return { ...account, donor: donor ? masked(donor) : null };
    });
  },
);

const masked = ({ id, kind, name, creditCode, phone }: Awaited<ReturnType<typeof searchDonors>>[number]) => ({
  id,
  kind,
  name,
  creditCode,
  phone: phone && maskPhone(phone),
});

/** Donors by a part of the name or a whole telephone number, at most 200, each with the account that is tied to them. */
export const findDonors = read('donations.link-account', async (scope, { search }: { search: string }) => {
  const phone = readPhone(search);
  const text = search.normalize('NFC').trim();
  if (text === '') return [];
  const found = await searchDonors(scope.tx, phone.ok ? { phone: phone.value } : { nameContains: text });
  const accounts = await accountsOfDonors(
    scope,
    found.map(({ id }) => id),
  );
  return found.map((donor) => ({ ...masked(donor), account: accounts.get(donor.id) ?? null }));
});
