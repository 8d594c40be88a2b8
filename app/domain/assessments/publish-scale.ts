import { insertScale, selectScale } from '#db/queries/assessments';
import { useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { scalePublished } from './assessment.events';
import { scaleForm } from './scale.forms';
import { definitionProblems } from './scale.rules';

/**
 * Publishes a version of a scale; a version that is there already stays as it is (`published` false).
 * Refuses ASSESSMENT.SCALE_BROKEN when some combination of answers would be left without a grade, and
 * ASSESSMENT.SCALE_FROM_TAKEN when another version begins on the same day.
 */
export const publishScale = useCase({
  permission: 'assessments.publish-scale',
  input: scaleForm,
  constraints: { scales_from_unique: refusal('ASSESSMENT.SCALE_FROM_TAKEN', { field: 'fromOn' }) },
  async run(scope, scale): Promise<Result<{ published: boolean }>> {
    const [problem] = definitionProblems(scale.definition);
    if (problem)
      return refuse(
        refusal('ASSESSMENT.SCALE_BROKEN', { field: 'definition', params: { measure: problem } }),
      );
    if (await insertScale(scope.tx, scale)) {
      const { code, version, fromOn, confidence } = scale;
      scope.audit(scalePublished({ code, version, from: fromOn, confidence }));
      return accept({ published: true });
    }
    if (await selectScale(scope.tx, scale)) return accept({ published: false });
    return refuse(refusal('ASSESSMENT.SCALE_FROM_TAKEN', { field: 'fromOn' }));
  },
});
