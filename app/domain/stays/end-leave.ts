import { z } from 'zod';
import { endLeave as endLeaveRow, selectOpenLeave } from '#db/queries/leaves';
import { lockStay } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, refusal, refuse } from '../kernel/refusals';
import { stayConstraints } from './stay.constraints';
import { stayEvent } from './stay.events';

/**
 * A resident is back: `on` is the first night in the own bed again. Whoever comes back on the day of leaving was not away: then the
 * absence is annulled instead. Refuses STAY.UNKNOWN, .NOT_AWAY, .RETURNED_IN_FUTURE, .RETURN_BEFORE_LEAVING.
 */
export const endLeave = useCase({
  permission: 'stays.discharge',
  input: z.object({ stayId: z.uuid('STAY.UNKNOWN'), on: civilDate() }),
  constraints: stayConstraints,
  async run({ tx, today, audit }, { stayId, on }) {
    const stay = await lockStay(tx, stayId);
    if (!stay) return refuse(refusal('STAY.UNKNOWN'));
    const leave = await selectOpenLeave(tx, stayId);
    if (!leave) return refuse(refusal('STAY.NOT_AWAY'));
    if (on > today) return refuse(refusal('STAY.RETURNED_IN_FUTURE', { field: 'on' }));
    if (on <= leave.fromOn) return refuse(refusal('STAY.RETURN_BEFORE_LEAVING', { field: 'on' }));
    await endLeaveRow(tx, leave.id, on);
    audit(stayEvent('stay.leave-ended', stayId, { leaveId: leave.id, on }));
    return accept({ leaveId: leave.id });
  },
});
