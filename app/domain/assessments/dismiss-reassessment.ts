import { z } from 'zod';
import { dismissReassessment as close, lockOpenReassessment } from '#db/queries/reassessments';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { reassessmentEvent } from './assessment.events';
import { decisionReason } from './assessment.forms';

/** Closes without an assessment what was asked for, with the reason that is told. Refuses REASSESSMENT.UNKNOWN, ASSESSMENT.REASON_MISSING. */
export const dismissReassessment = useCase({
  permission: 'assessments.confirm',
  input: z.object({ reassessmentId: z.uuid('REASSESSMENT.UNKNOWN'), reason: decisionReason }),
  async run(scope, { reassessmentId, reason }) {
    const open = await lockOpenReassessment(scope.tx, reassessmentId);
    if (!open) return refuse(refusal('REASSESSMENT.UNKNOWN', { field: 'reassessmentId' }));
    await close(scope.tx, reassessmentId, { at: scope.now, byName: scope.actor.name, reason });
    const { personId, cause } = open;
    scope.audit(reassessmentEvent('reassessment.dismissed', reassessmentId, { personId, cause }, reason));
    return accept({ reassessmentId });
  },
});
