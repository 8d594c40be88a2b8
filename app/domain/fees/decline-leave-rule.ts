import { z } from 'zod';
import { decideLeaveRule, lockLeaveRule } from '#db/queries/payers';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';
import { feeEvent } from './fee.events';

/** Turns a proposed leave rule down with a reason. Refuses FEES.LEAVE_RULE_UNKNOWN and FEES.DECIDED. */
export const declineLeaveRule = useCase({
  permission: 'fees.approve-rule',
  input: z.object({
    ruleId: z.uuid(),
    reason: z.string({ error: 'FEES.REASON' }).trim().min(1, 'FEES.REASON').max(500),
  }),
  async run({ tx, actor, now, audit }, { ruleId, reason }) {
    const rule = await lockLeaveRule(tx, ruleId);
    if (!rule) return refuse(refusal('FEES.LEAVE_RULE_UNKNOWN', { field: 'ruleId' }));
    if (rule.status !== 'proposed')
      return refuse(refusal('FEES.DECIDED', { params: { by: rule.decidedByName ?? '' } }));
    await decideLeaveRule(tx, {
      id: rule.id,
      status: 'declined',
      by: actingPerson(actor),
      byName: actor.name,
      at: now,
      reason,
    });
    const data = { absence: rule.kind };
    audit(feeEvent('leave-rule.declined', { type: 'leave-rule', id: rule.id }, data, reason));
    return accept({ id: rule.id });
  },
});
