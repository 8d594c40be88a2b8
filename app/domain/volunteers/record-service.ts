import { z } from 'zod';
import { newId } from '#db/new-id';
import { insertHours, lockVolunteers, selectDayHours } from '#db/queries/volunteers';
import { type ReadScope, type Scope, useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import type { PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { specialDaysBetween } from '../standards/list-special-days';
import { DAY_MINUTES, holidaysAround, RECORD_WITHIN, recordedBy } from './hours.rules';
import { findNamed, namedProblems, volunteersField } from './named-volunteers';
import { hoursRecorded } from './volunteer.events';
import { serviceKinds } from './volunteer.rules';

const text = (most: number) => z.string('RECORD.TEXT_MISSING').trim().min(1, 'RECORD.TEXT_MISSING').max(most);

const serviceFields = {
  volunteers: volunteersField,
  title: text(100),
  activity: z.enum(serviceKinds, 'RECORD.SERVICE_MISSING'),
  servedOn: civilDate('RECORD.DATE_MISSING'),
  minutes: z
    .number('RECORD.MINUTES')
    .int('RECORD.MINUTES')
    .min(1, 'RECORD.MINUTES')
    .max(DAY_MINUTES, 'HOURS.DAY_FULL'),
  place: text(100),
  organiser: text(100),
  inCharge: text(60),
};

interface Service {
  readonly title: string;
  readonly activity: string;
  readonly servedOn: PlainDate;
  readonly minutes: number;
  readonly place: string;
  readonly organiser: string;
  readonly inCharge: string;
}

/**
 * Records service of several volunteers that was no visit, with all that the law asks of a record (志愿服务记录与证明出具办法
 * 第七条), within ten working days (第十一条); later only with the reason. Also the way in which a wrong row is put right, after it
 * was reversed. Refuses HOURS.IN_FUTURE, .LATE_REASON_MISSING, .RECORDED_ALREADY (the same activity on that day), .DAY_FULL
 * (more than a day has), RECORD.TEXT_MISSING, .SERVICE_MISSING, .MINUTES, .DATE_MISSING and of the numbers what `findNamed` refuses.
 */
export const recordService = useCase({
  permission: 'visits.confirm-hours',
  input: z.object({
    ...serviceFields,
    content: text(500),
    lateReason: z.string().trim().max(200).optional(),
  }),
  async known(scope, { servedOn, lateReason, ...said }) {
    const problems = await knownProblems(scope, { servedOn, ...said });
    return servedOn === undefined
      ? problems
      : [...problems, ...lateProblems(await lastDayFor(scope, servedOn), scope.today, lateReason)];
  },
  async run(scope, { volunteers, content, lateReason, ...service }) {
    const dueOn = await lastDayFor(scope, service.servedOn);
    return record(scope, volunteers, service, lateProblems(dueOn, scope.today, lateReason), {
      sourceType: 'activity',
      content,
      dueOn,
      lateReason: scope.today > dueOn ? lateReason : null,
    });
  },
});

/** Last day on which service of a day is recorded in time, by the holidays that are entered. */
const lastDayFor = async (scope: ReadScope, servedOn: PlainDate): Promise<PlainDate> =>
  recordedBy(servedOn, await specialDaysBetween(scope, holidaysAround(servedOn)));

/** HOURS.LATE_REASON_MISSING of what is recorded after its last day. */
const lateProblems = (dueOn: PlainDate, today: PlainDate, reason: string | undefined): Refusal[] =>
  today > dueOn && !reason
    ? [
        refusal('HOURS.LATE_REASON_MISSING', {
          field: 'lateReason',
          params: { days: RECORD_WITHIN, date: dueOn },
        }),
      ]
    : [];

const inFuture = (servedOn: PlainDate | undefined, today: PlainDate): Refusal[] =>
  servedOn !== undefined && servedOn > today ? [refusal('HOURS.IN_FUTURE', { field: 'servedOn' })] : [];

/** What else is wrong with a form that is not whole, so that everything is told at once. */
async function knownProblems(
  scope: ReadScope,
  { volunteers, servedOn }: { volunteers?: string; servedOn?: PlainDate },
): Promise<Refusal[]> {
  return [...(await namedProblems(scope, volunteers)), ...inFuture(servedOn, scope.today)];
}

/**
 * Records time given elsewhere, with what attests it. It counts for stars, and stands on no certificate of ours, because whoever
 * recorded it certifies it. Refuses what `recordService` refuses but for the clock, and RECORD.TEXT_MISSING without a proof.
 */
export const recordElsewhere = useCase({
  permission: 'visits.confirm-hours',
  input: z.object({ ...serviceFields, proof: text(200) }),
  known: knownProblems,
  run: (scope, { volunteers, proof, ...service }) =>
    record(scope, volunteers, service, [], { sourceType: 'external', proof }),
});

async function record(
  scope: Scope,
  written: string,
  service: Service,
  found: readonly Refusal[],
  more: Pick<Parameters<typeof insertHours>[1], 'sourceType' | 'content' | 'dueOn' | 'lateReason' | 'proof'>,
): Promise<Result<{ recorded: number }>> {
  const { servedOn, minutes, title } = service;
  const problems = [...found, ...inFuture(servedOn, scope.today)];
  const named = await findNamed(scope, written);
  if (!named.ok) return refuse(...named.refusals, ...problems);
  await lockVolunteers(scope.tx, named.value);
  const day = await selectDayHours(scope.tx, named.value, servedOn);
  if (day.some((one) => one.titles.includes(title)))
    problems.push(refusal('HOURS.RECORDED_ALREADY', { field: 'title' }));
  if (day.some((one) => one.minutes + minutes > DAY_MINUTES))
    problems.push(refusal('HOURS.DAY_FULL', { field: 'minutes' }));
  if (problems.length > 0) return refuse(...problems);
  for (const volunteerId of named.value) {
    const hoursId = await insertHours(scope.tx, {
      volunteerId,
      sourceId: newId(),
      ...service,
      ...more,
      recordedAt: scope.now,
    });
    if (!hoursId) throw new Error('Hours with a source of their own were not recorded');
    scope.audit(hoursRecorded(volunteerId, { hoursId, minutes, servedOn }));
  }
  return accept({ recorded: named.value.length });
}
