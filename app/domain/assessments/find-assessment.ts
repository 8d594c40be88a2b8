import { selectAssessment, selectScale } from '#db/queries/assessments';
import { read } from '../audit/use-case';
import { getPerson } from '../people/find-person';
import { samePerson } from './assessment.rules';
import { score } from './scoring.rules';

/** An assessment with its scale, the explanation item by item, and the person it is about; undefined when there is none. */
export const findAssessment = read('assessments.view', async (scope, { id }: { id: string }) => {
  const assessment = await selectAssessment(scope.tx, id);
  if (!assessment) return undefined;
  const scale = await selectScale(scope.tx, { code: assessment.scaleCode, version: assessment.scaleVersion });
  const scored = scale && score(scale.definition, assessment.answers);
  if (!scale || !scored?.ok) throw new Error(`Assessment ${id} no longer fits its scale`);
  const self = { id: scope.actor.userId, name: scope.actor.name };
  const scoredByYourself =
    samePerson(self, { id: assessment.firstAssessorId, name: assessment.firstAssessor }) ||
    samePerson(self, { id: assessment.secondAssessorId, name: assessment.secondAssessor }) ||
    (self.id !== null && self.id === assessment.recordedBy);
  const { name, fromOn, source, sourceEn, nameEn, confidence, definition } = scale;
  return {
    ...assessment,
    scale: { name, nameEn, source, sourceEn, confidence, fromOn, grades: definition.grades },
    scoring: scored.value,
    person: await getPerson.within(scope, { id: assessment.personId }),
    scoredByYourself,
  };
});
