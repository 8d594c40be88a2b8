import { z } from 'zod';
import { lockStay } from '#db/queries/stays';
import { type Scope, useCase } from '../audit/use-case';
import { mismatches } from '../beds/bed-match.rules';
import { findPlace } from '../beds/find-bed';
import { listBedHistory } from '../beds/list-bed-history';
import { swapBeds } from '../beds/swap-beds';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { gradeOn } from './care-grade';
import { reasonGiven } from './leave.forms';
import { mismatchRefusals } from './offer-bed';
import { stayConstraints } from './stay.constraints';
import { stayEvent } from './stay.events';

/**
 * Two residents change beds with each other on a day, both or neither. Refuses STAY.UNKNOWN, .OVER, .SAME_STAY, .MOVED_IN_FUTURE,
 * .GRADE_MISSING, BED.SEX_MISMATCH, BED.KIND_MISMATCH; the database refuses what it refuses of a transfer.
 */
export const swapResidents = useCase({
  permission: 'stays.discharge',
  input: z.object({
    stayId: z.uuid('STAY.UNKNOWN'),
    otherStayId: z.uuid('STAY.UNKNOWN'),
    on: civilDate(),
    reason: reasonGiven,
  }),
  constraints: stayConstraints,
  async run(scope, { stayId, otherStayId, on, reason }) {
    if (stayId === otherStayId) return refuse(refusal('STAY.SAME_STAY', { field: 'otherStayId' }));
    if (on > scope.today) return refuse(refusal('STAY.MOVED_IN_FUTURE', { field: 'on' }));
    // In one order, so that two swaps of the same two do not wait for each other.
    const found = new Map<string, Result<Lying>>();
    for (const id of [stayId, otherStayId].sort()) found.set(id, await lying(scope, id));
    const [one, other] = [found.get(stayId), found.get(otherStayId)] as [Result<Lying>, Result<Lying>];
    if (!one.ok) return one;
    if (!other.ok) return other;
    const problems = [
      ...(await problemsOf(scope, one.value, { bedId: other.value.bedId, on })),
      ...(await problemsOf(scope, other.value, { bedId: one.value.bedId, on })),
    ];
    if (problems.length > 0) return refuse(...problems);
    const swapped = await swapBeds.within(scope, { one: one.value, other: other.value, on });
    if (!swapped.ok) return swapped;
    for (const [from, to] of [
      [one.value, other.value],
      [other.value, one.value],
    ] as const) {
      const data = { fromBedId: from.bedId, toBedId: to.bedId, on };
      scope.audit(stayEvent('stay.moved', from.stayId, data, reason));
    }
    return accept({ stayId });
  },
});

/** A resident and the bed they lie in. */
interface Lying {
  readonly stayId: string;
  readonly personId: string;
  readonly sex: 'male' | 'female';
  readonly bedId: string;
}

async function lying(scope: Scope, stayId: string): Promise<Result<Lying>> {
  const stay = await lockStay(scope.tx, stayId);
  if (!stay) return refuse(refusal('STAY.UNKNOWN'));
  if (stay.dischargedOn !== null) return refuse(refusal('STAY.OVER'));
  const [bed] = await listBedHistory.within(scope, { stayId });
  if (!bed) throw new Error(`Stay ${stayId} has no bed`);
  return accept({ stayId, personId: stay.personId, sex: stay.sex, bedId: bed.id });
}

async function problemsOf(
  scope: Scope,
  { personId, sex }: Lying,
  { bedId, on }: { bedId: string; on: PlainDate },
): Promise<Refusal[]> {
  const bed = await findPlace.within(scope, { id: bedId });
  const grade = await gradeOn(scope, personId, on);
  if (!bed) return [refusal('BED.UNKNOWN')];
  if (grade === null) return [refusal('STAY.GRADE_MISSING')];
  return mismatches(bed, { personId, sex, grade }, on).map((one) => mismatchRefusals[one]);
}
