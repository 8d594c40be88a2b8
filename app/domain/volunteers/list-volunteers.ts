import { selectSkills, selectStarHours, selectVolunteers } from '#db/queries/volunteers';
import { read } from '../audit/use-case';
import { pageOf } from '../kernel/paging';
import { standingOn, starsOf } from './volunteer.rules';

const ROWS = 50;

/** Volunteers by number, a page at a time; `after` is the number of the last one seen. */
export const listVolunteers = read(
  'volunteers.view',
  async ({ tx, today }, { after, townCode }: { after?: string; townCode?: string }) => {
    const page = pageOf(
      await selectVolunteers(tx, { after, townCode, limit: ROWS + 1 }),
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
