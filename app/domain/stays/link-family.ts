import { z } from 'zod';
import { reasonInput, userIdInput } from '../access/access.forms';
import { accountsOfRole, tieAccount, untieAccount } from '../access/link-user';
import { read, useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { listPeopleById } from '../people/list-people';

/**
 * Ties a family's account to the person it is the family of, after whoever does it has made sure who they are: application, care,
 * grade and bills of that person are theirs to see from then on. Several accounts may be family of one person.
 * Refuses ACCESS.USER_UNKNOWN, .REASON_MISSING, ACCOUNT.ROLE_MISSING, .TIED, .OWN, STAY.PERSON_UNKNOWN.
 */
export const linkFamily = useCase({
  permission: 'stays.link-family',
  input: z.object({ userId: userIdInput, personId: z.uuid(), reason: reasonInput }),
  async run(scope, { userId, personId, reason }) {
    const record = (await findPerson.within(scope, { id: personId }))
      ? accept({ personId })
      : refuse(refusal('STAY.PERSON_UNKNOWN', { field: 'personId' }));
    return tieAccount(scope, { userId, role: 'family', record, reason });
  },
});

/** Undoes the tie of a family's account that was a mistake. Refuses ACCESS.USER_UNKNOWN, .REASON_MISSING, ACCOUNT.NOT_TIED. */
export const unlinkFamily = useCase({
  permission: 'stays.link-family',
  input: z.object({ userId: userIdInput, reason: reasonInput }),
  run: (scope, { userId, reason }) => untieAccount(scope, { userId, role: 'family', reason }),
});

/** Accounts of families, those without a person first, each with the person it is tied to, sealed fields masked. */
export const listFamilyAccounts = read(
  'stays.link-family',
  async (scope, { text, userId }: { text?: string; userId?: string }) => {
    const accounts = await accountsOfRole(scope, { role: 'family', text, userId });
    const people = await listPeopleById.within(scope, {
      ids: accounts.flatMap(({ recordId }) => recordId ?? []),
    });
    return accounts.map(({ recordId, ...account }) => {
      const person = recordId === null ? undefined : people.get(recordId);
      return {
        ...account,
        person: person
          ? { id: person.id, name: person.name, identityNumber: person.identityNumber, phone: person.phone }
          : null,
      };
    });
  },
);
