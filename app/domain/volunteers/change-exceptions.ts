import { z } from 'zod';
import { deleteException, insertException, selectExceptions, selectVolunteer } from '#db/queries/volunteers';
import { type Scope, useCase } from '../audit/use-case';
import { civilDate, minutesOf, timeOfDay } from '../kernel/inputs';
import { addDays } from '../kernel/plain-date';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { exceptionKinds, exceptionProblems, stretchOf } from './availability.rules';
import { ofOwn } from './own-volunteer';
import { exceptionAdded, exceptionRemoved } from './volunteer.events';

/** The most that one volunteer states for the time to come. */
const MOST = 60;

const exceptionForm = z.object({
  kind: z.enum(exceptionKinds, 'VOLUNTEER.EXCEPTION_KIND'),
  from: civilDate('VOLUNTEER.EXCEPTION_DATE'),
  /** The last day; the same as the first where none is given. */
  last: civilDate('VOLUNTEER.EXCEPTION_DATE').optional(),
  /** Both or none: the whole day. */
  fromTime: timeOfDay().optional(),
  untilTime: timeOfDay().optional(),
  note: z.string().trim().max(200).optional(),
});

type Stated = z.output<typeof exceptionForm>;

/**
 * States days on which the week does not hold: away, or free at another time. Refuses VOLUNTEER.UNKNOWN,
 * .EXCEPTION_KIND, .EXCEPTION_DATE, .EXCEPTION_BACKWARD, .EXCEPTION_PAST, .EXCEPTION_LONG, .EXCEPTION_TIMES,
 * .AVAILABILITY_BACKWARD, .EXCEPTIONS_MANY.
 */
export const addException = useCase({
  permission: 'volunteers.edit',
  input: exceptionForm.extend({ volunteerId: z.uuid('VOLUNTEER.UNKNOWN') }),
  run: (scope, { volunteerId, ...stated }) => add(scope, volunteerId, stated),
});

/** The same by the volunteer. Refuses VOLUNTEER.NOT_ONE besides. */
export const addOwnException = useCase({
  permission: 'volunteers.edit-own',
  input: exceptionForm,
  run: (scope, stated) => ofOwn(scope, (volunteerId) => add(scope, volunteerId, stated)),
});

async function add(
  scope: Scope,
  volunteerId: string,
  stated: Stated,
): Promise<Result<{ exceptionId: string }>> {
  const { kind, from, last = from, note } = stated;
  const fromMinute = stated.fromTime === undefined ? undefined : minutesOf(stated.fromTime);
  const untilMinute = stated.untilTime === undefined ? undefined : minutesOf(stated.untilTime);
  const problems = exceptionProblems({ kind, from, last, fromMinute, untilMinute, today: scope.today });
  if (!(await selectVolunteer(scope.tx, volunteerId)))
    problems.push(refusal('VOLUNTEER.UNKNOWN', { field: 'volunteerId' }));
  else if ((await selectExceptions(scope.tx, [volunteerId], { from: scope.today })).length >= MOST)
    problems.push(refusal('VOLUNTEER.EXCEPTIONS_MANY', { params: { limit: MOST } }));
  if (problems.length > 0) return refuse(...problems);
  const row = { kind, fromDate: from, untilDate: addDays(last, 1), ...stretchOf(fromMinute, untilMinute) };
  const exceptionId = await insertException(scope.tx, {
    volunteerId,
    ...row,
    note: note || null,
    recordedAt: scope.now,
  });
  scope.audit(exceptionAdded(volunteerId, { exceptionId, ...row }));
  return accept({ exceptionId });
}

const exceptionId = z.uuid('VOLUNTEER.EXCEPTION_UNKNOWN');

/** Takes an exception back: the week holds again. Refuses VOLUNTEER.EXCEPTION_UNKNOWN. */
export const removeException = useCase({
  permission: 'volunteers.edit',
  input: z.object({ volunteerId: z.uuid('VOLUNTEER.UNKNOWN'), exceptionId }),
  run: (scope, input) => remove(scope, input.volunteerId, input.exceptionId),
});

/** The same by the volunteer. Refuses VOLUNTEER.NOT_ONE besides. */
export const removeOwnException = useCase({
  permission: 'volunteers.edit-own',
  input: z.object({ exceptionId }),
  run: (scope, input) => ofOwn(scope, (volunteerId) => remove(scope, volunteerId, input.exceptionId)),
});

async function remove(
  scope: Scope,
  volunteerId: string,
  id: string,
): Promise<Result<{ exceptionId: string }>> {
  const row = await deleteException(scope.tx, { volunteerId, id });
  if (!row) return refuse(refusal('VOLUNTEER.EXCEPTION_UNKNOWN', { field: 'exceptionId' }));
  const { kind, fromDate, untilDate, fromMinute, untilMinute } = row;
  scope.audit(
    exceptionRemoved(volunteerId, { exceptionId: id, kind, fromDate, untilDate, fromMinute, untilMinute }),
  );
  return accept({ exceptionId: id });
}
