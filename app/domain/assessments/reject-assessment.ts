import { z } from 'zod';
import { decideAssessment } from '#db/queries/assessments';
import { useCase } from '../audit/use-case';
import { accept, type Result } from '../kernel/refusals';
import { assessmentRejected } from './assessment.events';
import { decisionReason } from './assessment.forms';
import { decidedBy, openForDecision } from './decide-assessment';

/**
 * Sends a proposed grade back: it never counts, and the person is assessed again.
 * Refuses ASSESSMENT.REASON_MISSING, .UNKNOWN, .NEEDS_PERSON, .SCORED_BY_YOURSELF, .DECIDED_ALREADY.
 */
export const rejectAssessment = useCase({
  permission: 'assessments.confirm',
  input: z.object({ assessmentId: z.uuid(), reason: decisionReason }),
  async run(scope, { assessmentId, reason }): Promise<Result<{ assessmentId: string }>> {
    const opened = await openForDecision(scope, assessmentId);
    if (!opened.ok) return opened;
    await decideAssessment(scope.tx, assessmentId, {
      ...decidedBy(scope),
      status: 'rejected',
      decisionReason: reason,
    });
    const { personId, grade } = opened.value;
    scope.audit(assessmentRejected(assessmentId, { personId, proposed: grade }, reason));
    return accept({ assessmentId });
  },
});
