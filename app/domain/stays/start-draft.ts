import { z } from 'zod';
import { insertDraft, selectOpenDraftId } from '#db/queries/drafts';
import { selectApplicationsOf, selectResidentIds } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { standing } from './standing.rules';
import { draftEvent } from './stay.events';

/**
 * Begins an application that is filled in step by step, for somebody in the register or somebody new. A person has one draft
 * under way: whoever begins a second one is led to the first (`started` false). Families begin for their own person.
 * Refuses STAY.FAMILY_NOT_LINKED, .PERSON_UNKNOWN, .OPEN_APPLICATION, .ALREADY_RESIDENT.
 */
export const startDraft = useCase({
  permission: 'stays.apply',
  input: z.object({
    personId: z.uuid('STAY.PERSON_UNKNOWN').optional(),
    origin: z.enum(['page', 'api']).default('page'),
  }),
  async run(scope, { personId: asked, origin }): Promise<Result<{ draftId: string; started: boolean }>> {
    const { tx, actor, now, today } = scope;
    const isStaff = actor.permissions.has('stays.view');
    if (!isStaff && !actor.personId) return refuse(refusal('STAY.FAMILY_NOT_LINKED'));
    const personId = isStaff ? asked : actor.personId;
    const person = personId ? await findPerson.within(scope, { id: personId }) : undefined;
    if (personId && !person) return refuse(refusal('STAY.PERSON_UNKNOWN', { field: 'personId' }));
    if (personId) {
      const known = await selectOpenDraftId(tx, personId);
      if (known) return accept({ draftId: known, started: false });
      const residents = await selectResidentIds(tx, [personId]);
      const verdict = standing(today, {
        earlier: (await selectApplicationsOf(tx, [personId])).filter(({ appliedOn }) => appliedOn !== today),
        resident: residents.has(personId),
      });
      if (typeof verdict === 'object') return refuse({ ...verdict, field: undefined });
    }
    const draftId = await insertDraft(tx, {
      personId: personId ?? null,
      townCode: actor.townCode ?? person?.townCode ?? null,
      status: 'open',
      said: person?.hardshipCategory ? { category: person.hardshipCategory } : {},
      version: 1,
      steps: {},
      origin,
      startedAt: now,
      startedByName: actor.name,
      savedAt: now,
      savedByName: actor.name,
    });
    // Somebody else was faster by a moment.
    const already = !draftId && personId ? await selectOpenDraftId(tx, personId) : undefined;
    if (already) return accept({ draftId: already, started: false });
    if (!draftId) throw new Error('A draft was neither added nor found');
    scope.audit(draftEvent('application-draft.started', draftId, { personId: personId ?? null, origin }));
    return accept({ draftId, started: true });
  },
});
