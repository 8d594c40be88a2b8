import { z } from 'zod';
import { insertWaitingRule, selectWaitingRuleVersions } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { hardshipCategories } from '../people/person.rules';
import { ruleEvent } from './stay.events';
import { criterionCodes, faultsOfCriteria } from './waiting-order.rules';

const criterion = z.discriminatedUnion('by', [
  z.object({ by: z.literal('passes') }),
  z.object({ by: z.literal('category'), order: z.array(z.enum(hardshipCategories)).min(1) }),
  z.object({ by: z.literal('grade'), order: z.array(z.enum(['total', 'partial'])).min(1) }),
  z.object({ by: z.literal('appliedOn') }),
]);

const text = z.string('STAY.RULE_SOURCE_MISSING').trim().min(2, 'STAY.RULE_SOURCE_MISSING').max(300);

/** Versions looked at; a district publishes a few in its life. */
const VERSIONS_LIMIT = 1_000;

const thatDay = refusal('STAY.RULE_THAT_DAY', { field: 'effectiveFrom' });

/**
 * Publishes a version of the order of the waiting list; a version that is there already stays as it is (`published`
 * false). The first may be in force from an earlier day, any later one only from today on: an order that people were
 * told is not changed backwards. Refuses STAY.RULE_FAULTY, .RULE_PAST, .RULE_THAT_DAY.
 */
export const publishWaitingRule = useCase({
  permission: 'standards.approve',
  input: z.object({
    version: z.int().positive(),
    effectiveFrom: civilDate(),
    criteria: z.array(criterion).min(1).max(criterionCodes.length),
    source: text,
    sourceEn: text,
    confidence: z.enum(['confirmed', 'unconfirmed']),
  }),
  constraints: { waiting_rules_version_unique: thatDay, waiting_rules_effective_unique: thatDay },
  async run(scope, rule): Promise<Result<{ published: boolean }>> {
    const versions = await selectWaitingRuleVersions(scope.tx, VERSIONS_LIMIT);
    if (versions.includes(rule.version)) return accept({ published: false });
    if (faultsOfCriteria(rule.criteria).length > 0)
      return refuse(refusal('STAY.RULE_FAULTY', { field: 'criteria' }));
    if (versions.length > 0 && rule.effectiveFrom < scope.today) {
      return refuse(refusal('STAY.RULE_PAST', { field: 'effectiveFrom' }));
    }
    await insertWaitingRule(scope.tx, { ...rule, publishedAt: scope.now, publishedBy: scope.actor.name });
    const { version, criteria } = rule;
    scope.audit(
      ruleEvent('waiting-rule.published', String(version), {
        version,
        criteria: criteria.map(({ by }) => by),
      }),
    );
    return accept({ published: true });
  },
});
