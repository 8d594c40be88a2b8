import { z } from 'zod';
import { selectAssessment } from '#db/queries/assessments';
import { useCase } from '../audit/use-case';
import { addDays, dateOf, type PlainDate } from '../kernel/plain-date';
import { type Result, refusal, refuse } from '../kernel/refusals';
import { askReassessment } from './ask-reassessment';
import { objectionEnds } from './reassessment.rules';

/**
 * A family objects to the confirmed grade of the person they act for. Two others assess again. Refuses
 * REASSESSMENT.NOTHING_TO_OBJECT (nobody's, somebody else's, or not confirmed), .TERM_OVER, .STATEMENT_MISSING, .OPEN_ALREADY.
 */
export const objectToGrade = useCase({
  permission: 'assessments.object-own',
  input: z.object({
    assessmentId: z.uuid('REASSESSMENT.NOTHING_TO_OBJECT'),
    statement: z
      .string('REASSESSMENT.STATEMENT_MISSING')
      .trim()
      .min(2, 'REASSESSMENT.STATEMENT_MISSING')
      .max(1000),
  }),
  constraints: { reassessments_one_open: refusal('REASSESSMENT.OPEN_ALREADY', { field: 'statement' }) },
  async run(
    scope,
    { assessmentId, statement },
  ): Promise<Result<{ reassessmentId: string; dueOn: PlainDate }>> {
    const { personId, name } = scope.actor;
    const objected = await selectAssessment(scope.tx, assessmentId);
    if (!personId || objected?.personId !== personId || objected.status !== 'confirmed')
      return refuse(refusal('REASSESSMENT.NOTHING_TO_OBJECT'));
    const ends = objectionEnds(dateOf(objected.decidedAt ?? scope.now));
    if (scope.today >= ends)
      return refuse(refusal('REASSESSMENT.TERM_OVER', { params: { date: addDays(ends, -1) } }));
    return askReassessment.within(scope, {
      personId,
      cause: 'objection',
      assessmentId,
      askedBy: name.slice(0, 60),
      statement,
    });
  },
});
