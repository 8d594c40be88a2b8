import { z } from 'zod';
import { decideLeaveRule, lockLeaveRule } from '#db/queries/payers';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';
import { feeEvent } from './fee.events';

/**
 * Puts a proposed leave rule into force from its day on; the one before ends there. Bills made before are corrected by the next.
 * Refuses FEES.LEAVE_RULE_UNKNOWN, FEES.DECIDED, FEES.OWN_PROPOSAL, FEES.LEAVE_RULE_SAME_DAY.
 */
export const approveLeaveRule = useCase({
  permission: 'fees.approve-rule',
  input: z.object({ ruleId: z.uuid() }),
  constraints: {
    leave_rules_begin_once: refusal('FEES.LEAVE_RULE_SAME_DAY'),
    leave_rules_two_persons: refusal('FEES.OWN_PROPOSAL'),
  },
  async run({ tx, actor, now, audit }, { ruleId }) {
    const rule = await lockLeaveRule(tx, ruleId);
    if (!rule) return refuse(refusal('FEES.LEAVE_RULE_UNKNOWN', { field: 'ruleId' }));
    if (rule.status !== 'proposed')
      return refuse(refusal('FEES.DECIDED', { params: { by: rule.decidedByName ?? '' } }));
    if (rule.proposedBy === actingPerson(actor)) return refuse(refusal('FEES.OWN_PROPOSAL'));
    await decideLeaveRule(tx, {
      id: rule.id,
      status: 'approved',
      by: actingPerson(actor),
      byName: actor.name,
      at: now,
    });
    audit(feeEvent('leave-rule.approved', { type: 'leave-rule', id: rule.id }, { absence: rule.kind }));
    return accept({ id: rule.id });
  },
});
