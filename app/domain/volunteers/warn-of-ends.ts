import { z } from 'zod';
import {
  markInsuranceWarned,
  markLicenceWarned,
  selectEndingInsurances,
  selectEndingLicences,
} from '#db/queries/volunteer-records';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { endsToWarnOf } from './record.rules';
import { insuranceEnding, licenceEnding } from './volunteer.events';

/** Ends that one run looks at; the next day sees the others. */
const BATCH = 2_000;

/** Writes down that a licence or an insurance ends within sixty days, once each: the volunteer and the coordinator see it. Run every morning. */
export const warnOfEnds = useCase({
  permission: 'jobs.run',
  input: z.object({}),
  async run({ tx, today, audit }) {
    const { since, by } = endsToWarnOf(today);
    const licences = (await selectEndingLicences(tx, { before: by, limit: BATCH })).filter(
      (one) => !one.warnedOn,
    );
    for (const { volunteerId, skill, validUntil } of licences) {
      await markLicenceWarned(tx, { volunteerId, skill, on: today });
      audit(licenceEnding(volunteerId, { skill, validUntil }));
    }
    const insurances = (await selectEndingInsurances(tx, { since, by, limit: BATCH })).filter(
      (one) => !one.warnedOn,
    );
    for (const { volunteerId, insuranceId, until } of insurances) {
      await markInsuranceWarned(tx, { id: insuranceId, on: today });
      audit(insuranceEnding(volunteerId, { insuranceId, until }));
    }
    return accept({ licences: licences.length, insurances: insurances.length });
  },
});
