import { selectIdsByIdentity, selectPeopleByIds } from '#db/queries/people';
import { read } from '../audit/use-case';
import type { PlainDate } from '../kernel/plain-date';

/** Who is known of a whole sheet, by identity number (18 symbols, X in capitals); two statements whatever their number. */
export const findKnownPeople = read(
  'people.view',
  async (
    { tx, actor },
    { identityNumbers }: { identityNumbers: readonly string[] },
  ): Promise<Map<string, { id: string; name: string; deceasedOn: PlainDate | null }>> => {
    const ids = await selectIdsByIdentity(tx, identityNumbers);
    const people = new Map(
      (await selectPeopleByIds(tx, [...ids.values()])).map((person) => [person.id, person]),
    );
    return new Map(
      [...ids].flatMap(([number, id]) => {
        const person = people.get(id);
        if (!person || (actor.townCode && actor.townCode !== person.townCode)) return [];
        return [[number, { id, name: person.name, deceasedOn: person.deceasedOn }]];
      }),
    );
  },
);
