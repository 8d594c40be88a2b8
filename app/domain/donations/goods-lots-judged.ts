import { selectDonor } from '#db/queries/donations';
import { selectGiversOfLots } from '#db/queries/goods-interests';
import type { ReadScope } from '../audit/use-case';
import { findHousehold } from '../people/find-household';
import { findRelations } from '../people/find-relations';
import { interestedGoods } from './interested-party.rules';

/** What is known of lots whose givers have to do with a household. */
interface JudgedLots {
  /** Never for this household: the giver is one of them beyond doubt. */
  readonly related: ReadonlySet<string>;
  /** Only after another person has looked: lot → its gift. */
  readonly doubtful: ReadonlyMap<string, { readonly giftId: string; readonly reference: string }>;
}

/** The household that goods reach: the one named, or that of the person. */
export async function householdReached(
  scope: ReadScope,
  {
    householdId,
    personId,
  }: { householdId?: string | null | undefined; personId?: string | null | undefined },
): Promise<string | undefined> {
  if (householdId) return householdId;
  return personId ? (await findHousehold.within(scope, { personId }))?.id : undefined;
}

/** Compares the givers of lots with a household, each giver once. Part of setting goods aside. */
export async function judgeLots(
  scope: ReadScope,
  householdId: string | undefined,
  lotIds: readonly string[],
): Promise<JudgedLots> {
  const related = new Set<string>();
  const doubtful = new Map<string, { giftId: string; reference: string }>();
  const reached = householdId && (await findRelations.within(scope, { householdId }));
  if (!reached) return { related, doubtful };
  const lots = await selectGiversOfLots(scope.tx, lotIds);
  for (const donorId of new Set(lots.map((lot) => lot.donorId))) {
    const donor = await selectDonor(scope.tx, donorId);
    const found = donor && interestedGoods(donor, reached);
    if (!found) continue;
    for (const { lotId, giftId, reference } of lots.filter((lot) => lot.donorId === donorId))
      if (found === 'related') related.add(lotId);
      else doubtful.set(lotId, { giftId, reference });
  }
  return { related, doubtful };
}
