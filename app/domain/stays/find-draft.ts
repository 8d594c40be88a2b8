import { selectDocuments } from '#db/queries/documents';
import { type DraftRecord, selectDraft, selectOpenDraftId, selectOpenDrafts } from '#db/queries/drafts';
import { type ReadScope, read } from '../audit/use-case';
import { PAGE_LIMIT } from '../kernel/paging';
import { mayFillIn } from './draft.rules';
import { draftProblems, missingOf } from './draft-problems';
import { documentKindsOf } from './list-document-kinds';
import { intakeRulesOf } from './settle-intake';

async function whole(scope: ReadScope, draft: DraftRecord) {
  return {
    ...draft,
    documents: await selectDocuments(scope.tx, { draftId: draft.id }),
    kinds: await documentKindsOf(scope),
    missing: draft.status === 'open' ? (await missingOf(scope, draft)).map(({ code }) => code) : [],
    problems: draft.status === 'open' ? await draftProblems(scope, draft) : [],
    rules: await intakeRulesOf(scope),
  };
}

/** A draft with its documents and all that stands in the way of sending it; undefined when the actor may not fill it in. */
export const findDraft = read('stays.apply', async (scope, { id }: { id: string }) => {
  const draft = await selectDraft(scope.tx, id);
  return draft && mayFillIn(scope.actor, draft) ? whole(scope, draft) : undefined;
});

export type Draft = NonNullable<Awaited<ReturnType<typeof findDraft>>>;

/** The draft under way of the person for whom a family acts; undefined when there is none. */
export const findOwnDraft = read('stays.view-own', async (scope, _: Record<string, never> = {}) => {
  const { personId } = scope.actor;
  const id = personId && (await selectOpenDraftId(scope.tx, personId));
  const draft = id ? await selectDraft(scope.tx, id) : undefined;
  return draft && whole(scope, draft);
});

/** Drafts under way that staff may fill in, the one saved last first; of what was typed only the name. */
export const listDrafts = read('stays.apply', async ({ tx, actor }, _: Record<string, never> = {}) => {
  const own = !actor.permissions.has('stays.view');
  const rows = own ? [] : await selectOpenDrafts(tx, { townCode: actor.townCode, limit: PAGE_LIMIT });
  return rows.map(
    ({ id, personName, said, version, startedByName, startedAt, savedAt, savedByName, steps }) => ({
      id,
      name: personName ?? (said.person?.name?.trim() || null),
      version,
      stepsSaved: Object.keys(steps).length,
      startedByName,
      startedAt,
      savedAt,
      savedByName,
    }),
  );
});
