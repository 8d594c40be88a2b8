import type { z } from 'zod';
import { formRefusals, read } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { addDays, type PlainDate } from '../kernel/plain-date';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { daysOfRule, LOOK_AHEAD_DAYS, readRule } from './recurrence';
import { fieldProblems, ruleOfFields, saysSomething } from './recurrence-fields.rules';
import { type Need, needForm } from './visit.forms';

type Said = Partial<Pick<Need, 'repeat' | 'recurrence' | 'repeatUntil' | 'repeatWithout'>> & {
  /** Day of the first time; undefined while it is not known. */
  readonly startsOn: PlainDate | undefined;
  /** Day from which on there have to be dates, where the first time is past. */
  readonly from?: PlainDate | undefined;
  /** Days that were left out before: they need not be days of this rule. */
  readonly leftOutBefore?: readonly PlainDate[];
  /** Field at which a rule that is missing is told. */
  readonly ruleField?: string;
};

/** A rule as it is kept, and the days of it on which nobody comes. */
export interface Repetition {
  readonly rrule: string;
  readonly leftOut: PlainDate[];
}

/**
 * How a visit comes back, from a rule or from fields; undefined when it does not. Refuses VISIT.REPEAT_FORM, .REPEAT_MISSING,
 * .REPEAT_TWICE, .REPEAT_UNTIL, .REPEAT_NO_DAYS, .REPEAT_WITHOUT_NONE, and what `fieldProblems` refuses.
 */
export function readRepetition(said: Said): Result<Repetition | undefined> {
  const { repeat, recurrence, repeatUntil, repeatWithout = [], startsOn } = said;
  const fields = saysSomething(recurrence) ? recurrence : undefined;
  if (!repeat && !fields) {
    return repeatUntil || repeatWithout.length > 0
      ? refuse(refusal('VISIT.REPEAT_MISSING', { field: said.ruleField ?? 'recurrence.unit' }))
      : accept(undefined);
  }
  const problems: Refusal[] = fields ? fieldProblems(fields, repeatUntil) : [];
  if (repeat && fields) problems.push(refusal('VISIT.REPEAT_TWICE', { field: 'repeat' }));
  const from = said.from ?? startsOn;
  if (from && repeatUntil && repeatUntil < from)
    problems.push(refusal('VISIT.REPEAT_UNTIL', { field: 'repeatUntil' }));
  if (problems.length > 0) return refuse(...problems);
  // Without its first day the windows are refused; there is no more to be said of the rule.
  if (!startsOn || !from) return accept(undefined);
  const rrule = readRule(repeat ?? ruleOfFields(fields ?? {}), { startsOn, lastDay: repeatUntil });
  if (!rrule) {
    return refuse(
      repeat
        ? refusal('VISIT.REPEAT_FORM', { field: 'repeat' })
        : refusal('VISIT.REPEAT_NO_DAYS', { field: 'recurrence.unit' }),
    );
  }
  const days = new Set(daysOfRule({ rrule, startsOn }, from, addDays(from, LOOK_AHEAD_DAYS)));
  const before = new Set(said.leftOutBefore);
  const strange = repeatWithout.flatMap((date, index) =>
    days.has(date) || before.has(date)
      ? []
      : [refusal('VISIT.REPEAT_WITHOUT_NONE', { field: `repeatWithout.${index}`, params: { date } })],
  );
  if (strange.length > 0) return refuse(...strange);
  const leftOut = [...new Set(repeatWithout)].filter((date) => days.has(date)).sort();
  return leftOut.length < days.size
    ? accept({ rrule, leftOut })
    : refuse(refusal('VISIT.REPEAT_NO_DAYS', { field: 'recurrence.unit' }));
}

/** Days that are shown before a series is asked for or changed. */
const SHOWN = 12;

/** The first days of a rule from a day on, and whether more follow. */
export function firstDays(
  rule: Repetition & { readonly startsOn: PlainDate },
  from: PlainDate,
): { days: PlainDate[]; more: boolean } {
  const days = daysOfRule(rule, from, addDays(from, LOOK_AHEAD_DAYS));
  return { days: days.slice(0, SHOWN), more: days.length > SHOWN };
}

const foreseeForm = needForm
  .pick({ repeat: true, recurrence: true, repeatUntil: true, repeatWithout: true })
  .extend({ startsOn: civilDate() });

/** What a series would be, without asking for it: its rule, its first days, and whether more follow. Refuses what `readRepetition` refuses. */
export const foreseeSeries = read(
  'visits.request',
  async (
    _,
    asked: z.input<typeof foreseeForm>,
  ): Promise<Result<{ rrule: string | null; days: PlainDate[]; more: boolean }>> => {
    const form = foreseeForm.safeParse(asked, { reportInput: true });
    if (!form.success) return refuse(...formRefusals(form.error));
    const { startsOn } = form.data;
    const found = readRepetition(form.data);
    if (!found.ok) return found;
    if (!found.value) return accept({ rrule: null, days: [startsOn], more: false });
    return accept({ rrule: found.value.rrule, ...firstDays({ ...found.value, startsOn }, startsOn) });
  },
);
