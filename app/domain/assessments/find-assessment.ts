import { type AssessmentRecord, selectAssessment, selectScale } from '#db/queries/assessments';
import { selectSignatures } from '#db/queries/signatures';
import { type ReadScope, read } from '../audit/use-case';
import { getPerson } from '../people/find-person';
import { samePerson } from './assessment.rules';
import { explainResult } from './external-result.rules';
import { score } from './scoring.rules';

/** An assessment with its scale, the explanation item by item, the signatures, and the person it is about; undefined when there is none. */
export const findAssessment = read('assessments.view', async (scope, { id }: { id: string }) => {
  const assessment = await selectAssessment(scope.tx, id);
  return assessment && whole(scope, assessment);
});

/** The same of the person for whom a family acts, once it was confirmed. */
export const findOwnAssessment = read('assessments.view-own', async (scope, { id }: { id: string }) => {
  const assessment = await selectAssessment(scope.tx, id);
  const own = assessment?.status === 'confirmed' && assessment.personId === scope.actor.personId;
  return own ? whole(scope, assessment) : undefined;
});

async function whole(scope: ReadScope, assessment: AssessmentRecord) {
  const { id, scaleCode, scaleVersion } = assessment;
  const scale = await selectScale(scope.tx, { code: scaleCode, version: scaleVersion });
  if (!scale) throw new Error(`Assessment ${id} has no scale`);
  const scored = assessment.origin === 'own' ? score(scale.definition, assessment.answers) : undefined;
  if (scored && !scored.ok) throw new Error(`Assessment ${id} no longer fits its scale`);
  const self = { id: scope.actor.userId, name: scope.actor.name };
  const scoredByYourself =
    samePerson(self, { id: assessment.firstAssessorId, name: assessment.firstAssessor ?? '' }) ||
    samePerson(self, { id: assessment.secondAssessorId, name: assessment.secondAssessor ?? '' }) ||
    samePerson(self, { id: assessment.recordedBy, name: assessment.recordedByName ?? '' });
  const { name, version, fromOn, source, sourceEn, nameEn, confidence, definition } = scale;
  return {
    ...assessment,
    scale: { name, version, nameEn, source, sourceEn, confidence, fromOn, grades: definition.grades },
    scoring: scored ? scored.value : explainResult(definition, assessment),
    signatures: await selectSignatures(scope.tx, id),
    person: await getPerson.within(scope, { id: assessment.personId }),
    scoredByYourself,
  };
}

export type WholeAssessment = Awaited<ReturnType<typeof whole>>;
