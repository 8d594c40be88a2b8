import { z } from 'zod';
import { decideAssessment } from '#db/queries/assessments';
import { useCase } from '../audit/use-case';
import { accept, type Result } from '../kernel/refusals';
import { assessmentAnnulled } from './assessment.events';
import { decisionReason } from './assessment.forms';
import { decidedBy, openForDecision } from './decide-assessment';

/**
 * Takes a confirmed grade back that should never have counted. It stays on file with the reason (容错: corrected openly,
 * never deleted), and the days it covered have the grade that held before.
 * Refuses ASSESSMENT.REASON_MISSING, .UNKNOWN, .NEEDS_PERSON, .SCORED_BY_YOURSELF, .DECIDED_ALREADY when it is not confirmed.
 */
export const annulAssessment = useCase({
  permission: 'assessments.confirm',
  input: z.object({ assessmentId: z.uuid(), reason: decisionReason }),
  async run(scope, { assessmentId, reason }): Promise<Result<{ assessmentId: string }>> {
    const opened = await openForDecision(scope, assessmentId, 'confirmed');
    if (!opened.ok) return opened;
    await decideAssessment(scope.tx, assessmentId, {
      ...decidedBy(scope),
      status: 'annulled',
      decisionReason: reason,
    });
    const { personId, grade } = opened.value;
    scope.audit(assessmentAnnulled(assessmentId, { personId, grade }, reason));
    return accept({ assessmentId });
  },
});
