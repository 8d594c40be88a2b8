import { selectDonors } from '#db/queries/donations';
import { read } from '../audit/use-case';
import { maskPhone } from '../people/contact.rules';

const LIMIT = 50;

/** Donors whose name holds a text, for choosing one; telephones masked. */
export const listDonors = read('donations.view', async ({ tx }, { text }: { text?: string }) => {
  const donors = await selectDonors(tx, { text, limit: LIMIT });
  return donors.map(({ phone, ...donor }) => ({ ...donor, phone: phone === null ? null : maskPhone(phone) }));
});
