import { selectSkills, selectStarHours, selectVolunteers } from '#db/queries/volunteers';
import { read } from '../audit/use-case';
import { pageOf } from '../kernel/paging';
import { readNumber } from './find-by-number';
import { standingOn, starsOf } from './volunteer.rules';

const ROWS = 50;

/** What to look for. `search` is a whole volunteer's number, or any part of a name. */
interface VolunteerSearch {
  readonly search?: string | undefined;
  readonly townCode?: string | undefined;
  /** The number of the last one seen. */
  readonly after?: string | undefined;
}

function readSearch(search: string) {
  const number = readNumber(search);
  return /^V\d+$/.test(number) ? { number } : { nameContains: search.normalize('NFC').trim() };
}

/** Volunteers by number, a page at a time. */
export const listVolunteers = read(
  'volunteers.view',
  async ({ tx, today }, { search, after, townCode }: VolunteerSearch) => {
    const page = pageOf(
      await selectVolunteers(tx, {
        ...(search?.trim() ? readSearch(search) : {}),
        after,
        townCode,
        limit: ROWS + 1,
      }),
      ROWS,
      (row) => row.number,
    );
    const skills =
      page.rows.length > 0
        ? await selectSkills(
            tx,
            page.rows.map((row) => row.id),
          )
        : [];
    const asked = await selectStarHours(tx, today);
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        status: standingOn(row, today),
        stars: starsOf(row.minutes, asked),
        skills: skills.filter((skill) => skill.volunteerId === row.id).map((skill) => skill.skill),
      })),
    };
  },
);
