import { insertAssessment, selectScaleOn } from '#db/queries/assessments';
import { selectObjectedScorers } from '#db/queries/reassessments';
import { useCase } from '../audit/use-case';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { assessmentRecorded } from './assessment.events';
import { assessmentForm } from './assessment.forms';
import { assessorRefusals, samePerson } from './assessment.rules';
import { REFUSED, type Scoring, score } from './scoring.rules';

/**
 * Records what two assessors scored and proposes the grade that follows from it; somebody else confirms.
 * Refuses, all at once: ASSESSMENT.PERSON_UNKNOWN, .PERSON_DECEASED, .DATE_FORM, .DATE_FUTURE, .SCALE_MISSING (no version in
 * force on that day), .FIRST_ASSESSOR_MISSING, .SECOND_ASSESSOR_MISSING, .ASSESSORS_SAME, .ITEM_BLANK and
 * .ITEM_UNKNOWN_ANSWER per item; .SCORED_WHAT_IS_OBJECTED when somebody scored before what is objected to; and .PROPOSED_ALREADY while another one of this scale waits for its decision.
 */
export const recordAssessment = useCase({
  permission: 'assessments.score',
  input: assessmentForm,
  constraints: { assessments_one_proposed: refusal('ASSESSMENT.PROPOSED_ALREADY', { field: 'personId' }) },
  async run(scope, said): Promise<Result<{ assessmentId: string; scoring: Scoring }>> {
    const problems: Refusal[] = [];
    const { personId, assessedOn } = said;
    const person = await findPerson.within(scope, { id: personId });
    if (!person) problems.push(refusal('ASSESSMENT.PERSON_UNKNOWN', { field: 'personId' }));
    if (person?.deceasedOn && person.deceasedOn <= assessedOn)
      problems.push(refusal('ASSESSMENT.PERSON_DECEASED', { field: 'personId' }));
    if (assessedOn > scope.today) problems.push(refusal('ASSESSMENT.DATE_FUTURE', { field: 'assessedOn' }));

    const self = { id: scope.actor.userId, name: scope.actor.name };
    const name = said.firstAssessor?.trim() || self.name;
    const first = { id: samePerson(self, { id: null, name }) ? self.id : null, name };
    const second = { id: said.secondAssessorId ?? null, name: said.secondAssessor.trim() };
    problems.push(...assessorRefusals(first, second));
    const objected = await selectObjectedScorers(scope.tx, personId, said.scaleCode);
    const before = objected.flatMap((one) => [
      { id: one.firstAssessorId, name: one.firstAssessor },
      { id: one.secondAssessorId, name: one.secondAssessor },
    ]);
    for (const [field, scorer] of [
      ['firstAssessor', first],
      ['secondAssessor', second],
    ] as const)
      if (before.some((one) => samePerson(one, scorer)))
        problems.push(refusal('ASSESSMENT.SCORED_WHAT_IS_OBJECTED', { field }));

    const scale = await selectScaleOn(scope.tx, { code: said.scaleCode, on: assessedOn });
    if (!scale) {
      return refuse(
        ...problems,
        refusal('ASSESSMENT.SCALE_MISSING', { params: { scale: said.scaleCode, date: assessedOn } }),
      );
    }
    const scored = score(scale.definition, said.answers);
    if (!scored.ok || problems.length > 0) return refuse(...problems, ...(scored.ok ? [] : scored.refusals));

    const { grade, items, undecided } = scored.value;
    const assessmentId = await insertAssessment(scope.tx, {
      personId,
      scaleCode: scale.code,
      scaleVersion: scale.version,
      reason: said.reason,
      assessedOn,
      firstAssessor: first.name,
      firstAssessorId: first.id,
      secondAssessor: second.name,
      secondAssessorId: second.id,
      recordedBy: self.id,
      answers: Object.fromEntries([
        ...items.map((item) => [item.code, item.option]),
        ...(undecided?.items ?? []).map((item) => [item.code, REFUSED]),
      ]),
      note: said.note || null,
      grade,
    });
    scope.audit(
      assessmentRecorded(assessmentId, {
        personId,
        scale: scale.code,
        version: scale.version,
        proposed: grade,
      }),
    );
    return accept({ assessmentId, scoring: scored.value });
  },
});
