import { type HouseholdRecord, selectHousehold } from '#db/queries/people';
import { read } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { maskAddress } from './contact.rules';

export type HouseholdMember = HouseholdRecord['members'][number];

/** The household a person belongs to on a day (today unless given), the head first; undefined when there is none. Address masked. */
export const findHousehold = read(
  'people.view',
  async (
    { tx, today },
    { personId, on = today }: { personId: string; on?: PlainDate },
  ): Promise<HouseholdRecord | undefined> => {
    const household = await selectHousehold(tx, { personId, on });
    return household && { ...household, address: household.address && maskAddress() };
  },
);
