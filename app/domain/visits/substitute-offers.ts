import { z } from 'zod';
import { countStanding, selectAssignmentsOfVisit } from '#db/queries/visit-assignments';
import {
  closeOffers,
  fillPlace,
  insertOffer,
  lockVisit,
  selectOffer,
  selectOffersOf,
  selectOffersTo,
  updateOffers,
} from '#db/queries/visit-offers';
import { read, type Scope, useCase } from '../audit/use-case';
import { dateOf } from '../kernel/plain-date';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { notify } from '../notices/notify';
import { listUnfit } from '../volunteers/check-dispatch';
import { isLeftAlone, whoIsLeftAlone } from './company';
import { rankFor, standing } from './find-substitutes';
import { farParams, tooFarOn } from './travel-between';
import { offerAccepted, offerDeclined, substituteAsked } from './visit.events';
import { paramsOf, tellCoordinators } from './visit-notices';

type Visit = NonNullable<Awaited<ReturnType<typeof lockVisit>>>;

/** A visit that may still be given to somebody, locked. Refuses VISITS.UNKNOWN, .NOT_AHEAD. */
export async function visitAhead(scope: Scope, visitId: string): Promise<Result<Visit>> {
  const visit = await lockVisit(scope.tx, visitId);
  if (!visit || visit.status === 'proposed') return refuse(refusal('VISITS.UNKNOWN', { field: 'visitId' }));
  if (visit.status !== 'published' || visit.endsAt <= scope.now) return refuse(refusal('VISITS.NOT_AHEAD'));
  return accept(visit);
}

async function tellOffers(
  scope: Scope,
  kind: 'substitute-asked' | 'substitute-taken' | 'substitute-over',
  visit: Pick<Visit, 'startsAt' | 'endsAt' | 'place'>,
  offers: readonly { id: string; volunteerId: string }[],
): Promise<void> {
  await notify(
    scope,
    offers.map(({ id, volunteerId }) => ({
      to: { volunteerId },
      kind,
      // Who stands by may be asked again when another place is free.
      key: `${kind}/${id}/${scope.now.getTime()}`,
      subject: { type: 'visit-offer', id },
      params: paramsOf(visit),
    })),
  );
}

/**
 * Ends what was asked about visits that are not what they were: whoever was asked, or stands by, need not keep the time free, and
 * is told.
 */
export async function endOffers(scope: Scope, visitIds: readonly string[]): Promise<void> {
  for (const { offers, ...visit } of await closeOffers(scope.tx, visitIds))
    await tellOffers(scope, 'substitute-over', visit, offers);
}

/**
 * Sees to it that a place at a visit is filled, when somebody who was to come will not: the first who stands by and could come is
 * asked, and the coordinators are told, who see the next best; whoever is under age and would be there without a grown volunteer is
 * told not to go alone.
 */
export async function seekSubstitute(
  scope: Scope,
  { visitId, assignmentId, reason }: { visitId: string; assignmentId: string; reason: string },
): Promise<void> {
  const visit = await lockVisit(scope.tx, visitId);
  if (!visit) return;
  await askWhoStandsBy(scope, visit);
  await tellCoordinators(scope, 'visit-vacant', [assignmentId], reason);
  const alone = await whoIsLeftAlone(scope, { visitId, on: dateOf(visit.startsAt) });
  await notify(
    scope,
    alone.map((one) => ({
      to: { volunteerId: one.volunteerId },
      kind: 'visit-alone' as const,
      // Another may step in and drop out again.
      key: `visit-alone/${one.assignmentId}/${scope.now.getTime()}`,
      subject: { type: 'visit-assignment', id: one.assignmentId },
      params: paramsOf(visit),
    })),
  );
}

const lacksSomebody = async (scope: Scope, visit: Visit): Promise<boolean> =>
  (await countStanding(scope.tx, visit.id)).standing < visit.volunteersNeeded;

/**
 * Asks whoever stands by longest at a visit that lacks somebody and could come as things are now, if anybody does: not somebody whom
 * a rule of planning stops, nor somebody under age who would be there without a grown volunteer and could not say yes.
 */
async function askWhoStandsBy(scope: Scope, visit: Visit): Promise<void> {
  const standby = (await selectOffersOf(scope.tx, visit.id)).filter(({ status }) => status === 'standby');
  if (standby.length === 0) return;
  const suited = new Set((await rankFor(scope, visit)).ranked.map(({ volunteerId }) => volunteerId));
  for (const waiting of standby) {
    const { volunteerId } = waiting;
    if (!suited.has(volunteerId)) continue;
    if (await isLeftAlone(scope, { visitId: visit.id, volunteerId, on: dateOf(visit.startsAt) })) continue;
    return askAgain(scope, visit, waiting);
  }
}

/** Asks somebody who stands by whether they take a place that is free. */
async function askAgain(
  scope: Scope,
  visit: Visit,
  waiting: { id: string; volunteerId: string },
): Promise<void> {
  await updateOffers(scope.tx, [waiting.id], { status: 'open' });
  scope.audit(substituteAsked(visit.id, { volunteerId: waiting.volunteerId, stoodBy: true }));
  await tellOffers(scope, 'substitute-asked', visit, [waiting]);
}

/**
 * Asks a volunteer to step in at a visit. Several may be asked: the first who accepts comes. Who stands by can be asked again as
 * soon as a place is free.
 * Refuses VISITS.UNKNOWN, .NOT_AHEAD, OFFER.ON_IT (comes already), .NOT_SUITED (a rule of planning stops them), .ASKED.
 */
export const askSubstitute = useCase({
  permission: 'visits.publish',
  input: z.object({ visitId: z.uuid('VISITS.UNKNOWN'), volunteerId: z.uuid() }),
  async run(scope, { visitId, volunteerId }) {
    const ahead = await visitAhead(scope, visitId);
    if (!ahead.ok) return ahead;
    const visit = ahead.value;
    const assignments = await selectAssignmentsOfVisit(scope.tx, visitId);
    if (assignments.some((one) => one.volunteerId === volunteerId && standing.has(one.status)))
      return refuse(refusal('OFFER.ON_IT', { field: 'volunteerId' }));
    const { ranked } = await rankFor(scope, visit);
    const rank = ranked.findIndex((one) => one.volunteerId === volunteerId);
    const chosen = ranked[rank];
    if (!chosen) return refuse(refusal('OFFER.NOT_SUITED', { field: 'volunteerId' }));
    const waiting = (await selectOffersOf(scope.tx, visitId)).find(
      (one) => one.volunteerId === volunteerId && one.status === 'standby',
    );
    if (waiting && (await lacksSomebody(scope, visit))) {
      await askAgain(scope, visit, waiting);
      return accept({ offerId: waiting.id });
    }
    const { travelMinutes, ...why } = chosen;
    const offerId = await insertOffer(scope.tx, {
      visitId,
      volunteerId,
      travelMinutes,
      explanation: { ...why, rank: rank + 1 },
      askedAt: scope.now,
      askedBy: scope.actor.name,
    });
    if (!offerId) return refuse(refusal('OFFER.ASKED', { field: 'volunteerId' }));
    scope.audit(substituteAsked(visitId, { volunteerId }));
    await tellOffers(scope, 'substitute-asked', visit, [{ id: offerId, volunteerId }]);
    return accept({ offerId });
  },
});

const offerId = z.uuid('OFFER.UNKNOWN');

/** The acting volunteer's offer with its visit, both in one order of locks: the visit first. Refuses OFFER.UNKNOWN, .OVER, VISITS.NOT_AHEAD. */
async function ownOffer(scope: Scope, id: string) {
  const known = await selectOffer(scope.tx, id);
  if (!known || known.volunteerId !== scope.actor.volunteerId)
    return refuse(refusal('OFFER.UNKNOWN', { field: 'offerId' }));
  const ahead = await visitAhead(scope, known.visitId);
  if (!ahead.ok) return ahead;
  // Read again under the lock of the visit: another answer may have come first.
  const offer = await selectOffer(scope.tx, id);
  if (!offer || (offer.status !== 'open' && offer.status !== 'standby')) return refuse(refusal('OFFER.OVER'));
  return accept({ offer, visit: ahead.value });
}

/**
 * Steps in: the place is taken, or if others were faster one stands by for the next that is free.
 * Refuses OFFER.UNKNOWN, .OVER, .COMING (comes already), .ELSEWHERE (would be in two places), .TOO_FAR (the way from what they are promised before, or to
 * what comes after, is too long), .ADULT_MISSING (under age, and no grown volunteer comes), .UNFIT (paused or left, or a skill, licence or
 * insurance that the visit asks for is gone), VISITS.NOT_AHEAD.
 */
export const acceptOffer = useCase({
  permission: 'visits.answer',
  input: z.object({ offerId }),
  constraints: { visit_assignments_one_place: refusal('OFFER.ELSEWHERE') },
  async run(scope, input): Promise<Result<{ state: 'accepted' | 'standby'; assignmentId: string | null }>> {
    const own = await ownOffer(scope, input.offerId);
    if (!own.ok) return own;
    const { offer, visit } = own.value;
    // Their own place is none that is free.
    const assignments = await selectAssignmentsOfVisit(scope.tx, visit.id);
    if (assignments.some((one) => one.volunteerId === offer.volunteerId && standing.has(one.status)))
      return refuse(refusal('OFFER.COMING'));
    const before = await countStanding(scope.tx, visit.id);
    if (before.standing >= visit.volunteersNeeded) {
      if (offer.status === 'open')
        await updateOffers(scope.tx, [offer.id], { status: 'standby', answeredAt: scope.now });
      scope.audit(offerAccepted(visit.id, { volunteerId: offer.volunteerId, standby: true }));
      return accept({ state: 'standby', assignmentId: null });
    }
    const assignmentId = await fillPlace(scope.tx, {
      visitId: visit.id,
      volunteerId: offer.volunteerId,
      startsAt: visit.startsAt,
      endsAt: visit.endsAt,
      travelMinutes: offer.travelMinutes,
      explanation: { substitute: offer.explanation },
      answeredAt: scope.now,
    });
    const on = dateOf(visit.startsAt);
    const { volunteerId } = offer;
    const problems = (await tooFarOn(scope, on, { visitId: visit.id, volunteerIds: [volunteerId] })).map(
      (one) => refusal('OFFER.TOO_FAR', { params: farParams(one) }),
    );
    const team = assignments.filter(({ status }) => standing.has(status)).map((one) => one.volunteerId);
    const tasks = [...team, volunteerId].map((id) => ({
      volunteerId: id,
      visitId: visit.id,
      skill: visit.skill,
      date: on,
    }));
    if (await isLeftAlone(scope, { visitId: visit.id, volunteerId, on }))
      problems.push(refusal('OFFER.ADULT_MISSING'));
    // They are locked by now: nobody pauses between this look and the promise.
    else if ((await listUnfit.within(scope, { tasks })).some((one) => one.volunteerId === volunteerId))
      problems.push(refusal('OFFER.UNFIT'));
    if (problems.length > 0) return refuse(...problems);
    await updateOffers(scope.tx, [offer.id], { status: 'accepted', answeredAt: scope.now });
    scope.audit(offerAccepted(visit.id, { volunteerId: offer.volunteerId, standby: false }));
    if (before.standing + 1 >= visit.volunteersNeeded) {
      const others = (await selectOffersOf(scope.tx, visit.id)).filter((one) => one.status === 'open');
      await tellOffers(scope, 'substitute-taken', visit, others);
    }
    return accept({ state: 'accepted', assignmentId });
  },
});

/**
 * Does not step in, or no longer stands by. If the place is still free, whoever stands by next is asked: they were told that they
 * are asked first. Refuses OFFER.UNKNOWN, .OVER, VISITS.NOT_AHEAD.
 */
export const declineOffer = useCase({
  permission: 'visits.answer',
  input: z.object({ offerId }),
  async run(scope, input) {
    const own = await ownOffer(scope, input.offerId);
    if (!own.ok) return own;
    const { offer, visit } = own.value;
    await updateOffers(scope.tx, [offer.id], { status: 'declined', answeredAt: scope.now });
    scope.audit(offerDeclined(visit.id, { volunteerId: offer.volunteerId }));
    if (offer.status === 'open' && (await lacksSomebody(scope, visit))) await askWhoStandsBy(scope, visit);
    return accept({ offerId: offer.id });
  },
});

/** What the acting volunteer was asked to step in for and can still answer. */
export const listOwnOffers = read(
  'visits.view-own',
  async ({ tx, actor, now }, _: Record<string, never> = {}) =>
    actor.volunteerId ? selectOffersTo(tx, actor.volunteerId, now) : [],
);
