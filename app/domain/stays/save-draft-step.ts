import { z } from 'zod';
import { type DraftRecord, lockDraft, saveDraft } from '#db/queries/drafts';
import { type Scope, useCase } from '../audit/use-case';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { draftForm, isOvertaken, mayFillIn, withStep } from './draft.rules';
import { draftProblems } from './draft-problems';
import { draftSteps } from './draft-steps.rules';
import { draftEvent } from './stay.events';

/** The open draft, locked, for whoever may fill it in. Refuses STAY.DRAFT_UNKNOWN and .DRAFT_OVER. */
export async function lockOpenDraft(scope: Scope, draftId: string): Promise<Result<DraftRecord>> {
  const draft = await lockDraft(scope.tx, draftId);
  if (!draft || !mayFillIn(scope.actor, draft)) return refuse(refusal('STAY.DRAFT_UNKNOWN'));
  if (draft.status !== 'open') return refuse(refusal('STAY.DRAFT_OVER'));
  return accept(draft);
}

/**
 * Keeps one step of a draft as it was typed, right or wrong, and tells what of it will not do; nothing that is wrong stands in
 * the way of keeping it. Refuses STAY.DRAFT_CHANGED when somebody else has saved the same step since `version`, naming who.
 */
export const saveDraftStep = useCase({
  permission: 'stays.apply',
  input: z.object({
    draftId: z.uuid('STAY.DRAFT_UNKNOWN'),
    step: z.enum(draftSteps, 'STAY.STEP_UNKNOWN'),
    /** That of the draft when the step was opened. */
    version: z.coerce.number().int().positive(),
    said: draftForm,
  }),
  async run(
    scope,
    { draftId, step, version, said },
  ): Promise<Result<{ version: number; problems: readonly Refusal[] }>> {
    const locked = await lockOpenDraft(scope, draftId);
    if (!locked.ok) return locked;
    const draft = locked.value;
    if (isOvertaken(draft.steps, step, version))
      return refuse(refusal('STAY.DRAFT_CHANGED', { params: { by: draft.savedByName } }));
    const next = {
      said: withStep(draft.said, step, said),
      version: draft.version + 1,
      steps: { ...draft.steps, [step]: draft.version + 1 },
      savedAt: scope.now,
      savedByName: scope.actor.name,
    };
    await saveDraft(scope.tx, draftId, next);
    scope.audit(draftEvent('application-draft.saved', draftId, { step, version: next.version }));
    const problems = (await draftProblems(scope, { ...draft, ...next })).filter((one) => one.step === step);
    return accept({ version: next.version, problems: problems.map((one) => one.refusal) });
  },
});
