import { z } from 'zod';
import { insertRiskAssessments } from '#db/queries/risks';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { addDays } from '../kernel/plain-date';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { careEvent } from './care.events';
import { LONGEST_DAYS, needsMeasures, nextReview, type RiskLevel, riskLevels, risks } from './risk.rules';

/**
 * Records how risks of a person were judged; a row without a level is left out. What was judged before stays. Refuses
 * CARE.PERSON_UNKNOWN, .ASSESSOR_MISSING, .DATE_FUTURE, .RISKS_NONE, .RISK_TWICE, and of each risk .MEASURES_MISSING and .NEXT_RANGE.
 */
export const assessRisks = useCase({
  permission: 'care.assess-risks',
  input: z.object({
    personId: z.uuid('CARE.PERSON_UNKNOWN'),
    /** Today unless given. */
    assessedOn: civilDate().optional(),
    assessor: z
      .string('CARE.ASSESSOR_MISSING')
      .trim()
      .min(1, 'CARE.ASSESSOR_MISSING')
      .max(60, 'CARE.TEXT_LONG'),
    risks: z
      .array(
        z.object({
          risk: z.enum(risks),
          level: z.enum(riskLevels).optional(),
          measures: z.string().trim().max(1000, 'CARE.TEXT_LONG').optional(),
          /** By the level unless given. */
          nextOn: civilDate().optional(),
        }),
      )
      .max(risks.length),
  }),
  async run(scope, { personId, assessor, assessedOn = scope.today, risks: said }) {
    const problems: Refusal[] = [];
    if (!(await findPerson.within(scope, { id: personId }))) problems.push(refusal('CARE.PERSON_UNKNOWN'));
    if (assessedOn > scope.today) problems.push(refusal('CARE.DATE_FUTURE', { field: 'assessedOn' }));
    if (new Set(said.map(({ risk }) => risk)).size < said.length) problems.push(refusal('CARE.RISK_TWICE'));
    const rows = said.flatMap(({ level, measures, nextOn, risk }, index) => {
      if (!level) return [];
      const next = nextOn ?? nextReview(level, assessedOn);
      if (needsMeasures(level) && !measures)
        problems.push(refusal('CARE.MEASURES_MISSING', { field: `risks.${index}.measures` }));
      if (next <= assessedOn || next > addDays(assessedOn, LONGEST_DAYS))
        problems.push(refusal('CARE.NEXT_RANGE', { field: `risks.${index}.nextOn` }));
      return [{ risk, level: level as RiskLevel, measures: measures || null, nextOn: next }];
    });
    if (rows.length === 0) problems.push(refusal('CARE.RISKS_NONE'));
    if (problems.length > 0) return refuse(...problems);
    await insertRiskAssessments(
      scope.tx,
      rows.map((row) => ({
        ...row,
        personId,
        assessedOn,
        assessorName: assessor,
        recordedAt: scope.now,
        recordedByName: scope.actor.name,
      })),
    );
    scope.audit(
      careEvent(
        'risk.assessed',
        { type: 'risk', id: personId },
        { assessedOn, risks: rows.map(({ risk }) => risk) },
      ),
    );
    return accept({ assessed: rows.length });
  },
});
