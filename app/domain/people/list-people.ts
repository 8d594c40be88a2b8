import { selectIdsByIdentity, selectPeople, selectPeopleByIds } from '#db/queries/people';
import { read } from '../audit/use-case';
import { PAGE_LIMIT, type Page, pageOf } from '../kernel/paging';
import { readPhone } from './contact.rules';
import { readIdentityNumber } from './identity.rules';
import { type MaskedPerson, masked } from './masked-person';
import type { HardshipCategory } from './person.rules';

/** A row of the list of persons. */
export interface ListedPerson extends MaskedPerson {
  readonly townName: string | null;
  readonly townNameEn: string | null;
}

/** What to look for. `search` is a whole identity number, a whole telephone number, or any part of a name. */
export interface PeopleSearch {
  readonly search?: string;
  readonly townCode?: string;
  readonly hardshipCategory?: HardshipCategory;
  readonly after?: string;
  readonly limit?: number;
}

function readSearch(search: string) {
  const identity = readIdentityNumber(search);
  if (identity.ok) return { identityNumber: identity.value.number };
  const phone = readPhone(search);
  return phone.ok ? { phone: phone.value } : { nameContains: search.normalize('NFC').trim() };
}

function readCursor(cursor: string): { name: string; id: string } | undefined {
  const [id = '', ...name] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  return /^[0-9a-f-]{36}$/.test(id) ? { id, name: name.join(' ') } : undefined;
}

/** Persons by name in the order of the dictionary; a town clerk sees their own town's. Sealed fields masked. */
export const listPeople = read(
  'people.view',
  async (
    { tx, actor },
    { search, townCode, hardshipCategory, after, limit = 50 }: PeopleSearch,
  ): Promise<Page<ListedPerson>> => {
    if (actor.townCode && townCode && townCode !== actor.townCode) return { rows: [] };
    const size = Math.min(Math.max(1, limit), PAGE_LIMIT);
    const rows = await selectPeople(tx, {
      ...(search?.trim() ? readSearch(search) : {}),
      townCode: actor.townCode ?? townCode,
      hardshipCategory,
      after: after === undefined ? undefined : readCursor(after),
      limit: size + 1,
    });
    return pageOf(rows.map(masked), size, (last) =>
      Buffer.from(`${last.id} ${last.name}`).toString('base64url'),
    );
  },
);

/** Persons by id for the lists and papers of other nouns, sealed fields masked. Give at most a page of ids. */
export const listPeopleById = read('people.view', async ({ tx }, { ids }: { ids: readonly string[] }) => {
  const people = await selectPeopleByIds(tx, [...new Set(ids)]);
  return new Map(people.map((person) => [person.id, masked(person)]));
});

/** Which of these identity numbers are known already: number → person id. For imports, a sheet at a time. */
export const listKnownIdentities = read(
  'people.view',
  async ({ tx }, { numbers }: { numbers: readonly string[] }) => selectIdsByIdentity(tx, numbers),
);
