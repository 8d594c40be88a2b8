import { z } from 'zod';
import { lockStay } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { mismatches } from '../beds/bed-match.rules';
import { findPlace } from '../beds/find-bed';
import { findRoomNeed } from '../beds/find-room-need';
import { listBedHistory } from '../beds/list-bed-history';
import { moveToBed } from '../beds/move-to-bed';
import { civilDate } from '../kernel/inputs';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { gradeOn } from './care-grade';
import { mismatchRefusals } from './offer-bed';
import { stayConstraints } from './stay.constraints';
import { stayEvent } from './stay.events';

/**
 * Moves a resident to another bed on a day: the old one is free on that day. Refuses STAY.UNKNOWN, .OVER, .SAME_BED,
 * .MOVED_IN_FUTURE, .GRADE_MISSING, BED.UNKNOWN, BED.SEX_MISMATCH, BED.KIND_MISMATCH; the database refuses BED.OCCUPIED,
 * BED.CLOSED, BED.RESERVED and, for a day before the last move, BED.LEAVES_BEFORE_ARRIVAL.
 */
export const transferResident = useCase({
  permission: 'stays.discharge',
  input: z.object({
    stayId: z.uuid('STAY.UNKNOWN'),
    bedId: z.uuid('STAY.BED_MISSING'),
    on: civilDate(),
    reason: z.string('STAY.REASON_MISSING').trim().min(2, 'STAY.REASON_MISSING').max(300, 'STAY.REASON_LONG'),
  }),
  constraints: stayConstraints,
  async run(scope, { stayId, bedId, on, reason }) {
    const stay = await lockStay(scope.tx, stayId);
    if (!stay) return refuse(refusal('STAY.UNKNOWN'));
    if (stay.dischargedOn !== null) return refuse(refusal('STAY.OVER'));
    const [current] = await listBedHistory.within(scope, { stayId });
    if (!current) throw new Error(`Stay ${stayId} has no bed`);
    const problems: Refusal[] = [];
    if (current.id === bedId) problems.push(refusal('STAY.SAME_BED', { field: 'bedId' }));
    if (on > scope.today) problems.push(refusal('STAY.MOVED_IN_FUTURE', { field: 'on' }));
    const bed = await findPlace.within(scope, { id: bedId });
    const grade = await gradeOn(scope, stay.personId, on);
    if (!bed) problems.push(refusal('BED.UNKNOWN', { field: 'bedId' }));
    if (grade === null) problems.push(refusal('STAY.GRADE_MISSING'));
    if (bed && grade) {
      const room = await findRoomNeed.within(scope, { personId: stay.personId, on });
      const need = { personId: stay.personId, sex: stay.sex, ...room, grade };
      problems.push(...mismatches(bed, need, on).map((one) => mismatchRefusals[one]));
    }
    if (problems.length > 0) return refuse(...problems);

    const { personId } = stay;
    const moved = await moveToBed.within(scope, {
      fromBedId: current.id,
      toBedId: bedId,
      personId,
      stayId,
      on,
    });
    if (!moved.ok) return moved;
    scope.audit(stayEvent('stay.moved', stayId, { fromBedId: current.id, toBedId: bedId, on }, reason));
    return accept({ stayId });
  },
});
