import { selectDonorsByIds } from '#db/queries/donations';
import type { Recipient } from '#db/queries/goods';
import { selectGiversOfLots, selectReached } from '#db/queries/goods-interests';
import type { ReadScope, Scope } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';
import { findRelations } from '../people/find-relations';
import { actingPerson } from '../standards/standard.rules';
import { interestedGoods } from './interested-party.rules';

/** Goods for somebody. */
interface ForSomebody extends Recipient {
  /** By which the findings are told apart. */
  readonly key: string;
  /** Day on which they are in a bed whose resident is asked for. */
  readonly on: PlainDate;
  readonly lotIds: readonly string[];
}

/** The giver of a lot has to do with whom it is for: never to be cleared (`same-phone`), or left to a person (`same-name`). */
export interface Finding {
  readonly key: string;
  readonly lotId: string;
  readonly giftId: string;
  readonly reference: string;
  /** With whom the giver was compared: a household, or a person who belongs to none. */
  readonly householdId: string | null;
  readonly head: string | null;
  readonly village: string | null;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly finding: 'same-phone' | 'same-name';
}

/**
 * Compares the givers of lots with whomever each reaches: a household, a resident and theirs, whoever a visit is for, or lies in a
 * bed. Reads a fixed number of times however many there are. Part of setting aside, handing over and naming a giver.
 */
export async function judgeGoods(scope: ReadScope, goods: readonly ForSomebody[]): Promise<Finding[]> {
  const { tx, today } = scope;
  const reached = await selectReached(tx, {
    recipients: goods.map(({ lotIds: _, ...recipient }) => recipient),
    today,
  });
  if (reached.length === 0) return [];
  const givers = await selectGiversOfLots(tx, [...new Set(goods.flatMap(({ lotIds }) => lotIds))]);
  const donors = await selectDonorsByIds(tx, [...new Set(givers.map(({ donorId }) => donorId))]);
  const relations = await findRelations.within(scope, {
    householdIds: [...new Set(reached.flatMap(({ householdId }) => householdId ?? []))],
    personIds: [...new Set(reached.flatMap(({ personId }) => personId ?? []))],
  });
  const byId = new Map(donors.map((donor) => [donor.id, donor]));
  const byLot = new Map(givers.map((giver) => [giver.lotId, giver]));
  return reached.flatMap(({ key, ...who }) => {
    const { householdId, personId } = who;
    const tied = relations.get(householdId ?? personId ?? '');
    const lotIds = goods.find((one) => one.key === key)?.lotIds ?? [];
    return lotIds.flatMap((lotId) => {
      const giver = byLot.get(lotId);
      const donor = giver && byId.get(giver.donorId);
      const finding = donor && tied && interestedGoods(donor, tied);
      if (!giver || !finding) return [];
      const { giftId, reference } = giver;
      return [{ key, lotId, giftId, reference, ...who, finding }];
    });
  });
}

/** The findings as they are written, one for each gift in an allocation: a question to the lead, or what came out afterwards. */
export const asked = (
  { actor, now }: Pick<Scope, 'actor' | 'now'>,
  status: 'review' | 'found',
  findings: readonly Finding[],
) =>
  [...new Map(findings.map((one) => [`${one.key}/${one.giftId}`, one])).values()].map(
    ({ key, giftId, householdId, personId, finding }) => ({
      allocationId: key,
      giftId,
      householdId,
      personId,
      finding,
      status,
      askedBy: actingPerson(actor),
      askedByName: actor.name,
      askedAt: now,
    }),
  );

/** The gifts of findings, each once, to name them in a refusal. */
export const referencesOf = (findings: readonly Pick<Finding, 'reference'>[]): string =>
  [...new Set(findings.map(({ reference }) => reference))].join(' ');
