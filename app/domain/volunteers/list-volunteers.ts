import { selectEndingLicences, selectSkills, selectVolunteers } from '#db/queries/volunteers';
import { read } from '../audit/use-case';
import { pageOf } from '../kernel/paging';
import { addDays } from '../kernel/plain-date';
import { starsOf } from './volunteer.rules';

const ROWS = 50;
/** A licence that ends within this many days is warned of. */
const WARNING_DAYS = 60;

/** Volunteers by number, a page at a time; `after` is the number of the last one seen. */
export const listVolunteers = read(
  'volunteers.view',
  async ({ tx }, { after, townCode }: { after?: string; townCode?: string }) => {
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
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        stars: starsOf(row.minutes),
        skills: skills.filter((skill) => skill.volunteerId === row.id).map((skill) => skill.skill),
      })),
    };
  },
);

/** Licences that ended or end soon, soonest first. */
export const listEndingLicences = read(
  'volunteers.view',
  async ({ tx, today }, _: Record<string, never> = {}) =>
    selectEndingLicences(tx, addDays(today, WARNING_DAYS), ROWS),
);
