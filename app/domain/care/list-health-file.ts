import { countHealthEntries, selectHealthEntries } from '#db/queries/health';
import { read } from '../audit/use-case';
import { PAGE_LIMIT } from '../kernel/paging';
import { findPerson } from '../people/find-person';

/** The health file of a person: entries that hold or will, and those that ended or were put right; undefined when there is no such person. */
export const listHealthFile = read('care.view-health', async (scope, { personId }: { personId: string }) => {
  const { tx, today } = scope;
  const person = await findPerson.within(scope, { id: personId });
  if (!person) return undefined;
  const of = { personId, today, limit: PAGE_LIMIT };
  return {
    personName: person.name,
    current: await selectHealthEntries(tx, { ...of, past: false }),
    past: await selectHealthEntries(tx, { ...of, past: true }),
  };
});

/** What of a health file the page of a resident shows: to those who need not know what it says, only how many entries hold. */
export const findHealthSummary = read(
  'care.view',
  async ({ tx, actor, today }, { personId }: { personId: string }) => ({
    count: await countHealthEntries(tx, personId, today),
    entries: actor.permissions.has('care.view-health')
      ? await selectHealthEntries(tx, { personId, today, past: false, limit: PAGE_LIMIT })
      : undefined,
  }),
);
