import { z } from 'zod';
import { insertCareNote } from '#db/queries/care';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { findPerson } from '../people/find-person';
import { careEvent } from './care.events';
import { noteKinds } from './care-note.rules';

/** Writes a note about somebody's day. Refuses CARE.PERSON_UNKNOWN, .KIND_MISSING, .TEXT_MISSING, .TEXT_LONG, .BY_MISSING, .DATE_FUTURE. */
export const recordCareNote = useCase({
  permission: 'care.record',
  input: z.object({
    personId: z.uuid('CARE.PERSON_UNKNOWN'),
    kind: z.enum(noteKinds, 'CARE.KIND_MISSING'),
    /** Today unless given. */
    on: civilDate().optional(),
    text: z.string('CARE.TEXT_MISSING').trim().min(1, 'CARE.TEXT_MISSING').max(1000, 'CARE.TEXT_LONG'),
    /** Who did or saw it, such as the care worker on duty. */
    by: z.string('CARE.BY_MISSING').trim().min(1, 'CARE.BY_MISSING').max(60, 'CARE.TEXT_LONG'),
  }),
  async run(scope, { personId, kind, on = scope.today, text, by }) {
    const problems: Refusal[] = [];
    if (!(await findPerson.within(scope, { id: personId }))) problems.push(refusal('CARE.PERSON_UNKNOWN'));
    if (on > scope.today) problems.push(refusal('CARE.DATE_FUTURE', { field: 'on' }));
    if (problems.length > 0) return refuse(...problems);
    const noteId = await insertCareNote(scope.tx, {
      personId,
      onDate: on,
      kind,
      text,
      byName: by,
      recordedAt: scope.now,
      recordedByName: scope.actor.name,
    });
    scope.audit(careEvent('care-note.recorded', { type: 'care-note', id: personId }, { noteId }));
    return accept({ noteId });
  },
});
