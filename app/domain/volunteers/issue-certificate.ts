import { z } from 'zod';
import { newId } from '#db/new-id';
import {
  insertCertificate,
  lockVolunteers,
  selectVolunteer,
  sumHours,
  takeNumber,
} from '#db/queries/volunteers';
import { useCase } from '../audit/use-case';
import { giveVerificationCode } from '../audit/verification';
import { civilDate } from '../kernel/inputs';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { certificateIssued } from './volunteer.events';
import { certificateNumber, yearOf } from './volunteer.rules';

/** What the paper shows (第十四条: 服务时间、服务内容和记录单位; more may be shown). */
export interface CertificateContent {
  readonly volunteerName: string;
  readonly volunteerNumber: string;
  readonly services: readonly {
    readonly activity: string;
    readonly organiser: string;
    readonly times: number;
    readonly minutes: number;
  }[];
}

export interface IssuedCertificate {
  readonly certificateId: string;
  readonly number: string;
  readonly code: string;
}

/**
 * Issues a certificate of service over a range of days, both ends included: free, at the volunteer's wish, only for
 * hours in the ledger (志愿服务记录与证明出具办法 第十四至十九条). Number from the year's gap-free register.
 * Refuses VOLUNTEER.UNKNOWN, CERTIFICATE.RANGE_BACKWARD, CERTIFICATE.IN_FUTURE, CERTIFICATE.NO_HOURS.
 */
export const issueCertificate = useCase({
  permission: 'volunteers.issue-certificate',
  input: z.object({ volunteerId: z.uuid('VOLUNTEER.UNKNOWN'), fromDate: civilDate(), lastDate: civilDate() }),
  known: (scope, range) => rangeProblems(range, scope.today),
  run: (scope, { volunteerId, fromDate, lastDate }) => issue(scope, { volunteerId, fromDate, lastDate }),
});

/** The same for a volunteer's own hours. */
export const issueOwnCertificate = useCase({
  permission: 'volunteers.view-own',
  input: z.object({ fromDate: civilDate(), lastDate: civilDate() }),
  known: (scope, range) => rangeProblems(range, scope.today),
  async run(scope, range) {
    const { volunteerId } = scope.actor;
    if (!volunteerId) return refuse(refusal('VOLUNTEER.NOT_ONE'));
    return issue(scope, { volunteerId, ...range });
  },
});

/** What is wrong with the days of a certificate as far as they are stated. */
const rangeProblems = (
  { fromDate, lastDate }: { fromDate?: PlainDate; lastDate?: PlainDate },
  today: PlainDate,
): Refusal[] => [
  ...(fromDate !== undefined && lastDate !== undefined && lastDate < fromDate
    ? [refusal('CERTIFICATE.RANGE_BACKWARD', { field: 'lastDate' })]
    : []),
  ...(lastDate !== undefined && lastDate > today
    ? [refusal('CERTIFICATE.IN_FUTURE', { field: 'lastDate' })]
    : []),
];

async function issue(
  scope: Parameters<typeof giveVerificationCode>[0],
  { volunteerId, fromDate, lastDate }: { volunteerId: string; fromDate: PlainDate; lastDate: PlainDate },
): Promise<Result<IssuedCertificate>> {
  const volunteer = await selectVolunteer(scope.tx, volunteerId);
  if (!volunteer) return refuse(refusal('VOLUNTEER.UNKNOWN', { field: 'volunteerId' }));
  const problems = rangeProblems({ fromDate, lastDate }, scope.today);
  if (problems.length > 0) return refuse(...problems);
  // A reversal at the same moment comes before, and is counted, or after, and finds the certificate.
  await lockVolunteers(scope.tx, [volunteerId]);
  const untilDate = addDays(lastDate, 1);
  const services = await sumHours(scope.tx, volunteerId, fromDate, untilDate);
  const minutes = services.reduce((sum, service) => sum + service.minutes, 0);
  if (minutes <= 0)
    return refuse(refusal('CERTIFICATE.NO_HOURS', { params: { from: fromDate, last: lastDate } }));

  const certificateId = newId();
  const year = yearOf(scope.today);
  const code = await giveVerificationCode(scope, { type: 'certificate', id: certificateId });
  const number = certificateNumber(year, await takeNumber(scope.tx, 'certificate', year));
  const content: CertificateContent = {
    volunteerName: volunteer.name,
    volunteerNumber: volunteer.number,
    services,
  };
  await insertCertificate(scope.tx, {
    id: certificateId,
    volunteerId,
    number,
    code,
    fromDate,
    untilDate,
    minutes,
    content,
    issuedOn: scope.today,
    issuedBy: scope.actor.name,
  });
  scope.audit(certificateIssued(volunteerId, { certificateId, number, minutes }));
  return accept({ certificateId, number, code });
}
