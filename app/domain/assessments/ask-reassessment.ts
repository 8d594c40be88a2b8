import { z } from 'zod';
import { selectAssessment } from '#db/queries/assessments';
import { insertReassessment } from '#db/queries/reassessments';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { findWorkingDayAfter } from '../standards/list-special-days';
import { reassessmentEvent } from './assessment.events';
import { WORKING_DAYS } from './reassessment.rules';

/**
 * Asks for somebody to be assessed again: a change was reported, or a confirmed grade is objected to. Due on the tenth working
 * day after (特困人员认定办法). Refuses REASSESSMENT.PERSON_UNKNOWN, .CAUSE_MISSING, .ASKED_BY_MISSING, .STATEMENT_MISSING,
 * .DATE_FORM, .DATE_FUTURE, .NOTHING_TO_OBJECT (an objection needs a confirmed grade of this person), and .OPEN_ALREADY.
 */
export const askReassessment = useCase({
  permission: 'assessments.ask-again',
  input: z.object({
    personId: z.uuid('REASSESSMENT.PERSON_UNKNOWN'),
    cause: z.enum(['change', 'objection'], 'REASSESSMENT.CAUSE_MISSING'),
    /** The grade that is objected to. */
    assessmentId: z.uuid('REASSESSMENT.NOTHING_TO_OBJECT').optional(),
    /** Who reported or objects, in words: the resident, a relative, the village. */
    askedBy: z.string('REASSESSMENT.ASKED_BY_MISSING').trim().min(1, 'REASSESSMENT.ASKED_BY_MISSING').max(60),
    /** Day of the report; today unless given. */
    askedOn: civilDate('REASSESSMENT.DATE_FORM').optional(),
    statement: z
      .string('REASSESSMENT.STATEMENT_MISSING')
      .trim()
      .min(2, 'REASSESSMENT.STATEMENT_MISSING')
      .max(1000),
  }),
  constraints: { reassessments_one_open: refusal('REASSESSMENT.OPEN_ALREADY', { field: 'cause' }) },
  async run(scope, said): Promise<Result<{ reassessmentId: string; dueOn: PlainDate }>> {
    const { personId, cause, askedBy, statement, askedOn = scope.today } = said;
    const problems: Refusal[] = [];
    if (!(await findPerson.within(scope, { id: personId })))
      problems.push(refusal('REASSESSMENT.PERSON_UNKNOWN', { field: 'personId' }));
    if (askedOn > scope.today) problems.push(refusal('REASSESSMENT.DATE_FUTURE', { field: 'askedOn' }));
    const assessmentId = cause === 'objection' ? (said.assessmentId ?? null) : null;
    if (cause === 'objection') {
      const objected = assessmentId ? await selectAssessment(scope.tx, assessmentId) : undefined;
      if (objected?.status !== 'confirmed' || objected.personId !== personId)
        problems.push(refusal('REASSESSMENT.NOTHING_TO_OBJECT', { field: 'assessmentId' }));
    }
    if (problems.length > 0) return refuse(...problems);
    const dueOn = await findWorkingDayAfter.within(scope, { from: askedOn, count: WORKING_DAYS });
    const reassessmentId = await insertReassessment(scope.tx, {
      personId,
      cause,
      assessmentId,
      askedOn,
      dueOn,
      askedBy,
      statement,
      recordedAt: scope.now,
      recordedByName: scope.actor.name,
    });
    scope.audit(reassessmentEvent('reassessment.asked', reassessmentId, { personId, cause, dueOn }));
    return accept({ reassessmentId, dueOn });
  },
});
