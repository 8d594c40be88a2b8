import { selectPersonByIdentity } from '#db/queries/people';
import { read } from '../audit/use-case';
import { readIdentityNumber } from './identity.rules';

/**
 * Whether the person of an identity number is known under another name or another telephone number (as `readName` and
 * `readPhone` write them): then whoever types the number at a public page is not taken at their word. Says nothing of whom.
 */
export const isKnownOtherwise = read(
  'public',
  async (
    { tx },
    { identityNumber, name, phone }: { identityNumber: string; name: string; phone: string },
  ): Promise<boolean> => {
    const number = readIdentityNumber(identityNumber);
    const person = number.ok ? await selectPersonByIdentity(tx, number.value.number) : undefined;
    return person !== undefined && (person.name !== name || person.phone !== phone);
  },
);
