import { selectOwing } from '#db/queries/invoices';
import { type ReadScope, read } from '../audit/use-case';
import { listGuardianNames } from '../stays/list-guardian-names';
import { type Candidate, type MoneyHint, type OpenBill, rankCandidates } from './candidate.rules';

/** Open bills among which candidates are looked for: more than a centre has. */
const BILLS = 5_000;

/** A candidate as a page shows it. */
export type BillCandidate = Candidate<
  OpenBill & { id: string; number: string; month: string; personId: string }
>;

/**
 * Bills that each of some sums without a bill may be meant for, with what speaks for them; by the key of the sum. Open
 * bills are read once for all of them.
 */
export const listCandidates = read(
  'fees.view',
  async (
    scope,
    { money }: { money: readonly (MoneyHint & { key: string })[] },
  ): Promise<ReadonlyMap<string, BillCandidate[]>> => {
    if (money.length === 0) return new Map();
    const bills = await openBills(scope);
    return new Map(money.map(({ key, ...hint }) => [key, rankCandidates(hint, bills)]));
  },
);

async function openBills(scope: ReadScope) {
  const rows = await selectOwing(scope.tx, { limit: BILLS });
  const guardians = await listGuardianNames.within(scope, {
    personIds: [...new Set(rows.map(({ personId }) => personId))],
  });
  return rows.map(({ id, number, month, reference, openFen, personId, personName }) => ({
    id,
    number,
    month,
    reference,
    openFen,
    personId,
    personName,
    guardianNames: guardians.get(personId) ?? [],
  }));
}
