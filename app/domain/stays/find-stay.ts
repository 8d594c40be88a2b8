import { selectOpenLeave } from '#db/queries/leaves';
import { selectStay, selectStayId } from '#db/queries/stays';
import { type ReadScope, read } from '../audit/use-case';
import { listBedHistory } from '../beds/list-bed-history';
import { gradeOn } from './care-grade';
import { concerns } from './whose.rules';

async function load(scope: ReadScope, id: string) {
  const stay = await selectStay(scope.tx, id);
  if (!stay || !concerns(scope.actor, stay)) return undefined;
  const leave = await selectOpenLeave(scope.tx, id);
  return {
    ...stay,
    /** Where the resident is, and since when, while the bed is kept. */
    away: leave && { kind: leave.kind, fromOn: leave.fromOn },
    grade: await gradeOn(scope, stay.personId, scope.today),
    beds: await listBedHistory.within(scope, { stayId: id }),
  };
}

/** A stay with its beds, the newest first; undefined when there is none that concerns the actor. */
export const findStay = read('stays.view', (scope, { id }: { id: string }) => load(scope, id));

export type Stay = NonNullable<Awaited<ReturnType<typeof findStay>>>;

/** The stay of the person for whom a family acts, while it lasts. */
export const findOwnStay = read('stays.view-own', async (scope, _: Record<string, never> = {}) => {
  const { personId } = scope.actor;
  const id = personId && (await selectStayId(scope.tx, { residentId: personId }));
  return id ? load(scope, id) : undefined;
});
