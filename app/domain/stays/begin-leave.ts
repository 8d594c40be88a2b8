import { z } from 'zod';
import { insertLeave, selectOpenLeave } from '#db/queries/leaves';
import { lockStay } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { leaveFacts } from './leave.forms';
import { stayConstraints } from './stay.constraints';
import { stayEvent } from './stay.events';

/**
 * A resident goes home for a while or into hospital, and the bed is kept. `from` is the first night away. A transfer to hospital
 * names who of the family was told, and when (养老机构管理办法 Art. 19). Refuses STAY.UNKNOWN, .OVER, .AWAY_ALREADY, .LEFT_IN_FUTURE,
 * .EXPECTED_BEFORE_LEAVING, .NOTIFY_FAMILY, .NOTIFIED_AT; the database refuses .LEAVE_OVERLAP and .LEAVE_OUTSIDE_STAY.
 */
export const beginLeave = useCase({
  permission: 'stays.discharge',
  input: z.object({ stayId: z.uuid('STAY.UNKNOWN'), from: civilDate(), ...leaveFacts }),
  constraints: stayConstraints,
  async run({ tx, now, today, actor, audit }, { stayId, from, expectedOn, ...facts }) {
    const stay = await lockStay(tx, stayId);
    if (!stay) return refuse(refusal('STAY.UNKNOWN'));
    if (stay.dischargedOn !== null) return refuse(refusal('STAY.OVER'));
    const problems: Refusal[] = [];
    const open = await selectOpenLeave(tx, stayId);
    if (open) problems.push(refusal('STAY.AWAY_ALREADY', { params: { from: open.fromOn } }));
    if (from > today) problems.push(refusal('STAY.LEFT_IN_FUTURE', { field: 'from' }));
    if (from < stay.admittedOn) problems.push(refusal('STAY.LEAVE_OUTSIDE_STAY', { field: 'from' }));
    if (expectedOn && expectedOn <= from)
      problems.push(refusal('STAY.EXPECTED_BEFORE_LEAVING', { field: 'expectedOn' }));
    if (facts.kind === 'hospital' && !(facts.notifiedName && facts.notifiedAt))
      problems.push(refusal('STAY.NOTIFY_FAMILY', { field: 'notifiedName' }));
    if (facts.notifiedAt && facts.notifiedAt > now)
      problems.push(refusal('STAY.NOTIFIED_AT', { field: 'notifiedAt' }));
    if (problems.length > 0) return refuse(...problems);
    const told = facts.notifiedName && facts.notifiedAt;
    const leaveId = await insertLeave(tx, {
      stayId,
      fromOn: from,
      expectedOn,
      kind: facts.kind,
      note: facts.note,
      notifiedName: told ? facts.notifiedName : null,
      notifiedAt: told ? facts.notifiedAt : null,
      recordedAt: now,
      recordedByName: actor.name,
    });
    audit(stayEvent('stay.leave-began', stayId, { leaveId, absence: facts.kind, from }));
    return accept({ leaveId });
  },
});
