import { type AssessmentRecord, lockAssessment } from '#db/queries/assessments';
import type { Scope } from '../audit/use-case';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { samePerson } from './assessment.rules';

/**
 * The assessment to be decided on, locked, when it is proposed and this actor may decide: a person, and none of those
 * who scored. Refuses ASSESSMENT.UNKNOWN, .NEEDS_PERSON, .SCORED_BY_YOURSELF, .DECIDED_ALREADY.
 */
export async function openForDecision(
  scope: Scope,
  assessmentId: string,
  status: AssessmentRecord['status'] = 'proposed',
): Promise<Result<AssessmentRecord>> {
  const assessment = await lockAssessment(scope.tx, assessmentId);
  if (!assessment) return refuse(refusal('ASSESSMENT.UNKNOWN'));
  const problems: Refusal[] = [];
  const { actor } = scope;
  // The product at work by itself has no role, and a key without an account no person: a grade is never confirmed by a machine.
  if (actor.roles.length === 0 || actor.keyMaker !== undefined)
    problems.push(refusal('ASSESSMENT.NEEDS_PERSON'));
  const self = { id: actor.userId, name: actor.name };
  const scorers = [
    { id: assessment.firstAssessorId, name: assessment.firstAssessor ?? '' },
    { id: assessment.secondAssessorId, name: assessment.secondAssessor ?? '' },
    { id: assessment.recordedBy, name: assessment.recordedByName ?? '' },
  ];
  if (scorers.some((scorer) => samePerson(scorer, self)))
    problems.push(refusal('ASSESSMENT.SCORED_BY_YOURSELF'));
  if (assessment.status !== status) problems.push(refusal('ASSESSMENT.DECIDED_ALREADY'));
  return problems.length > 0 ? refuse(...problems) : accept(assessment);
}

/** Who decides, as it is kept with the assessment. */
export const decidedBy = ({ actor, now }: Scope) => ({
  decidedBy: actor.userId,
  decidedByName: actor.name,
  decidedAt: now,
});
