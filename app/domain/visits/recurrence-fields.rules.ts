import type { PlainDate } from '../kernel/plain-date';
import { type Refusal, refusal } from '../kernel/refusals';

export const recurrenceUnits = ['day', 'week', 'month'] as const;

/** How a visit comes back, field by field as `recurrenceForm` has it. */
interface RecurrenceFields {
  readonly unit?: (typeof recurrenceUnits)[number] | undefined;
  readonly every?: number | undefined;
  readonly weekdays?: readonly number[] | undefined;
  readonly monthDay?: number | undefined;
  readonly nth?: number | undefined;
  readonly nthWeekday?: number | undefined;
  readonly count?: number | undefined;
}

const frequency = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' };
const dayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const dayCode = (weekday: number | undefined) => dayCodes[(weekday ?? 1) - 1];

/** Whether anything was said in the fields. */
export const saysSomething = (fields: RecurrenceFields | undefined): fields is RecurrenceFields =>
  Object.values(fields ?? {}).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined,
  );

/** The rule (RFC 5545 RRULE) that the fields make, without its last day; they have no `fieldProblems`. */
export function ruleOfFields({ unit = 'day', every = 1, count, ...fields }: RecurrenceFields): string {
  const { weekdays = [], monthDay, nth, nthWeekday } = fields;
  const days = [...new Set(weekdays)].sort().map(dayCode);
  return [
    `FREQ=${frequency[unit]}`,
    ...(every > 1 ? [`INTERVAL=${every}`] : []),
    ...(days.length > 0 ? [`BYDAY=${days.join(',')}`] : []),
    ...(monthDay === undefined ? [] : [`BYMONTHDAY=${monthDay}`]),
    ...(nth === undefined ? [] : [`BYDAY=${nth}${dayCode(nthWeekday)}`]),
    ...(count === undefined ? [] : [`COUNT=${count}`]),
  ].join(';');
}

/** Why fields make no rule, everything at once: nothing that was said is passed over. */
export function fieldProblems(
  { unit, weekdays = [], monthDay, nth, nthWeekday, count }: RecurrenceFields,
  lastDay: PlainDate | undefined,
): Refusal[] {
  const problems: Refusal[] = [];
  const add = (code: string, field: string) => problems.push(refusal(code, { field: `recurrence.${field}` }));
  if (!unit) add('VISIT.REPEAT_MISSING', 'unit');
  else {
    if (weekdays.length > 0 && unit !== 'week') add('VISIT.REPEAT_OF_WEEK', 'weekdays');
    if (monthDay !== undefined && unit !== 'month') add('VISIT.REPEAT_OF_MONTH', 'monthDay');
    if ((nth ?? nthWeekday) !== undefined && unit !== 'month')
      add('VISIT.REPEAT_OF_MONTH', nth === undefined ? 'nthWeekday' : 'nth');
  }
  if (monthDay !== undefined && nth !== undefined) add('VISIT.REPEAT_MONTH_TWICE', 'monthDay');
  if ((nth === undefined) !== (nthWeekday === undefined))
    add('VISIT.REPEAT_NTH_HALF', nth === undefined ? 'nth' : 'nthWeekday');
  if (count !== undefined && lastDay) add('VISIT.REPEAT_ENDS_TWICE', 'count');
  return problems;
}
