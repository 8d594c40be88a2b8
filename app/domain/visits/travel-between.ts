import { lockDays } from '#db/queries/visit-assignments';
import type { Scope } from '../audit/use-case';
import { addDays, dateOf, type PlainDate, startOf, timeOf } from '../kernel/plain-date';
import { type Promised, type TooFar, tooFar } from './travel-between.rules';

/**
 * Between which of their promises volunteers could not get in time, from one civil date until another; part of whatever promises
 * or moves a visit, after it has done so. The volunteers are locked: two promises made at once see each other.
 */
export async function tooFarBetween(
  { tx }: Pick<Scope, 'tx'>,
  { volunteerIds, from, until }: { volunteerIds: readonly string[]; from: PlainDate; until: PlainDate },
): Promise<TooFar<Awaited<ReturnType<typeof lockDays>>[number]>[]> {
  return tooFar(await lockDays(tx, { volunteerIds, from: startOf(from), until: startOf(until) }));
}

/** The same for one visit of a day: before it or after it. */
export async function tooFarOn(
  scope: Pick<Scope, 'tx'>,
  date: PlainDate,
  { visitId, volunteerIds }: { visitId: string; volunteerIds: readonly string[] },
): Promise<TooFar<Promised>[]> {
  const far = await tooFarBetween(scope, { volunteerIds, from: date, until: addDays(date, 1) });
  return far.filter(({ first, second }) => first.visitId === visitId || second.visitId === visitId);
}

/** What a refusal says of it: who, on which day, from where until when, to where from when, and the minutes. */
export const farParams = ({ name, first, second, needed, there }: TooFar<Promised>) => ({
  name,
  date: dateOf(second.startsAt),
  from: first.place,
  until: timeOf(first.endsAt),
  to: second.place,
  at: timeOf(second.startsAt),
  needed,
  there,
});
