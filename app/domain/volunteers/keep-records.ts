import { z } from 'zod';
import { insertRecords, withdrawRecord as withdraw } from '#db/queries/volunteer-records';
import { selectHoursRow } from '#db/queries/volunteers';
import { type ReadScope, type Scope, useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { findNamed, namedProblems, volunteersField } from './named-volunteers';
import { agreementCauses, evaluators, type RecordKind, recordKinds, trainingResults } from './record.rules';
import { recordKept, recordWithdrawn } from './volunteer.events';

const text = (most: number) => z.string('RECORD.TEXT_MISSING').trim().min(1, 'RECORD.TEXT_MISSING').max(most);
const day = () => civilDate('RECORD.DATE_MISSING');

export interface Recorded {
  /** Of how many volunteers it was recorded; whoever had it already is not among them. */
  readonly recorded: number;
  readonly known: number;
}

/** Records the same of all who are named, together with what else is wrong with it. */
async function keep<Kind extends RecordKind>(
  scope: Scope,
  kind: Kind,
  written: string,
  problems: readonly Refusal[],
  said: Omit<Parameters<typeof insertRecords<Kind>>[3], 'recordedAt' | 'recordedByName'>,
): Promise<Result<Recorded>> {
  const named = await findNamed(scope, written);
  if (!named.ok || problems.length > 0) return refuse(...(named.ok ? [] : named.refusals), ...problems);
  const rows = await insertRecords(scope.tx, kind, named.value, {
    ...said,
    recordedAt: scope.now,
    recordedByName: scope.actor.name,
  } as Parameters<typeof insertRecords<Kind>>[3]);
  for (const { id, volunteerId } of rows)
    scope.audit(recordKept(volunteerId, kind, { recordId: id, ...said }));
  return accept({ recorded: rows.length, known: named.value.length - rows.length });
}

/** What else is wrong with a form that is not whole, so that everything is told at once. */
const knownBy =
  <Said>(problems: (said: Said, today: PlainDate) => readonly Refusal[]) =>
  async (scope: ReadScope, said: Said & { volunteers?: string }) => [
    ...(await namedProblems(scope, said.volunteers)),
    ...problems(said, scope.today),
  ];

const inFuture = (field: string, day: PlainDate | undefined, today: PlainDate) =>
  day !== undefined && day > today ? [refusal('RECORD.IN_FUTURE', { field })] : [];

const backward = ({ fromDate, lastDay }: { fromDate?: PlainDate; lastDay?: PlainDate }) =>
  fromDate !== undefined && lastDay !== undefined && lastDay < fromDate
    ? [refusal('RECORD.RANGE_BACKWARD', { field: 'lastDay' })]
    : [];

const trainingProblems = ({ heldOn }: { heldOn?: PlainDate }, today: PlainDate) =>
  inFuture('heldOn', heldOn, today);

const agreementProblems = (
  { signedOn, ...days }: { signedOn?: PlainDate; fromDate?: PlainDate; lastDay?: PlainDate },
  today: PlainDate,
) => [
  ...backward(days),
  ...inFuture('signedOn', signedOn, today),
  ...(signedOn !== undefined && days.fromDate !== undefined && signedOn > days.fromDate
    ? [refusal('RECORD.SIGNED_LATE', { field: 'signedOn' })]
    : []),
];

const awardProblems = ({ grantedOn }: { grantedOn?: PlainDate }, today: PlainDate) =>
  inFuture('grantedOn', grantedOn, today);

/**
 * Records a training of several volunteers (志愿服务记录与证明出具办法 第八条). Whoever has it already stays as they are.
 * Refuses RECORD.TEXT_MISSING, .DATE_MISSING, .IN_FUTURE, .MINUTES, .MINUTES_MANY, .RESULT_MISSING, .VOLUNTEERS_MISSING,
 * .VOLUNTEERS_MANY, .NUMBER_UNKNOWN.
 */
export const recordTraining = useCase({
  permission: 'volunteers.record',
  input: z.object({
    volunteers: volunteersField,
    course: text(100),
    content: text(500),
    minutes: z
      .number('RECORD.MINUTES')
      .int('RECORD.MINUTES')
      .min(1, 'RECORD.MINUTES')
      .max(60_000, 'RECORD.MINUTES_MANY'),
    heldOn: day(),
    organiser: text(100),
    result: z.enum(trainingResults, 'RECORD.RESULT_MISSING'),
  }),
  known: knownBy(trainingProblems),
  run: (scope, { volunteers, ...said }) =>
    keep(scope, 'training', volunteers, trainingProblems(said, scope.today), said),
});

/**
 * Records a personal accident insurance of several volunteers; `lastDay` is its last day (志愿服务条例 第十七条).
 * Refuses RECORD.RANGE_BACKWARD and what `recordTraining` refuses of texts, dates and volunteers.
 */
export const recordInsurance = useCase({
  permission: 'volunteers.record',
  input: z.object({
    volunteers: volunteersField,
    insurer: text(100),
    policyNumber: text(60),
    fromDate: day(),
    lastDay: day(),
  }),
  known: knownBy(backward),
  run: (scope, { volunteers, lastDay, ...said }) =>
    keep(scope, 'insurance', volunteers, backward({ ...said, lastDay }), {
      ...said,
      untilDate: addDays(lastDay, 1),
    }),
});

/**
 * Records a written agreement: why one was made, what it concerns, and the days for which it holds (山东省志愿服务条例 第二十条).
 * Refuses RECORD.RANGE_BACKWARD, .SIGNED_LATE, .IN_FUTURE, .CAUSE_MISSING and what `recordTraining` refuses of texts, dates and volunteers.
 */
export const recordAgreement = useCase({
  permission: 'volunteers.record',
  input: z.object({
    volunteers: volunteersField,
    cause: z.enum(agreementCauses, 'RECORD.CAUSE_MISSING'),
    concerns: text(200),
    signedOn: day(),
    fromDate: day(),
    lastDay: day(),
  }),
  known: knownBy(agreementProblems),
  run: (scope, { volunteers, lastDay, ...said }) =>
    keep(scope, 'agreement', volunteers, agreementProblems({ ...said, lastDay }, scope.today), {
      ...said,
      untilDate: addDays(lastDay, 1),
    }),
});

/** Records an award (第九条). Refuses RECORD.IN_FUTURE and what `recordTraining` refuses of texts, dates and volunteers. */
export const recordAward = useCase({
  permission: 'volunteers.record',
  input: z.object({ volunteers: volunteersField, name: text(100), grantedOn: day(), grantedBy: text(100) }),
  known: knownBy(awardProblems),
  run: (scope, { volunteers, ...said }) =>
    keep(scope, 'award', volunteers, awardProblems(said, scope.today), said),
});

/**
 * Records an evaluation of a volunteer's service, one to five (第十条): of one row of the hours ledger, or of the service as a
 * whole. Refuses RECORD.RATING, HOURS.UNKNOWN, RECORD.EVALUATED_ALREADY and what `recordTraining` refuses of volunteers.
 */
export const recordEvaluation = useCase({
  permission: 'volunteers.record',
  input: z.object({
    volunteers: volunteersField,
    hoursId: z.uuid('HOURS.UNKNOWN').optional(),
    rating: z.coerce
      .number('RECORD.RATING')
      .int('RECORD.RATING')
      .min(1, 'RECORD.RATING')
      .max(5, 'RECORD.RATING'),
    saidBy: z.enum(evaluators, 'INPUT.INVALID'),
    comment: z.string().trim().max(500).optional(),
  }),
  async run(scope, { volunteers, hoursId, comment, ...said }) {
    const named = await findNamed(scope, volunteers);
    const hours = hoursId ? await selectHoursRow(scope.tx, hoursId) : undefined;
    const stray =
      hoursId && (!hours || hours.reversesId || (named.ok && !named.value.includes(hours.volunteerId)));
    const kept = await keep(
      scope,
      'evaluation',
      volunteers,
      stray ? [refusal('HOURS.UNKNOWN', { field: 'hoursId' })] : [],
      { ...said, hoursId: hoursId ?? null, comment: comment || null, evaluatedOn: scope.today },
    );
    return kept.ok && kept.value.recorded === 0 ? refuse(refusal('RECORD.EVALUATED_ALREADY')) : kept;
  },
});

/** Withdraws a wrong record with a reason; it stays in the history. Refuses RECORD.UNKNOWN, .REASON_MISSING. */
export const withdrawRecord = useCase({
  permission: 'volunteers.record',
  input: z.object({
    kind: z.enum(recordKinds, 'RECORD.UNKNOWN'),
    recordId: z.uuid('RECORD.UNKNOWN'),
    reason: z.string('RECORD.REASON_MISSING').trim().min(1, 'RECORD.REASON_MISSING').max(200),
  }),
  async run(scope, { kind, recordId, reason }) {
    const row = await withdraw(scope.tx, kind, { id: recordId, at: scope.now, reason });
    if (!row) return refuse(refusal('RECORD.UNKNOWN', { field: 'recordId' }));
    scope.audit(recordWithdrawn(row.volunteerId, kind, { recordId }, reason));
    return accept({ volunteerId: row.volunteerId });
  },
});
