import {
  selectEndingInsurances,
  selectEndingLicences,
  selectRecords,
  selectWithoutAgreement,
} from '#db/queries/volunteer-records';
import { selectLateHours, selectVolunteer } from '#db/queries/volunteers';
import { type ReadScope, read } from '../audit/use-case';
import { addDays, startOf } from '../kernel/plain-date';
import { riskySkills } from './dispatch.rules';
import { endsToWarnOf, monthBefore } from './record.rules';

/** Records of a kind that a page shows. */
const SHOWN = 100;
/** Rows of one list of what is due. */
const DUE = 200;
/** Days back in which hours that were recorded late are shown. */
const LATE_DAYS = 90;

/** Trainings, insurances, agreements, awards and evaluations of a volunteer; undefined when there is none. */
export const findRecords = read('volunteers.view', (scope, { volunteerId }: { volunteerId: string }) =>
  load(scope, volunteerId),
);

/** A volunteer's own. */
export const findOwnRecords = read('volunteers.view-own', async (scope, _: Record<string, never> = {}) =>
  scope.actor.volunteerId ? load(scope, scope.actor.volunteerId) : undefined,
);

async function load({ tx }: ReadScope, volunteerId: string) {
  const volunteer = await selectVolunteer(tx, volunteerId);
  if (!volunteer) return undefined;
  const { id, number, name } = volunteer;
  return { id, number, name, ...(await selectRecords(tx, volunteerId, SHOWN)) };
}

/**
 * What a coordinator has to see to: licences and insurances that end within sixty days or ended, agreements that are advised,
 * and hours that were recorded late.
 */
export const listDue = read('volunteers.view', async ({ tx, today }, _: Record<string, never> = {}) => {
  const { since, by } = endsToWarnOf(today);
  return {
    licences: await selectEndingLicences(tx, { before: by, limit: DUE }),
    insurances: await selectEndingInsurances(tx, { since, by, limit: DUE }),
    agreements: await selectWithoutAgreement(tx, {
      today,
      monthAgo: monthBefore(today),
      riskySkills: [...riskySkills],
      limit: DUE,
    }),
    late: await selectLateHours(tx, { since: startOf(addDays(today, -LATE_DAYS)), limit: DUE }),
  };
});
