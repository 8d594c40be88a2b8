import { z } from 'zod';
import { decideAssessment, selectScale } from '#db/queries/assessments';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { assessmentConfirmed } from './assessment.events';
import { validUntil } from './assessment.rules';
import { decidedBy, openForDecision } from './decide-assessment';

/**
 * Confirms a proposed grade, from which day on it counts and ends the one before. Somebody other than the assessors
 * confirms (个人信息保护法 Art. 24: no such decision by machine alone).
 * Refuses ASSESSMENT.UNKNOWN, .NEEDS_PERSON, .SCORED_BY_YOURSELF, .DECIDED_ALREADY, .VALID_BEFORE_ASSESSED, and
 * .VALID_FROM_TAKEN when another confirmed grade begins on that day.
 */
export const confirmAssessment = useCase({
  permission: 'assessments.confirm',
  input: z.object({
    assessmentId: z.uuid(),
    /** First day on which the grade counts; the day of the assessment unless another is given. */
    validFrom: civilDate('ASSESSMENT.DATE_FORM').optional(),
  }),
  constraints: {
    assessments_valid_from_unique: refusal('ASSESSMENT.VALID_FROM_TAKEN', { field: 'validFrom' }),
  },
  async run(
    scope,
    { assessmentId, validFrom },
  ): Promise<Result<{ grade: string; from: PlainDate; until: PlainDate | null }>> {
    const opened = await openForDecision(scope, assessmentId);
    if (!opened.ok) return opened;
    const { personId, grade, assessedOn, scaleCode, scaleVersion } = opened.value;
    const from = validFrom ?? assessedOn;
    if (from < assessedOn) {
      return refuse(
        refusal('ASSESSMENT.VALID_BEFORE_ASSESSED', { field: 'validFrom', params: { assessedOn } }),
      );
    }
    const scale = await selectScale(scope.tx, { code: scaleCode, version: scaleVersion });
    const months = scale?.definition.validMonths;
    const until = months === undefined ? null : validUntil(from, months);
    await decideAssessment(scope.tx, assessmentId, {
      ...decidedBy(scope),
      status: 'confirmed',
      decisionReason: null,
      validFrom: from,
      validUntil: until,
    });
    scope.audit(assessmentConfirmed(assessmentId, { personId, grade, from, until }));
    return accept({ grade, from, until });
  },
});
