import { z } from 'zod';
import { annulLeave, insertLeave, selectLeave } from '#db/queries/leaves';
import { lockStay } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { leaveKinds, reasonGiven } from './leave.forms';
import { stayConstraints } from './stay.constraints';
import { stayEvent } from './stay.events';

/**
 * Puts an absence right that was entered wrongly: it is annulled and, unless it never was (`never`), entered anew with other days or
 * kind. Bills made since are corrected by the next one. Refuses STAY.UNKNOWN, .LEAVE_UNKNOWN, .LEFT_IN_FUTURE, .RETURNED_IN_FUTURE,
 * .RETURN_BEFORE_LEAVING; the database refuses .LEAVE_OVERLAP and .LEAVE_OUTSIDE_STAY.
 */
export const correctLeave = useCase({
  permission: 'stays.discharge',
  input: z.object({
    stayId: z.uuid('STAY.UNKNOWN'),
    leaveId: z.uuid('STAY.LEAVE_UNKNOWN'),
    never: z.union([z.boolean(), z.literal('on').transform(() => true)]).optional(),
    kind: z.enum(leaveKinds, 'STAY.LEAVE_KIND').optional(),
    from: civilDate().optional(),
    /** First night back; absent while not back. */
    until: civilDate().optional(),
    reason: reasonGiven,
  }),
  constraints: stayConstraints,
  async run({ tx, now, today, actor, audit }, { stayId, leaveId, never, kind, from, until, reason }) {
    const stay = await lockStay(tx, stayId);
    if (!stay) return refuse(refusal('STAY.UNKNOWN'));
    const leave = await selectLeave(tx, { id: leaveId, stayId });
    if (!leave) return refuse(refusal('STAY.LEAVE_UNKNOWN'));
    const fromOn = from ?? leave.fromOn;
    const problems: Refusal[] = [];
    if (!never && fromOn > today) problems.push(refusal('STAY.LEFT_IN_FUTURE', { field: 'from' }));
    if (!never && until && until > today)
      problems.push(refusal('STAY.RETURNED_IN_FUTURE', { field: 'until' }));
    if (!never && until && until <= fromOn)
      problems.push(refusal('STAY.RETURN_BEFORE_LEAVING', { field: 'until' }));
    if (problems.length > 0) return refuse(...problems);
    await annulLeave(tx, leaveId, { at: now, byName: actor.name, reason });
    if (!never) {
      await insertLeave(tx, {
        stayId,
        kind: kind ?? leave.kind,
        fromOn,
        untilOn: until,
        expectedOn: leave.expectedOn && leave.expectedOn > fromOn ? leave.expectedOn : null,
        note: leave.note,
        notifiedName: leave.notifiedName,
        notifiedAt: leave.notifiedAt,
        recordedAt: now,
        recordedByName: actor.name,
        correctsId: leaveId,
      });
    }
    const before = [leave.fromOn, leave.untilOn] as const;
    const after = never ? null : ([fromOn, until ?? null] as const);
    audit(stayEvent('stay.leave-corrected', stayId, { leaveId, before, after }, reason));
    return accept({ stayId });
  },
});
