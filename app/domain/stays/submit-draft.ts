import { z } from 'zod';
import { handOverDocuments } from '#db/queries/documents';
import { closeDraft, lockDraft } from '#db/queries/drafts';
import { useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { mayFillIn } from './draft.rules';
import { draftProblems } from './draft-problems';
import { applicationConstraints } from './stay.constraints';
import { draftEvent } from './stay.events';
import { applicationForm, submitApplication } from './submit-application';

/**
 * Sends a draft: makes the one application of it and hands its documents over. Sent again, by whomever and however often, it
 * answers with the same application. Refuses, all at once, what `draftProblems` and `submitApplication` refuse; STAY.DRAFT_CHANGED
 * when somebody has saved it since `version`, so that nobody sends what they have not seen; STAY.DRAFT_UNKNOWN, .DRAFT_OVER.
 */
export const submitDraft = useCase({
  permission: 'stays.apply',
  input: z.object({
    draftId: z.uuid('STAY.DRAFT_UNKNOWN'),
    version: z.coerce.number().int().positive(),
  }),
  constraints: applicationConstraints,
  async run(scope, { draftId, version }): Promise<Result<{ applicationId: string }>> {
    const draft = await lockDraft(scope.tx, draftId);
    if (!draft || !mayFillIn(scope.actor, draft)) return refuse(refusal('STAY.DRAFT_UNKNOWN'));
    if (draft.applicationId) return accept({ applicationId: draft.applicationId });
    if (draft.status !== 'open') return refuse(refusal('STAY.DRAFT_OVER'));
    if (draft.version > version)
      return refuse(refusal('STAY.DRAFT_CHANGED', { params: { by: draft.savedByName } }));
    const problems = await draftProblems(scope, draft);
    if (problems.length > 0) return refuse(...problems.map((one) => one.refusal));
    const { person, ...said } = draft.said;
    const sent = await submitApplication.within(
      scope,
      applicationForm.parse({
        ...said,
        ...(draft.personId ? { personId: draft.personId } : { person }),
        origin: draft.origin,
      }),
    );
    if (!sent.ok) return sent;
    const { applicationId } = sent.value;
    await handOverDocuments(scope.tx, { draftId, applicationId });
    await closeDraft(scope.tx, draftId, { status: 'submitted', closedAt: scope.now, applicationId });
    scope.audit(draftEvent('application-draft.submitted', draftId, { applicationId }));
    return accept({ applicationId });
  },
});
