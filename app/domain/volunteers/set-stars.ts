import { z } from 'zod';
import { insertStarRule, selectStarRules } from '#db/queries/volunteers';
import { read, useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { starRuleSet } from './volunteer.events';

/** Rules that the page of stars shows. */
const SHOWN = 20;

const hours = z.number('STARS.HOURS').int('STARS.HOURS').min(1, 'STARS.HOURS').max(100_000, 'STARS.HOURS');

/**
 * Says how many hours each star asks from a day on; what was asked before stays in the record. Refuses STARS.HOURS, .NOT_RISING,
 * .PAST, .DAY_TAKEN, RECORD.TEXT_MISSING, .DATE_MISSING.
 */
export const setStars = useCase({
  permission: 'volunteers.set-stars',
  input: z.object({
    fromDate: civilDate('RECORD.DATE_MISSING'),
    hours: z.array(hours).length(5, 'STARS.HOURS'),
    source: z.string('RECORD.TEXT_MISSING').trim().min(1, 'RECORD.TEXT_MISSING').max(200),
  }),
  constraints: { volunteer_star_rules_pk: refusal('STARS.DAY_TAKEN', { field: 'fromDate' }) },
  known: (scope, said) => ruleProblems(said, scope.today),
  async run(scope, { fromDate, hours: asked, source }) {
    const problems = ruleProblems({ fromDate, hours: asked }, scope.today);
    if (problems.length > 0) return refuse(...problems);
    await insertStarRule(scope.tx, {
      fromDate,
      hours: asked,
      source,
      setAt: scope.now,
      setByName: scope.actor.name,
    });
    scope.audit(starRuleSet({ fromDate, hours: asked, source }));
    return accept({ fromDate });
  },
});

/** What is wrong with a rule as far as it is stated: a day that is past, a star that asks no more than the one before. */
const ruleProblems = (
  { fromDate, hours: asked = [] }: { fromDate?: PlainDate; hours?: readonly number[] },
  today: PlainDate,
): Refusal[] => [
  ...(fromDate !== undefined && fromDate < today ? [refusal('STARS.PAST', { field: 'fromDate' })] : []),
  ...asked.flatMap((one, index) =>
    index > 0 && one <= (asked[index - 1] as number)
      ? [refusal('STARS.NOT_RISING', { field: `hours.${index}` })]
      : [],
  ),
];

/** Rules of stars of the district, the newest first; before the first, those of 民函〔2012〕340号 hold. */
export const listStarRules = read('volunteers.view', async ({ tx }, _: Record<string, never> = {}) =>
  selectStarRules(tx, SHOWN),
);
