import { z } from 'zod';
import { destroyDocuments, markErased, selectToErase } from '#db/queries/documents';
import { closeDraft, lockForgottenDrafts } from '#db/queries/drafts';
import { eraseSealedFile } from '~/platform/storage/sealed-file';
import { type Scope, useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { lockOpenDraft } from './save-draft-step';
import { intakeRulesOf } from './settle-intake';
import { draftEvent } from './stay.events';

const DAY_MS = 86_400_000;
/** Drafts that one run takes; the next night takes the others. */
const BATCH = 500;

/** Forgets the keys of a draft's files and has the files taken off the disk once that is settled. How many there were. */
async function destroyFiles(scope: Scope, draftId: string): Promise<number> {
  const destroyed = await destroyDocuments(scope.tx, { draftIds: [draftId], at: scope.now });
  if (destroyed > 0) scope.publish({ job: 'stays.erase-files', key: draftId, payload: { draftId } });
  return destroyed;
}

/** Gives a draft up: what was typed goes at once, and so does the way into its files. Refuses STAY.DRAFT_UNKNOWN, .DRAFT_OVER. */
export const discardDraft = useCase({
  permission: 'stays.apply',
  input: z.object({ draftId: z.uuid('STAY.DRAFT_UNKNOWN') }),
  async run(scope, { draftId }) {
    const locked = await lockOpenDraft(scope, draftId);
    if (!locked.ok) return locked;
    await closeDraft(scope.tx, draftId, { status: 'discarded', closedAt: scope.now });
    await destroyFiles(scope, draftId);
    scope.audit(draftEvent('application-draft.discarded', draftId, {}));
    return accept({ draftId });
  },
});

/** Gives up every draft that nobody has saved for as long as the rules say (个人信息保护法 Art. 19, 47). Run every night. */
export const expireDrafts = useCase({
  permission: 'jobs.run',
  input: z.object({}),
  async run(scope) {
    const { draftKeepDays } = await intakeRulesOf(scope);
    const before = new Date(scope.now.getTime() - draftKeepDays * DAY_MS);
    const forgotten = await lockForgottenDrafts(scope.tx, { before, limit: BATCH });
    for (const { id } of forgotten) {
      await closeDraft(scope.tx, id, { status: 'expired', closedAt: scope.now });
      const documents = await destroyFiles(scope, id);
      scope.audit(draftEvent('application-draft.expired', id, { documents }));
    }
    return accept({ expired: forgotten.length });
  },
});

/** Takes the files of a draft that was given up off the disk; nobody could open them any more. */
export const eraseFiles = useCase({
  permission: 'jobs.run',
  input: z.object({ draftId: z.uuid() }),
  async run({ tx, actor, now }, { draftId }) {
    const files = await selectToErase(tx, draftId);
    for (const { fileKey } of files) await eraseSealedFile(actor.tenantId, fileKey);
    await markErased(
      tx,
      files.map(({ id }) => id),
      now,
    );
    return accept({ erased: files.length });
  },
});
