import { z } from 'zod';
import { lockAssessment } from '#db/queries/assessments';
import { useCase } from '../audit/use-case';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { getPerson } from '../people/find-person';
import { samePerson } from './assessment.rules';
import { keepSignatures } from './keep-signatures';
import { signatureForm } from './signature.forms';
import { type SaidSignature, signatureRefusals } from './signature.rules';

/**
 * Adds a signature to an assessment after it was recorded: an assessor by the own sign-in, anybody drawn on this screen, signed on
 * paper with its day, or a person or guardian who refuses, with the reason. Refuses ASSESSMENT.UNKNOWN, SIGNATURE.CLOSED once it was
 * returned or annulled and for results of others, .MEANS_MISSING, .NOT_YOURS (by account only for oneself), .TWICE, and what
 * `signatureRefusals` names.
 */
export const signAssessment = useCase({
  permission: 'assessments.sign',
  input: signatureForm.extend({ assessmentId: z.uuid() }),
  constraints: { assessment_signatures_once: refusal('SIGNATURE.TWICE', { field: 'means' }) },
  async run(scope, { assessmentId, means, ...said }): Promise<Result<{ assessmentId: string }>> {
    const assessment = await lockAssessment(scope.tx, assessmentId);
    if (!assessment) return refuse(refusal('ASSESSMENT.UNKNOWN'));
    const { status, origin, assessedOn, personId, firstAssessor, secondAssessor } = assessment;
    if (origin === 'external' || (status !== 'proposed' && status !== 'confirmed'))
      return refuse(refusal('SIGNATURE.CLOSED'));
    if (!means) return refuse(refusal('SIGNATURE.MEANS_MISSING', { field: 'means' }));
    const signature: SaidSignature = { ...said, means };
    const problems: Refusal[] = signatureRefusals(signature, { assessedOn, today: scope.today, within: '' });
    if (means === 'account') {
      const scorer =
        said.party === 'first'
          ? { id: assessment.firstAssessorId, name: firstAssessor ?? '' }
          : { id: assessment.secondAssessorId, name: secondAssessor ?? '' };
      if (
        scope.actor.userId === null ||
        !samePerson(scorer, { id: scope.actor.userId, name: scope.actor.name })
      )
        problems.push(refusal('SIGNATURE.NOT_YOURS', { field: 'means' }));
    }
    if (problems.length > 0) return refuse(...problems);
    const person = await getPerson.within(scope, { id: personId });
    await keepSignatures(scope, assessmentId, {
      signatures: [signature],
      names: { first: firstAssessor ?? '', second: secondAssessor ?? '', person: person.name },
    });
    return accept({ assessmentId });
  },
});
