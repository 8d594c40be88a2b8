import { z } from 'zod';
import {
  type ApplicationOfPerson,
  insertOffer,
  lockApplication,
  selectLetGo,
  updateApplication,
} from '#db/queries/stays';
import { type Scope, useCase } from '../audit/use-case';
import { type BedNeed, type Mismatch, mismatches } from '../beds/bed-match.rules';
import { findRoomNeed } from '../beds/find-room-need';
import { type AvailableBed, listAvailability } from '../beds/list-free-beds';
import { reserveBed } from '../beds/reserve-bed';
import { civilDate } from '../kernel/inputs';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { gradeOn } from './care-grade';
import { listWaiting, type WaitingPlace } from './list-waiting';
import { stayConstraints } from './stay.constraints';
import { applicationEvent } from './stay.events';
import { concerns } from './whose.rules';

/** Words of each reason why a bed does not suit. */
export const mismatchRefusals: Readonly<Record<Mismatch, Refusal>> = {
  service: refusal('BED.NOT_IN_SERVICE', { field: 'bedId' }),
  occupied: refusal('BED.OCCUPIED', { field: 'bedId' }),
  closed: refusal('BED.CLOSED', { field: 'bedId' }),
  reserved: refusal('BED.RESERVED', { field: 'bedId' }),
  sex: refusal('BED.SEX_MISMATCH', { field: 'bedId' }),
  kind: refusal('BED.KIND_MISMATCH', { field: 'bedId' }),
  cleaning: refusal('BED.AWAITS_CLEANING', { field: 'bedId' }),
  isolation: refusal('BED.ROOM_ISOLATION', { field: 'bedId' }),
  household: refusal('BED.ROOM_HOUSEHOLD', { field: 'bedId' }),
  full: refusal('BED.ROOM_FULL', { field: 'bedId' }),
};

const HOUR_MS = 3_600_000;

/** The furthest day from which a bed may be offered. */
const AHEAD_DAYS = 60;

/**
 * Offers a bed to a person on the waiting list, with a deadline of `answerHours`, and keeps the bed for them. Whoever is
 * not the first whom the bed would suit, of those who have not let it go in the last thirty days, needs a reason (`outOfTurnReason`), which stays in the audit trail.
 * Refuses STAY.APPLICATION_UNKNOWN, .NOT_WAITING, .GRADE_MISSING, .RULE_MISSING, .OFFER_PAST, .OFFER_FAR, .NOT_NEXT,
 * BED.UNKNOWN and, all at once, every reason why the bed does not suit: BED.OCCUPIED, .CLOSED, .RESERVED, .SEX_MISMATCH,
 * .KIND_MISMATCH.
 */
export const offerBed = useCase({
  permission: 'stays.offer',
  input: z.object({
    applicationId: z.uuid('STAY.APPLICATION_UNKNOWN'),
    bedId: z.uuid('STAY.BED_MISSING'),
    /** First day on which the person may come. */
    from: civilDate(),
    answerHours: z
      .number('STAY.ANSWER_HOURS')
      .int('STAY.ANSWER_HOURS')
      .min(1, 'STAY.ANSWER_HOURS')
      .max(336, 'STAY.ANSWER_HOURS'),
    outOfTurnReason: z.string().trim().max(300).optional(),
  }),
  constraints: stayConstraints,
  async run(scope, { applicationId, bedId, from, answerHours, outOfTurnReason }) {
    const application = await lockApplication(scope.tx, applicationId);
    if (!application || !concerns(scope.actor, application))
      return refuse(refusal('STAY.APPLICATION_UNKNOWN'));
    const problems = await problemsOf(scope, application, { bedId, from, outOfTurnReason });
    if (problems.length > 0) return refuse(...problems);

    const { personId } = application;
    const reserved = await reserveBed.within(scope, { bedId, personId, from });
    if (!reserved.ok) return reserved;
    const expiresAt = new Date(scope.now.getTime() + answerHours * HOUR_MS);
    const { reservationId } = reserved.value;
    const offerId = await insertOffer(scope.tx, {
      applicationId,
      bedId,
      reservationId,
      fromOn: from,
      offeredAt: scope.now,
      expiresAt,
    });
    await updateApplication(scope.tx, applicationId, { status: 'offered' });
    const data = { bedId, from, expiresAt: expiresAt.toISOString() };
    scope.audit(applicationEvent('application.offered', applicationId, data, outOfTurnReason));
    return accept({ offerId });
  },
});

async function problemsOf(
  scope: Scope,
  application: ApplicationOfPerson,
  { bedId, from, outOfTurnReason }: { bedId: string; from: PlainDate; outOfTurnReason?: string },
): Promise<Refusal[]> {
  if (application.status !== 'waiting') return [refusal('STAY.NOT_WAITING')];
  const grade = await gradeOn(scope, application.personId, scope.today);
  if (grade === null) return [refusal('STAY.GRADE_MISSING')];
  const bed = (await listAvailability.within(scope, { from })).find(({ id }) => id === bedId);
  if (!bed) return [refusal('BED.UNKNOWN', { field: 'bedId' })];

  const problems: Refusal[] = [];
  if (from < scope.today) problems.push(refusal('STAY.OFFER_PAST', { field: 'from' }));
  if (daysAhead(scope.today, from) > AHEAD_DAYS)
    problems.push(refusal('STAY.OFFER_FAR', { field: 'from', params: { days: AHEAD_DAYS } }));
  const { personId, sex } = application;
  const room = await findRoomNeed.within(scope, { personId, on: from });
  const need = { personId, sex, ...room, grade };
  problems.push(...mismatches(bed, need, from).map((one) => mismatchRefusals[one]));
  if (problems.length > 0 || outOfTurnReason) return problems;
  return outOfTurn(scope, application.id, { bed, from });
}

const daysAhead = (today: PlainDate, from: PlainDate): number =>
  (Date.parse(from) - Date.parse(today)) / (24 * HOUR_MS);

/** Days for which somebody who let a bed go is not asked about it again. */
const LET_GO_DAYS = 30;

/** Applications that are not asked about a bed again from a day on, because they have let it go. */
export const whoLetGo = async (scope: Scope, bedId: string, from: PlainDate): Promise<ReadonlySet<string>> =>
  new Set(await selectLetGo(scope.tx, { bedId, since: addDays(from, -LET_GO_DAYS) }));

/** Whether the bed would suit somebody who is ahead and has not just let it go. */
async function outOfTurn(
  scope: Scope,
  applicationId: string,
  { bed, from }: { bed: AvailableBed; from: PlainDate },
): Promise<Refusal[]> {
  const { rule, places } = await listWaiting.within(
    { ...scope, actor: { ...scope.actor, townCode: undefined } },
    {},
  );
  if (!rule) return [refusal('STAY.RULE_MISSING')];
  const letGo = await whoLetGo(scope, bed.id, from);
  const own = places.find(({ waiting }) => waiting.applicationId === applicationId);
  const passedOver = places.filter(
    (other) =>
      own !== undefined &&
      other.place < own.place &&
      !letGo.has(other.waiting.applicationId) &&
      suits(bed, other, from),
  );
  if (!own || passedOver.length === 0) return [];
  return [
    refusal('STAY.NOT_NEXT', {
      field: 'outOfTurnReason',
      params: { place: own.place, ahead: passedOver.length },
    }),
  ];
}

function suits(bed: AvailableBed, { waiting }: WaitingPlace, from: PlainDate): boolean {
  if (waiting.grade === null) return false;
  const need: BedNeed = { personId: waiting.personId, sex: waiting.sex, grade: waiting.grade };
  return mismatches(bed, need, from).length === 0;
}
