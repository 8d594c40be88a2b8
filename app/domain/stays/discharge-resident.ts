import { z } from 'zod';
import { endLeave, selectOpenLeave } from '#db/queries/leaves';
import { endStay, lockStay, selectStay } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { vacateBed } from '../beds/vacate-bed';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { recordDeath } from '../people/record-death';
import { stayConstraints } from './stay.constraints';
import { stayEvent } from './stay.events';
import { dischargeCauses } from './stay.rules';

/** Why a stay cannot end on a day. */
function dayProblems(
  on: PlainDate,
  facts: { today: PlainDate; stay: { admittedOn: PlainDate }; away?: { fromOn: PlainDate } },
): Refusal[] {
  const { today, stay, away } = facts;
  const problems: Refusal[] = [];
  if (on > today) problems.push(refusal('STAY.DISCHARGED_IN_FUTURE', { field: 'on' }));
  if (on < stay.admittedOn) problems.push(refusal('STAY.DISCHARGED_BEFORE_ADMITTED', { field: 'on' }));
  else if (away && on < away.fromOn)
    problems.push(refusal('STAY.LEFT_BEFORE_LEAVE', { field: 'on', params: { from: away.fromOn } }));
  return problems;
}

/**
 * Ends a stay. `on` is the first day without it: the bed is free on that very day, in the same transaction, and the day is
 * not charged. An absence that has not ended, ends with the stay, on its first day without a night; a death is noted with the person too. Refuses STAY.UNKNOWN, .OVER, .DISCHARGED_IN_FUTURE, .DISCHARGED_BEFORE_ADMITTED,
 * .LEFT_BEFORE_LEAVE; the database refuses a day before the last move with BED.LEAVES_BEFORE_ARRIVAL.
 */
export const dischargeResident = useCase({
  permission: 'stays.discharge',
  input: z.object({
    stayId: z.uuid('STAY.UNKNOWN'),
    on: civilDate(),
    cause: z.enum(dischargeCauses, 'STAY.CAUSE_MISSING'),
    reason: z.string().trim().max(500, 'STAY.REASON_LONG').optional(),
  }),
  constraints: stayConstraints,
  async known(scope, { stayId, on }) {
    const stay = stayId && (await selectStay(scope.tx, stayId));
    if (!stay || !on) return [];
    return dayProblems(on, { today: scope.today, stay, away: await selectOpenLeave(scope.tx, stay.id) });
  },
  async run(scope, { stayId, on, cause, reason }) {
    const stay = await lockStay(scope.tx, stayId);
    if (!stay) return refuse(refusal('STAY.UNKNOWN'));
    if (stay.dischargedOn !== null) return refuse(refusal('STAY.OVER'));
    const away = await selectOpenLeave(scope.tx, stayId);
    const problems = dayProblems(on, { today: scope.today, stay, away });
    if (problems.length > 0) return refuse(...problems);
    const { personId } = stay;
    if (away) {
      await endLeave(scope.tx, away.id, on);
      scope.audit(stayEvent('stay.leave-ended', stayId, { leaveId: away.id, on }));
    }
    if (cause === 'death') {
      const died = await recordDeath.within(scope, { personId, on });
      if (!died.ok) return died;
    }
    const vacated = await vacateBed.within(scope, { personId, on });
    if (!vacated.ok) return vacated;
    await endStay(scope.tx, stayId, { on, cause, reason: reason || null });
    scope.audit(stayEvent('stay.ended', stayId, { personId, bedId: vacated.value.bedId, on, cause }));
    return accept({ stayId, bedId: vacated.value.bedId });
  },
});
