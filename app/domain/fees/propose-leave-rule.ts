import { newId } from '#db/new-id';
import { insertLeaveRule } from '#db/queries/payers';
import { useCase } from '../audit/use-case';
import { accept, refuse } from '../kernel/refusals';
import { actingPerson } from '../standards/standard.rules';
import { feeEvent } from './fee.events';
import { leaveBandProblems } from './leave.rules';
import { leaveRuleInput } from './leave-rule.forms';

/**
 * Proposes what is charged for a bed that is kept while the resident is away. It counts for nothing before another person has
 * approved it. Refuses FEES.LEAVE_BANDS when the bands do not begin with the first day, do not rise, or are no parts.
 */
export const proposeLeaveRule = useCase({
  permission: 'fees.propose-rule',
  input: leaveRuleInput,
  async run({ tx, actor, now, audit }, { kind, effectiveFrom, bands: parts, source }) {
    const bands = parts.map(({ fromDay, percent }) => ({ fromDay, permille: percent * 10 }));
    const problems = leaveBandProblems(bands);
    if (problems.length > 0) return refuse(...problems);
    const id = newId();
    await insertLeaveRule(tx, {
      id,
      kind,
      effectiveFrom,
      bands,
      source,
      status: 'proposed',
      proposedBy: actingPerson(actor),
      proposedByName: actor.name,
      proposedAt: now,
    });
    const data = { absence: kind, from: effectiveFrom, bands };
    audit(feeEvent('leave-rule.proposed', { type: 'leave-rule', id }, data));
    return accept({ id });
  },
});
