import { z } from 'zod';
import {
  type ApplicationOfPerson,
  insertStay,
  lockApplication,
  markOfferUsed,
  nextContractNumber,
  type OfferRecord,
  selectOffers,
  updateApplication,
} from '#db/queries/stays';
import { type Scope, useCase } from '../audit/use-case';
import { mismatches } from '../beds/bed-match.rules';
import { findPlace } from '../beds/find-bed';
import { findRoomNeed } from '../beds/find-room-need';
import { occupyBed } from '../beds/occupy-bed';
import { releaseBed } from '../beds/release-bed';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { gradeOn, isDependent } from './care-grade';
import { mismatchRefusals } from './offer-bed';
import { stayConstraints } from './stay.constraints';
import { applicationEvent, stayEvent } from './stay.events';
import { concerns } from './whose.rules';

/** `RZ2026-0001`: 入住 contracts of a year, counted without a gap. */
const contractNumber = (on: PlainDate, count: number): string =>
  `RZ${on.slice(0, 4)}-${String(count).padStart(4, '0')}`;

/**
 * Admits a person: the offer is used up, the bed occupied, the stay and its contract number made, all or nothing. Follows
 * an accepted offer; or, by the manager and with a reason, goes straight from the waiting list into a free bed.
 * Whether the bed is free, only the database says, because only it knows of everybody who asks at this moment: BED.OCCUPIED,
 * BED.CLOSED, BED.RESERVED, BED.PERSON_HAS_BED. Refuses before: STAY.APPLICATION_UNKNOWN, .ALREADY_ADMITTED, .OFFER_OPEN,
 * .NOT_WAITING, .BED_MISSING, .DIRECT_ONLY_MANAGER, .DIRECT_REASON_MISSING, .GRADE_MISSING, .NOT_DEPENDENT,
 * .ADMITTED_IN_FUTURE, .ADMITTED_BEFORE_APPLIED, BED.UNKNOWN, BED.SEX_MISMATCH, BED.KIND_MISMATCH.
 */
export const admitResident = useCase({
  permission: 'stays.admit',
  input: z.object({
    applicationId: z.uuid('STAY.APPLICATION_UNKNOWN'),
    /** Only without an offer; an offer names its bed. */
    bedId: z.uuid('STAY.BED_MISSING').optional(),
    on: civilDate(),
    directReason: z.string().trim().max(300).optional(),
  }),
  constraints: stayConstraints,
  async run(scope, input): Promise<Result<{ stayId: string; contractNumber: string }>> {
    const application = await lockApplication(scope.tx, input.applicationId);
    if (!application || !concerns(scope.actor, application))
      return refuse(refusal('STAY.APPLICATION_UNKNOWN'));
    const way = await wayIn(scope, application, input);
    if (!way.ok) return way;
    const { bedId, offer } = way.value;
    const problems = await problemsOf(scope, application, { bedId, on: input.on });
    if (problems.length > 0) return refuse(...problems);

    const { personId, id: applicationId } = application;
    const { on } = input;
    if (offer) {
      await releaseBed.within(scope, { reservationId: offer.reservationId });
      await markOfferUsed(scope.tx, offer.id);
    }
    const number = contractNumber(on, await nextContractNumber(scope.tx, Number(on.slice(0, 4))));
    const stayId = await insertStay(scope.tx, {
      personId,
      applicationId,
      contractNumber: number,
      admittedOn: on,
    });
    const occupied = await occupyBed.within(scope, { bedId, personId, stayId, from: on });
    if (!occupied.ok) return occupied;
    await updateApplication(scope.tx, applicationId, { status: 'admitted' });
    scope.audit(applicationEvent('application.admitted', applicationId, { stayId }));
    const began = { personId, bedId, on, contractNumber: number, direct: !offer };
    scope.audit(stayEvent('stay.began', stayId, began, offer ? undefined : input.directReason));
    return accept({ stayId, contractNumber: number });
  },
});

/** The bed of the accepted offer, or the one that the manager names. */
async function wayIn(
  scope: Scope,
  application: ApplicationOfPerson,
  { bedId, directReason }: { bedId?: string; directReason?: string },
): Promise<Result<{ bedId: string; offer?: OfferRecord }>> {
  if (application.status === 'admitted') return refuse(refusal('STAY.ALREADY_ADMITTED'));
  if (application.status === 'offered') {
    const [offer] = await selectOffers(scope.tx, application.id, 1);
    return offer?.status === 'accepted'
      ? accept({ bedId: offer.bedId, offer })
      : refuse(refusal('STAY.OFFER_OPEN'));
  }
  if (application.status !== 'waiting') return refuse(refusal('STAY.NOT_WAITING'));
  const problems: Refusal[] = [];
  if (!scope.actor.permissions.has('beds.edit')) problems.push(refusal('STAY.DIRECT_ONLY_MANAGER'));
  if (!bedId) problems.push(refusal('STAY.BED_MISSING', { field: 'bedId' }));
  if (!directReason) problems.push(refusal('STAY.DIRECT_REASON_MISSING', { field: 'directReason' }));
  return bedId && problems.length === 0 ? accept({ bedId }) : refuse(...problems);
}

async function problemsOf(
  scope: Scope,
  application: ApplicationOfPerson,
  { bedId, on }: { bedId: string; on: PlainDate },
): Promise<Refusal[]> {
  const problems: Refusal[] = [];
  if (on > scope.today) problems.push(refusal('STAY.ADMITTED_IN_FUTURE', { field: 'on' }));
  if (on < application.appliedOn) problems.push(refusal('STAY.ADMITTED_BEFORE_APPLIED', { field: 'on' }));
  const bed = await findPlace.within(scope, { id: bedId });
  if (!bed) problems.push(refusal('BED.UNKNOWN', { field: 'bedId' }));
  const grade = await gradeOn(scope, application.personId, on);
  if (grade === null) problems.push(refusal('STAY.GRADE_MISSING'));
  else if (!isDependent(grade)) problems.push(refusal('STAY.NOT_DEPENDENT'));
  if (!bed || grade === null) return problems;
  const { personId, sex } = application;
  const room = await findRoomNeed.within(scope, { personId, on });
  const need = { personId, sex, ...room, grade };
  return [...problems, ...mismatches(bed, need, on).map((one) => mismatchRefusals[one])];
}
