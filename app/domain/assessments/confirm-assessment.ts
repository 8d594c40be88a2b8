import { z } from 'zod';
import { decideAssessment, selectScale } from '#db/queries/assessments';
import { closeAnswered } from '#db/queries/reassessments';
import { selectSignatures } from '#db/queries/signatures';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { assessmentConfirmed, reassessmentEvent } from './assessment.events';
import { TEKUN_SIX } from './assessment.forms';
import { endOf } from './assessment.rules';
import { decidedBy, openForDecision } from './decide-assessment';
import { score } from './scoring.rules';
import { unsignedAssessors } from './signature.rules';

/**
 * Confirms a proposed grade, from which day on it counts and ends the one before. Somebody other than the assessors
 * confirms (个人信息保护法 Art. 24: no such decision by machine alone).
 * Where items were refused, the person also finds the grade among those that are still possible, and says why. Closes what asked
 * for this assessment. Refuses ASSESSMENT.UNKNOWN, .NEEDS_PERSON, .SCORED_BY_YOURSELF, .DECIDED_ALREADY, .VALID_BEFORE_ASSESSED,
 * .GRADE_MISSING, .GRADE_OUTSIDE, .REASON_MISSING, .GRADE_FIXED (nothing was refused and another grade is given), and
 * .VALID_FROM_TAKEN when another confirmed grade begins on that day; .FIRST_NOT_SIGNED and .SECOND_NOT_SIGNED while an assessor does
 * not stand for it; .RESULT_EXPIRED when a result of others ends before it would begin.
 */
export const confirmAssessment = useCase({
  permission: 'assessments.confirm',
  input: z.object({
    assessmentId: z.uuid(),
    /** First day on which the grade counts; the day of the assessment unless another is given. */
    validFrom: civilDate('ASSESSMENT.DATE_FORM').optional(),
    /** The grade that a person found where items were refused, and why it is this one. */
    grade: z.string().max(40).optional(),
    reason: z.string().trim().max(500).optional(),
  }),
  constraints: {
    assessments_valid_from_unique: refusal('ASSESSMENT.VALID_FROM_TAKEN', { field: 'validFrom' }),
  },
  async run(
    scope,
    { assessmentId, validFrom, grade: found, reason },
  ): Promise<Result<{ grade: string; from: PlainDate; until: PlainDate | null }>> {
    const opened = await openForDecision(scope, assessmentId);
    if (!opened.ok) return opened;
    const { personId, assessedOn, scaleCode, scaleVersion, answers } = opened.value;
    const from = validFrom ?? assessedOn;
    const problems: Refusal[] =
      from < assessedOn
        ? [refusal('ASSESSMENT.VALID_BEFORE_ASSESSED', { field: 'validFrom', params: { assessedOn } })]
        : [];
    if (opened.value.origin === 'own')
      for (const party of unsignedAssessors(await selectSignatures(scope.tx, assessmentId)))
        problems.push(
          refusal(party === 'first' ? 'ASSESSMENT.FIRST_NOT_SIGNED' : 'ASSESSMENT.SECOND_NOT_SIGNED'),
        );
    const scale = await selectScale(scope.tx, { code: scaleCode, version: scaleVersion });
    if (opened.value.grade === null) {
      const scored = scale && score(scale.definition, answers);
      const left = scored?.ok ? (scored.value.undecided?.grades ?? []) : [];
      if (!found) problems.push(refusal('ASSESSMENT.GRADE_MISSING', { field: 'grade' }));
      else if (!left.some(({ code }) => code === found))
        problems.push(refusal('ASSESSMENT.GRADE_OUTSIDE', { field: 'grade' }));
      if (!reason) problems.push(refusal('ASSESSMENT.REASON_MISSING', { field: 'reason' }));
    } else if (found && found !== opened.value.grade)
      problems.push(refusal('ASSESSMENT.GRADE_FIXED', { field: 'grade' }));
    const grade = opened.value.grade ?? found;
    if (problems.length > 0 || grade === undefined) return refuse(...problems);
    const until = endOf(opened.value, { from, months: scale?.definition.validMonths });
    if (until !== null && until <= from)
      return refuse(refusal('ASSESSMENT.RESULT_EXPIRED', { field: 'validFrom', params: { until } }));
    await decideAssessment(scope.tx, assessmentId, {
      ...decidedBy(scope),
      status: 'confirmed',
      decisionReason: reason || null,
      grade,
      validFrom: from,
      validUntil: until,
    });
    scope.audit(assessmentConfirmed(assessmentId, { personId, grade, from, until }));
    const answered = await closeAnswered(scope.tx, {
      personId,
      assessmentId,
      scaleCode,
      changeScale: TEKUN_SIX,
      assessedOn,
      at: scope.now,
      byName: scope.actor.name,
    });
    for (const id of answered)
      scope.audit(reassessmentEvent('reassessment.answered', id, { personId, assessmentId }));
    return accept({ grade, from, until });
  },
});
